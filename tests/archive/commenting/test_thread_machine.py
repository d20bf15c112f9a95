"""Any sequence of the verbs, imports among them, leaves a thread whose places and counts are right,
and every comment in the state that the acts on it, one by one, say."""

import tempfile
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.limits import Limit
from accounts.models import User
from archive.commenting import leaving, pace, place
from archive.commenting.edit import edit, withdraw
from archive.commenting.refusal import Refused
from archive.importing.runs import Run
from archive.models import Article, Comment, ModerationEntry
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say
from tests.archive.importing.shelf import PIECE

pytestmark = pytest.mark.django_db

Review = Comment.Review
Act = ModerationEntry.Act
LINES = PIECE.count("\n")
MEMBERS = 3
BECOMES = {
    Act.APPROVED: Review.APPROVED,
    Act.REJECTED: Review.REJECTED,
    Act.REMOVED: Review.REMOVED,
}
_numbers = count(1)
numbers = st.integers(0, 30)
seldom = st.sampled_from([False] * 5 + [True])


@dataclass
class Fate:
    """What a member's comment must have come to."""

    member: User
    review: str
    withdrawn: bool = False
    edits: int = 0


class Thread(RuleBasedStateMachine):
    """One article, a few members, a moderator, and a capture that changes."""

    deepest = place.MAX_DEPTH

    def __init__(self) -> None:
        super().__init__()
        self.number = next(_numbers)
        self.folder = tempfile.TemporaryDirectory()
        self.members = [people.reader() for _ in range(MEMBERS)]
        self.moderator = people.moderator()
        self.fates: dict[int, Fate] = {}
        self.waits = False
        builders.settings(premoderated=False)
        self.capture([0, 0])
        self.article = Article.objects.get(title=f"Lighthouse {self.number}")
        Article.objects.filter(pk=self.article.pk).update(state=Article.State.PUBLISHED)

    def teardown(self) -> None:
        self.folder.cleanup()

    def capture(self, answers: list[int]) -> None:
        """Import the piece with a comment for each of `answers`: which one before it, from 1, it
        answers, or 0. Its words are its number, counted from the end, so that the same words
        move from line to line."""
        folder, key = Path(self.folder.name), f"lighthouse-{self.number}"
        piece = PIECE.replace("The lighthouse needs a keeper", f"Lighthouse {self.number}")
        said = "".join(f"Comment {len(answers) - n}.\n" for n in range(len(answers)))
        (folder / f"{key}.txt").write_text(piece + said)
        entry = f'[[document]]\nkey = "{key}"\nfile = "{key}.txt"\n'
        borders = "".join(
            f"[[document.comment]]\nlines = {LINES + n}\n"
            + (f"answers = {LINES + answer}\n" if 0 < answer < n else "")
            for n, answer in enumerate(answers, start=1)
        )
        (folder / "catalogue.toml").write_text(entry + (borders or "comment = []\n"))
        assert not Run().paths([folder]).refused

    def pick(self, number: int, **wanted: Any) -> Comment:
        """One of the comments that are there."""
        rows = list(self.article.comments.filter(**wanted).order_by("pk"))
        assume(rows)
        return rows[number % len(rows)]

    def screened(self) -> str:
        return Review.PENDING if self.waits else Review.APPROVED

    @rule(who=numbers, to=numbers, is_answer=st.booleans())
    def post(self, who: int, to: int, is_answer: bool) -> None:
        member = self.members[who % MEMBERS]
        parent = self.pick(to) if is_answer else None
        try:
            made = say(member, self.article, parent=parent)
        except Refused:
            assert member.deleted_at or (parent and parent not in Comment.objects.public())
        else:
            self.fates[made.pk] = Fate(member, self.screened())

    @rule(which=numbers)
    def edit(self, which: int) -> None:
        comment = self.pick(which, origin="member")
        fate = self.fates[comment.pk]
        try:
            edit(fate.member, comment, body=f"Edit {fate.edits}.", edition=fate.edits)
        except Refused:
            hidden = fate.review in {Review.REJECTED, Review.REMOVED}
            assert fate.withdrawn or hidden or fate.member.deleted_at
        else:
            fate.edits += 1
            fate.review = Review.PENDING if self.waits else fate.review

    @rule(which=numbers)
    def withdraw(self, which: int) -> None:
        comment = self.pick(which, origin="member")
        withdraw(self.fates[comment.pk].member, comment)
        self.fates[comment.pk].withdrawn = True

    @rule(which=st.lists(numbers, min_size=1, max_size=4), act=st.sampled_from([*BECOMES]))
    def decide(self, which: list[int], act: Act) -> None:
        comments = {self.pick(number).pk for number in which}
        set_state(comments, Decision(act, self.moderator, "A reason."))
        for number in comments & self.fates.keys():
            self.fates[number].review = BECOMES[act]

    @rule(answers=st.lists(st.integers(0, 3), max_size=5))
    def import_again(self, answers: list[int]) -> None:
        self.capture(answers)

    @rule(waits=st.booleans())
    def premoderate(self, waits: bool) -> None:
        self.waits = waits
        Article.objects.filter(pk=self.article.pk).update(premoderated=waits)

    @rule(who=numbers, really=seldom)
    def leave(self, who: int, really: bool) -> None:
        member = self.members[who % MEMBERS]
        if not really or member.deleted_at:
            return
        leaving.leave(member, timezone.now())
        member.refresh_from_db()
        for fate in self.fates.values():
            if fate.member == member and fate.review == Review.PENDING:
                fate.withdrawn = True

    @invariant()
    def the_thread_is_sound(self) -> None:
        check_thread(self.article, self.deepest)

    @invariant()
    def every_comment_is_what_the_acts_made_it(self) -> None:
        rows = self.article.comments.filter(origin="member")
        found = {c.pk: (c.review, c.withdrawn_at is not None, c.edition) for c in rows}
        assert found == {n: (f.review, f.withdrawn, f.edits) for n, f in self.fates.items()}

    @invariant()
    def the_version_only_grows(self) -> None:
        before = self.article.discussion_version
        self.article.refresh_from_db(fields=["discussion_version"])
        assert self.article.discussion_version >= before


class ShallowThread(Thread):
    """The same where places line up soon."""

    deepest = 2


WALKS = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("machine", [Thread, ShallowThread])
def test_any_sequence_of_acts(machine: type[Thread], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "MAX_DEPTH", machine.deepest)
    for limit in ("COMMENTS", "EDITS"):  # the machine writes faster than anybody
        monkeypatch.setattr(pace, limit, Limit(limit, 10_000, timedelta(hours=1)))
    run_state_machine_as_test(machine, settings=WALKS)


def test_the_oracle_can_tell() -> None:
    """A wrong count, and a place that is not below its parent's, are found."""
    article = builders.article()
    head = builders.captured_comment(article)
    reply = builders.comment(article, people.reader(), parent=head)
    check_thread(article)
    Comment.objects.filter(pk=head.pk).update(reply_total=2)
    with pytest.raises(AssertionError):
        check_thread(article)
    Comment.objects.filter(pk=head.pk).update(reply_total=1)
    Comment.objects.filter(pk=reply.pk).update(sort_path=bytes(now(reply).sort_path)[4:], depth=0)
    with pytest.raises(AssertionError):
        check_thread(article)
