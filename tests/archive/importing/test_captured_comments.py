"""Captured comments over the versions of their capture: who stays who, and where they stand.

A comment is the same one by its words, or else by the line on which it begins.
"""

from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from archive.commenting.place import MAX_DEPTH, SEGMENT_BYTES
from archive.commenting.report import report
from archive.models import Article, Comment, ModerationEntry
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.importing.shelf import PIECE, import_all

pytestmark = pytest.mark.django_db

Said = str | tuple[str, int]  # a comment's words, and which of those before it, from 1, it answers
LINES = PIECE.count("\n")


def capture(shelf: Path, *comments: Said) -> None:
    """Import the piece with these comments, one to a line."""
    said = [(c, 0) if isinstance(c, str) else c for c in comments]
    (shelf / "lighthouse.txt").write_text(PIECE + "".join(f"{words}\n" for words, _ in said))
    borders = "".join(
        f"[[document.comment]]\nlines = {LINES + number}\n"
        + (f"answers = {LINES + answers}\n" if answers else "")
        for number, (_, answers) in enumerate(said, start=1)
    )
    entry = '[[document]]\nkey = "lighthouse"\nfile = "lighthouse.txt"\n'
    comments_none = "" if said else "comment = []\n"
    (shelf / "catalogue.toml").write_text(entry + comments_none + borders)
    import_all(shelf)


def numbers() -> dict[str, int]:
    return {c.body: c.pk for c in Comment.objects.in_thread_order()}


def thread() -> list[tuple[int, str]]:
    """The thread as it is read, once its places are found sound."""
    comments = list(Comment.objects.select_related("parent").in_thread_order())
    for comment in comments:
        path = bytes(comment.sort_path)
        above = bytes(comment.parent.sort_path) if comment.parent else b""
        assert path[:-SEGMENT_BYTES] == above[: MAX_DEPTH * SEGMENT_BYTES]
        assert len(path) == (comment.depth + 1) * SEGMENT_BYTES
    return [(comment.depth, comment.body) for comment in comments]


def reply(to: str, words: str) -> Comment:
    parent = Comment.objects.get(body=to)
    member = User.objects.create_user(f"{words[:3]}@example.org", display_name=words)
    return builders.comment(parent.article, member, parent=parent, body=words)


def moderate(words: str, review: str = Comment.Review.REMOVED) -> None:
    assert Comment.objects.filter(body=words).update(review=review) == 1


def reviews() -> list[tuple[str, str, bool]]:
    return [
        (c.body, c.review, c.withdrawn_at is not None) for c in Comment.objects.in_thread_order()
    ]


class TestWhoStaysWho:
    def test_one_that_moves_keeps_its_identity(self, shelf: Path) -> None:
        capture(shelf, "I kept that lamp for years.", "Nonsense.")
        before = numbers()
        capture(shelf, "First!", "I kept that lamp for years.", "Nonsense.")
        after = numbers()
        assert list(after) == ["First!", "I kept that lamp for years.", "Nonsense."]
        assert {body: after[body] for body in before} == before

    def test_one_whose_words_change_keeps_its_line(self, shelf: Path) -> None:
        capture(shelf, "I kept that lamp for years.", "Nonsense.")
        before = numbers()["Nonsense."]
        capture(shelf, "I kept that lamp for years.", "Nonsense. Edit: sorry.")
        assert numbers()["Nonsense. Edit: sorry."] == before

    def test_of_two_with_the_same_words_each_keeps_its_line(self, shelf: Path) -> None:
        capture(shelf, "Nonsense.", "Nonsense.")
        first, second = Comment.objects.in_thread_order()
        Comment.objects.filter(pk=second.pk).update(review=Comment.Review.REMOVED)
        capture(shelf, "Never.", "Nonsense.")
        assert Comment.objects.get(body="Nonsense.").pk == second.pk
        assert Comment.objects.get(body="Never.").pk == first.pk

    def test_one_that_vanishes_goes_unless_a_member_answered_it(self, shelf: Path) -> None:
        capture(shelf, "I kept that lamp for years.", "Nonsense.", "Well said.")
        answered = Comment.objects.get(body="Nonsense.")
        answer = reply("Nonsense.", "How so?")
        capture(shelf, "I kept that lamp for years.")
        assert set(numbers()) == {"I kept that lamp for years.", "Nonsense.", "How so?"}
        answered.refresh_from_db()
        assert answered.withdrawn_at is not None
        assert answered not in Comment.objects.public()
        capture(shelf, "I kept that lamp for years.", "Nonsense.")
        answered.refresh_from_db()
        answer.refresh_from_db()
        assert answered.withdrawn_at is None
        assert answer.parent_id == answered.pk
        assert thread()[1:] == [(0, "Nonsense."), (1, "How so?")]

    def test_words_on_a_vanished_ones_line_are_not_its_own(self, shelf: Path) -> None:
        capture(shelf, "One.", "Two.")
        answered = reply("Two.", "How so?").parent_id
        capture(shelf, "One.")
        capture(shelf, "One.", "Somebody else entirely.")
        assert numbers()["Somebody else entirely."] != answered


class TestRepliesMoveAlong:
    def test_deeper_with_the_replies_to_replies(self, shelf: Path) -> None:
        capture(shelf, "One.", "Two.", "Three.")
        reply("Three.", "First reply.")
        reply("First reply.", "Second reply.")
        reply("Second reply.", "Third reply.")
        capture(shelf, "One.", ("Two.", 1), ("Three.", 2))
        replies = ["First reply.", "Second reply.", "Third reply."]
        assert thread() == list(enumerate(["One.", "Two.", "Three.", *replies]))

    def test_up_and_to_another_parent(self, shelf: Path) -> None:
        capture(shelf, "One.", ("Two.", 1), ("Three.", 2))
        reply("Three.", "First reply.")
        reply("First reply.", "Second reply.")
        capture(shelf, "Three.", "One.", ("Two.", 2))
        assert thread() == [
            *((0, "Three."), (1, "First reply."), (2, "Second reply.")),
            *((0, "One."), (1, "Two.")),
        ]

    def test_with_a_place_that_is_filled_again_under_a_parent(self, shelf: Path) -> None:
        capture(shelf, "One.", ("Two.", 1), ("Three.", 2))
        reply("Three.", "First reply.")
        reply("First reply.", "Second reply.")
        capture(shelf, "One.")
        assert [depth for depth, _ in thread()] == [0, 0, 1, 2]
        capture(shelf, "One.", ("Two.", 1), ("Three.", 2))
        assert [depth for depth, _ in thread()] == [0, 1, 2, 3, 4]

    def test_beyond_the_deepest_place_they_keep_whom_they_answer(self, shelf: Path) -> None:
        deep = MAX_DEPTH + 20
        said = [(f"Number {n}.", n - 1) for n in range(1, deep + 1)]
        capture(shelf, *said)
        reply(f"Number {deep}.", "A reply.")
        capture(shelf, "Zero.", *((words, n and n + 1) for words, n in said))
        assert [body for _, body in thread()] == [
            "Zero.",
            *(words for words, _ in said),
            "A reply.",
        ]
        assert max(depth for depth, _ in thread()) == MAX_DEPTH
        last = Comment.objects.get(body="A reply.")
        assert last.parent
        assert last.parent.body == f"Number {deep}."


class TestModeratorsDecisions:
    @pytest.mark.parametrize("review", [Comment.Review.REMOVED, Comment.Review.REJECTED])
    def test_stand_when_the_comment_vanishes_and_returns(self, shelf: Path, review: str) -> None:
        capture(shelf, "One.", "Two.")
        moderate("Two.", review)
        capture(shelf, "One.")
        assert reviews() == [("One.", "approved", False), ("Two.", review, True)]
        capture(shelf, "One.", "Two.")
        assert reviews() == [("One.", "approved", False), ("Two.", review, False)]

    def test_do_not_pass_to_other_words_on_the_line(self, shelf: Path) -> None:
        capture(shelf, "One.", "Two.")
        moderate("Two.")
        capture(shelf, "One.", "Something polite.")
        assert reviews() == [
            ("One.", "approved", False),
            ("Something polite.", "approved", False),
            ("Two.", "removed", True),
        ]

    def test_follow_the_words_to_another_line(self, shelf: Path) -> None:
        capture(shelf, "One.", "Two.")
        moderate("Two.")
        capture(shelf, "Two.", "One.")
        assert reviews() == [("Two.", "removed", False), ("One.", "approved", False)]


class TestTheThreadsCounts:
    """How many below it anyone reads, at the head of each thread."""

    def counts(self) -> dict[str, int]:
        return {c.body: c.reply_total for c in Comment.objects.in_thread_order()}

    def test_follow_those_that_move_and_go(self, shelf: Path) -> None:
        capture(shelf, "One.", ("Two.", 1), ("Three.", 2))
        assert self.counts() == {"One.": 2, "Two.": 0, "Three.": 0}
        reply("Three.", "A reply.")
        capture(shelf, "Three.", "One.", ("Two.", 2))
        assert self.counts() == {"Three.": 1, "A reply.": 0, "One.": 1, "Two.": 0}
        capture(shelf, "One.", ("Three.", 1))
        assert self.counts() == {"One.": 2, "Three.": 0, "A reply.": 0}

    def test_leave_out_what_is_hidden(self, shelf: Path) -> None:
        capture(shelf, "One.", ("Two.", 1))
        moderate("Two.")
        capture(shelf, "Zero.", "One.", ("Two.", 2))
        assert self.counts() == {"Zero.": 0, "One.": 0, "Two.": 0}

    def test_pages_can_tell_that_something_changed(self, shelf: Path) -> None:
        capture(shelf, "One.")
        before = Article.objects.get().discussion_version
        capture(shelf, "One.", "Two.")
        assert Article.objects.get().discussion_version > before


class TestThoseThatStayEmpty:
    def test_keep_their_order(self, shelf: Path) -> None:
        capture(shelf, "One.", "Two.", "Three.")
        for words in ("One.", "Two.", "Three."):
            reply(words, f"{words} Really?")
        for _ in range(2):
            capture(shelf)
            assert [body for depth, body in thread() if not depth] == ["One.", "Two.", "Three."]

    def test_do_where_the_log_tells_of_them_or_a_report_waits(self, shelf: Path) -> None:
        capture(shelf, "One.", "Two.", "Three.")
        one, two = Comment.objects.get(body="One."), Comment.objects.get(body="Two.")
        staff = people.moderator()
        set_state([one.pk], Decision(ModerationEntry.Act.REMOVED, staff, "An insult."))
        set_state([one.pk], Decision(ModerationEntry.Act.APPROVED, staff))
        report(people.reader(), two, builders.rule(), "", timezone.now())
        capture(shelf)
        assert set(numbers()) == {"One.", "Two."}
        assert not Comment.objects.public().exists()


def test_a_catalogue_that_says_there_are_none_leaves_none(shelf: Path) -> None:
    capture(shelf, "One.", "Two.")
    capture(shelf)
    assert not Comment.objects.exists()
    assert Article.objects.get().catalogued == ["key", "comments"]
