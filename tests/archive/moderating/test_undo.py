"""Undoing: what was decided is put back as it was found, as far as nobody has touched it since."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMessage, User
from archive.commenting.edit import edit, withdraw
from archive.commenting.report import report
from archive.models import (
    Article,
    Ban,
    Comment,
    MemberPremoderation,
    MemberWarning,
    ModerationEntry,
)
from archive.moderating import notes, premoderation, removals
from archive.moderating.bans import ban
from archive.moderating.erase import erase
from archive.moderating.granting import Granting, Way
from archive.moderating.log import DecidedSince
from archive.moderating.removals import Asker
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import undo, undo_batch
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say

pytestmark = pytest.mark.django_db

Review = Comment.Review
Act = ModerationEntry.Act
REASON = "It insults another member."


@pytest.fixture
def moderator() -> User:
    return people.moderator()


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


def decide(comment: Comment, act: Act, by: User) -> ModerationEntry:
    (entry,) = set_state([comment.pk], Decision(act, by, REASON))
    return entry


def why_left(entry: ModerationEntry, by: User) -> str:
    """The sentence with which `entry` is left alone; nothing is done."""
    before = ModerationEntry.objects.count()
    undone = undo([entry.pk], by)
    assert undone.done == []
    assert [left for left, _why in undone.left] == [entry]
    assert ModerationEntry.objects.count() == before
    return undone.left[0][1]


class TestDecisions:
    @pytest.mark.parametrize("was", [Review.PENDING, Review.APPROVED, Review.REJECTED])
    @pytest.mark.parametrize("act", [Act.APPROVED, Act.REJECTED, Act.REMOVED])
    def test_are_undone_and_done_again(
        self, moderator: User, article: Article, was: str, act: Act
    ) -> None:
        head = builders.captured_comment(article)
        comment = builders.comment(article, people.reader(), parent=head, review=was)
        if was == act:
            return
        entry = decide(comment, act, moderator)
        other = people.moderator()
        (undoing,) = undo([entry.pk], other, " A slip. ").done
        assert now(comment).review == was
        check_thread(article)
        undoing.refresh_from_db()
        assert (undoing.act, undoing.actor, undoing.undoes) == (Act.UNDONE, other, entry)
        assert (undoing.before, undoing.after) == ({"review": act}, {"review": was})
        assert (undoing.note, undoing.reason, undoing.batch) == ("A slip.", "", None)
        assert (undoing.comment, undoing.member) == (comment, comment.member)
        (again,) = undo([undoing.pk], moderator).done
        assert now(comment).review == act
        assert (again.undoes, again.after) == (undoing, {"review": act})
        check_thread(article)
        article.refresh_from_db()
        assert article.discussion_version == 3 * (Review.APPROVED in {was, act})

    def test_of_a_batch_are_undone_as_one(self, moderator: User, article: Article) -> None:
        other = builders.article()
        states = [Review.PENDING, Review.APPROVED, Review.REJECTED] * 3
        said = [
            builders.comment(a, people.reader(), review=state)
            for a in (article, other)
            for state in states
        ]
        entries = set_state([c.pk for c in said], Decision(Act.REMOVED, moderator, REASON))
        assert entries[0].batch
        undone = undo_batch(entries[0].batch, moderator)
        assert len(undone.done) == len(said)
        assert len({entry.batch for entry in undone.done} - {None, entries[0].batch}) == 1
        assert [now(comment).review for comment in said] == states * 2
        for changed in (article, other):
            check_thread(changed)
            changed.refresh_from_db()
            assert changed.discussion_version == 2

    def test_that_followed_each_other_are_undone_back_to_the_first(
        self, moderator: User, article: Article
    ) -> None:
        comment = builders.comment(article, people.reader(), review=Review.PENDING)
        acts = (Act.APPROVED, Act.REMOVED, Act.APPROVED)
        entries = [decide(comment, act, moderator) for act in acts]
        assert len(undo([entry.pk for entry in entries], moderator).done) == 3
        assert now(comment).review == Review.PENDING
        check_thread(article)

    def test_are_open_to_undoing_when_what_came_after_is_undone(
        self, moderator: User, article: Article
    ) -> None:
        comment = builders.comment(article, people.reader(), review=Review.PENDING)
        first, second = (decide(comment, act, moderator) for act in (Act.APPROVED, Act.REMOVED))
        assert "otherwise since" in why_left(first, moderator)
        (undoing,) = undo([second.pk], moderator).done
        (redone,) = undo([undoing.pk], moderator).done
        assert "otherwise since" in why_left(first, moderator)
        assert undo([redone.pk], moderator).done
        assert undo([first.pk], moderator).done
        assert now(comment).review == Review.PENDING


class TestReports:
    def test_are_open_again_and_answered_again(self, moderator: User, article: Article) -> None:
        comment = builders.comment(article, people.reader())
        again, once = people.reader(), people.reader()
        for reporter in (again, once):
            report(reporter, comment, builders.rule(), "See.", timezone.now())
        entry = decide(comment, Act.APPROVED, moderator)
        assert entry.act == Act.KEPT
        report(again, comment, builders.rule(), "Still there.", timezone.now())
        (undoing,) = undo([entry.pk], moderator).done
        assert [row.reporter for row in comment.reports.open().order_by("pk")] == [once, again]
        assert now(comment).review == Review.APPROVED
        (redone,) = undo([undoing.pk], moderator).done
        (still,) = comment.reports.open()
        assert still.line == "Still there."
        assert comment.reports.get(reporter=once).resolved_by == redone
        undo([redone.pk], moderator)
        assert comment.reports.open().count() == 2


class TestLeftAlone:
    def test_what_was_undone_already(self, moderator: User, article: Article) -> None:
        entry = decide(builders.comment(article, people.reader()), Act.REMOVED, moderator)
        undo([entry.pk], moderator)
        assert "undone already" in why_left(entry, moderator)

    def test_what_was_edited_withdrawn_or_deleted_since(
        self, moderator: User, article: Article
    ) -> None:
        builders.settings(first_comments_held=3)
        member = people.reader()
        edited, withdrawn, deleted, fine = (say(member, article, f"Words {n}.") for n in range(4))
        entries = {
            comment.pk: decide(comment, Act.APPROVED, moderator)
            for comment in (edited, withdrawn, deleted, fine)
        }
        builders.settings()
        edit(member, edited, body="Other words.", edition=0)
        withdraw(member, withdrawn)
        gone = deleted.pk
        deleted.delete()
        undone = undo([entry.pk for entry in entries.values()], moderator)
        assert [entry.comment for entry in undone.done] == [fine]
        left = {entry.comment_id: why for entry, why in undone.left}
        assert "edited since" in left[edited.pk]
        assert "withdrew" in left[withdrawn.pk]
        assert "gone" in left[gone]

    def test_what_somebody_decided_the_same_way_again(
        self, moderator: User, article: Article
    ) -> None:
        comment = builders.comment(article, people.reader())
        acts = (Act.REMOVED, Act.APPROVED, Act.REMOVED)
        first, _second, _third = (decide(comment, act, moderator) for act in acts)
        assert "otherwise since" in why_left(first, moderator)
        assert now(comment).review == Review.REMOVED

    def test_what_is_erased_is_not_shown_again(self, moderator: User, article: Article) -> None:
        comment = builders.comment(article, people.reader())
        entry = decide(comment, Act.REMOVED, moderator)
        erased = erase(comment, moderator, "it gives away an address")
        assert "gone for good" in why_left(erased, moderator)
        assert "erased" in why_left(entry, moderator)
        assert set_state([comment.pk], Decision(Act.APPROVED, moderator)) == []
        assert now(comment).review == Review.REMOVED

    @pytest.mark.parametrize(
        "act", [Act.HELD, Act.ASKED, Act.REFUSED, Act.EXPLAINED, Act.UPHELD, Act.DECLINED]
    )
    def test_what_left_nothing_to_take_back(self, moderator: User, act: Act) -> None:
        entry = ModerationEntry.objects.create(act=act, member=people.reader())
        assert "before the log" not in why_left(entry, moderator)

    def test_what_is_older_than_undoing(self, moderator: User, article: Article) -> None:
        comment = builders.comment(article, people.reader(), review=Review.REMOVED)
        old = ModerationEntry.objects.create(
            act=Act.REMOVED, comment=comment, before={"review": "approved"}
        )
        assert "before the log" in why_left(old, moderator)

    def test_what_never_was(self, moderator: User) -> None:
        for undone in (undo([10**9], moderator), undo([], moderator)):
            assert (undone.done, undone.left) == ([], [])
        assert undo_batch(uuid4(), moderator).done == []


class TestMembers:
    def test_a_ban_is_lifted_and_holds_again(self, moderator: User) -> None:
        banned = ban(people.reader(), moderator)
        entry = banned.moderation_entries.get(act=Act.BANNED)
        in_force = Ban.objects.in_force
        (undoing,) = undo([entry.pk], moderator).done
        assert not in_force(timezone.now()).exists()
        assert undoing.ban == banned
        undo([undoing.pk], moderator)
        assert in_force(timezone.now()).get() == banned

    def test_who_was_told_of_a_ban_is_told_that_it_is_over_and_that_it_holds_again(
        self, moderator: User
    ) -> None:
        both = ["ban_explained", "ban_lifted", "ban_explained"]
        for reason, mails in (("you spammed", both), ("", [])):
            OutboxMessage.objects.all().delete()
            banned = ban(people.reader(), moderator, reason=reason)
            entry = banned.moderation_entries.get(act=Act.BANNED)
            (undoing,) = undo([entry.pk], moderator).done
            undo([undoing.pk], moderator)
            kinds = OutboxMessage.objects.order_by("pk").values_list("kind", flat=True)
            assert list(kinds) == mails

    def test_what_was_removed_on_request_comes_back(self, moderator: User) -> None:
        article = builders.article()
        comment = builders.captured_comment(article)
        asked = removals.request(
            article, comment, Asker("Nora", "nora@example.org", "author"), "Please.", timezone.now()
        )
        report(people.reader(), comment, builders.rule(), "See.", timezone.now())
        granting = Granting(Way.COMMENT, reason="Its author asked.")
        removals.grant(asked, people.editor(), answer="It is gone.", granting=granting)
        entry = ModerationEntry.objects.get(act=Act.GRANTED)
        assert not comment.reports.open().exists()
        assert "Whoever answers requests" in why_left(entry, moderator)
        (undoing,) = undo([entry.pk], people.admin()).done
        assert now(comment).review == Review.APPROVED
        assert comment.reports.open().exists()
        check_thread(article)
        assert undoing.article == article
        assert why_left(undoing, moderator)

    def test_a_warning_is_withdrawn(self, moderator: User) -> None:
        member = people.reader()
        warning = MemberWarning.objects.create(member=member, reason=REASON, set_by=moderator)
        entry = ModerationEntry.objects.create(
            act=Act.WARNED,
            member=member,
            warning=warning,
            after={"withdrawn_at": None},
            at=timezone.now() - timedelta(hours=1),
        )
        (undoing,) = undo([entry.pk], moderator).done
        assert not MemberWarning.objects.unread().exists()
        undo([undoing.pk], moderator)
        assert MemberWarning.objects.unread().get() == warning

    def test_premoderation_ends_and_begins_again(self, moderator: User) -> None:
        member = people.reader()
        begun = premoderation.premoderate(member, moderator)
        (undoing,) = undo([begun.pk], moderator).done
        assert not MemberPremoderation.objects.exists()
        undo([undoing.pk], moderator)
        assert MemberPremoderation.objects.get().member == member
        ended = premoderation.release(member, moderator)
        ((_again, why),) = undo([begun.pk], moderator).left
        assert "otherwise since" in why
        undo([ended.pk], moderator)
        assert MemberPremoderation.objects.get().member == member

    def test_a_note_stands_until_it_is_undone(self, moderator: User) -> None:
        member = people.reader()
        entry = notes.note(member, moderator, "Knows better.")
        (undoing,) = undo([entry.pk], moderator).done
        assert not notes.notes_on(member).exists()
        assert why_left(undoing, moderator)

    def test_of_somebody_about_whom_much_was_decided_little_is_read(self, moderator: User) -> None:
        member, article = people.reader(), builders.article()
        first = decide(builders.comment(article, member), Act.REMOVED, moderator)
        for _ in range(5):
            decide(builders.comment(article, member), Act.REMOVED, moderator)
            notes.note(member, moderator, "Shouts.")
        with CaptureQueriesContext(connection) as queries:
            DecidedSince(ModerationEntry.objects.filter(pk=first.pk))
        with connection.cursor() as cursor:
            cursor.execute(queries[-1]["sql"])
            assert cursor.fetchall() == []
