"""What is undone: members are told where it frees them, and where it restricts them once more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage, User
from archive.commenting.leaving import leave
from archive.models import Ban, Comment, ModerationEntry
from archive.moderating import appeals, bans
from archive.moderating.bans import Takedown, Terms
from archive.moderating.erase import erase
from archive.moderating.judging import Left, Wish, judge
from archive.moderating.premoderation import premoderate, release
from archive.moderating.refunds import settle_refund
from archive.moderating.seen import seen_now
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import Undone, undo, undo_batch
from archive.moderating.warnings import warn
from tests import builders, people
from tests.accounts.mailbox import kinds_to, mails_to
from tests.archive.commenting.saying import now

pytestmark = pytest.mark.django_db

Act, Review = ModerationEntry.Act, Comment.Review


@pytest.fixture
def moderator() -> User:
    return people.moderator()


@pytest.fixture
def member() -> User:
    return people.reader()


def said_by(member: User, review: str = "approved") -> Comment:
    return builders.comment(builders.article(), member, review=review)


def decided(comment: Comment, act: Act, by: User) -> ModerationEntry:
    (entry,) = set_state([comment.pk], Decision(act, by, "it shouts"))
    return entry


def undo_last(by: User) -> Undone:
    return undo([ModerationEntry.objects.order_by("-pk")[0].pk], by)


def new_mails(member: User) -> list[OutboxMessage]:
    """Those that came since this was asked last."""
    mails = mails_to(member.email)
    OutboxMessage.objects.all().delete()
    return mails


class TestRestrictedAgain:
    def test_by_a_ban_with_all_that_went_with_it(self, member: User, moderator: User) -> None:
        said = said_by(member)
        terms = Terms(reason="you spam", takedown=Takedown.ALL)
        (banned,) = bans.ban_all([member.pk], moderator, terms)
        assert banned.batch
        undone = undo_batch(banned.batch, moderator)
        new_mails(member)
        undo([entry.pk for entry in undone.done], moderator)
        (mail,) = new_mails(member)
        assert mail.kind == "ban_explained"
        assert "because you spam" in mail.text
        assert f"/comments/{said.pk}/" in mail.text

    def test_by_a_ban_whose_lifting_is_undone(self, member: User, moderator: User) -> None:
        bans.lift(bans.ban(member, moderator, reason="you spam"), moderator)
        undo_last(moderator)
        assert kinds_to(member.email) == ["ban_explained", "ban_lifted", "ban_explained"]

    def test_by_a_comment_whose_approval_is_undone(self, member: User, moderator: User) -> None:
        said = said_by(member)
        decided(said, Act.REMOVED, moderator)
        decided(said, Act.APPROVED, moderator)
        new_mails(member)
        undo_last(moderator)
        (mail,) = new_mails(member)
        assert mail.kind == "decision"
        assert mail.subject == "Your comment was removed"
        assert "it shouts" in mail.text

    @pytest.mark.parametrize("reason", ["", "you spam"])
    def test_by_one_comment_of_a_ban(self, member: User, moderator: User, reason: str) -> None:
        """Nobody is told before somebody said why."""
        said_by(member)
        bans.ban_all([member.pk], moderator, Terms(takedown=Takedown.ALL))
        (taken,) = ModerationEntry.objects.filter(act=Act.REMOVED)
        undo([taken.pk], moderator)
        Ban.objects.update(reason=reason)
        undo_last(moderator)
        mails = [(mail.subject, f"Why: {reason}" in mail.text) for mail in new_mails(member)]
        assert mails == ([("Your comment was removed", True)] if reason else [])

    def test_of_many_each_is_told_the_reason_that_was_theirs(
        self, member: User, moderator: User
    ) -> None:
        entries = []
        for reason in ("it shouts", "it lies", "it shouts"):
            decision = Decision(Act.REMOVED, moderator, reason)
            entries += set_state([said_by(member).pk], decision)
        undone = undo([entry.pk for entry in entries], moderator)
        new_mails(member)
        undo([entry.pk for entry in undone.done], moderator)
        subjects = sorted(mail.subject for mail in new_mails(member))
        assert subjects == ["2 of your comments were hidden", "Your comment was removed"]

    def test_by_a_warning_and_by_waiting(self, member: User, moderator: User) -> None:
        warn(member, moderator, reason="you shout")
        undo_last(moderator)
        premoderate(member, moderator)
        release(member, moderator)
        new_mails(member)
        undo_last(moderator)
        (mail,) = new_mails(member)
        assert mail.subject == "Your comments wait for a moderator"
        undo([ModerationEntry.objects.filter(act=Act.UNDONE).order_by("pk")[0].pk], moderator)
        assert kinds_to(member.email) == ["warning_given"]


class TestNoNews:
    def test_what_waited_waits_again(self, member: User, moderator: User) -> None:
        entry = decided(said_by(member, "pending"), Act.REJECTED, moderator)
        (undoing,) = undo([entry.pk], moderator).done
        undo([undoing.pk], moderator)
        assert kinds_to(member.email) == ["decision"]

    def test_a_ban_that_was_lifted_before(self, member: User, moderator: User) -> None:
        bans.lift(bans.ban(member, moderator, reason="you spam"), moderator)
        undo(list(ModerationEntry.objects.values_list("pk", flat=True)), moderator)
        assert kinds_to(member.email) == ["ban_explained", "ban_lifted"]

    def test_a_ban_that_ran_out(self, member: User, moderator: User) -> None:
        banned = bans.ban(member, moderator, reason="you spam")
        Ban.objects.update(begins_at=banned.begins_at - timedelta(days=2), until=banned.begins_at)
        assert undo_last(moderator).done
        assert kinds_to(member.email) == ["ban_explained"]


class TestAnAppealThatWasRight:
    def test_is_not_reversed(self, member: User, moderator: User) -> None:
        said = said_by(member)
        terms = Terms(reason="you spam", takedown=Takedown.ALL)
        (banned,) = bans.ban_all([member.pk], moderator, terms)
        entry = ModerationEntry.objects.get(act=Act.BANNED)
        made = appeals.Appeal.objects.create(entry=entry, member=member, words="No.")
        appeals.answer(made, people.moderator(), overturn=True, words="You are right.")
        undoings = ModerationEntry.objects.filter(act=Act.UNDONE)
        undone = undo(list(undoings.values_list("pk", flat=True)), moderator)
        assert [why for _entry, why in undone.left] == [
            "The member’s appeal was right. Decide anew."
        ] * 2
        assert not undone.done
        banned.refresh_from_db()
        assert banned.lifted_at
        assert now(said).review == Review.APPROVED
        assert decided(said, Act.REMOVED, moderator)

    @pytest.mark.parametrize("times", [1, 2])
    def test_takes_back_what_was_undone_and_done_again(
        self, member: User, moderator: User, times: int
    ) -> None:
        entry = decided(said_by(member), Act.REMOVED, moderator)
        for _ in range(2 * times):
            undo_last(moderator)
        assert undo([entry.pk], moderator).done
        assert Comment.objects.public().exists()

    def test_about_something_else_stands_in_nobody_s_way(
        self, member: User, moderator: User
    ) -> None:
        entries = [decided(said_by(member), Act.REMOVED, moderator) for _ in range(2)]
        made = appeals.Appeal.objects.create(entry=entries[0], member=member, words="No.")
        appeals.answer(made, people.moderator(), overturn=True, words="You are right.")
        (undoing,) = undo([entries[1].pk], moderator).done
        assert undo([undoing.pk], moderator).done


class TestWhatIsGone:
    def test_what_waited_does_not_wait_again_for_nobody(
        self, member: User, moderator: User
    ) -> None:
        entry = decided(said_by(member, "pending"), Act.REJECTED, moderator)
        leave(member, timezone.now())
        ((_entry, why),) = undo([entry.pk], moderator).left
        assert why == "Its member deleted their account: nobody waits for a decision any more."

    def test_what_is_erased_is_not_approved(self, member: User, moderator: User) -> None:
        said = said_by(member)
        erase(said, moderator, "it gives away an address")
        outcome = judge(seen_now(Comment.objects.all()), Wish(moderator, show=True))
        assert outcome.left == {Left.ERASED: 1}

    def test_who_left_is_not_told_why(self, member: User, moderator: User) -> None:
        bans.ban(member, moderator)
        assert Ban.objects.unexplained().exists()
        leave(member, timezone.now())
        assert not Ban.objects.unexplained().exists()


class TestWhatWasPaid:
    def test_stays_ended_and_everybody_is_told(self, moderator: User) -> None:
        payer = people.subscriber()
        terms = Terms(reason="you spam", subscription="ended", refund_owed="5 €")
        (banned,) = bans.ban_all([payer.pk], moderator, terms)
        ((entry, sentence),) = undo_last(moderator).remains
        assert entry.act == Act.BANNED
        assert sentence == (
            f"The subscription that ended with the ban of {payer} stays ended. "
            "Grant it anew, or settle the refund."
        )
        assert "does not begin again by itself" in mails_to(payer.email)[-1].text
        assert undo_last(moderator).remains == []
        settle_refund(banned, moderator)
        ((_entry, why),) = undo_last(moderator).left
        assert why == "This tells that money was paid back. Write a note, if it was not."

    def test_is_told_to_whoever_hears_an_appeal(self, moderator: User) -> None:
        payer = people.subscriber()
        bans.ban_all([payer.pk], moderator, Terms(reason="you spam", subscription="ended"))
        entry = ModerationEntry.objects.get(act=Act.BANNED)
        made = appeals.Appeal.objects.create(entry=entry, member=payer, words="No.")
        appeals.answer(made, people.moderator(), overturn=True, words="You are right.")
        heard = ModerationEntry.objects.get(act=Act.OVERTURNED)
        assert heard.note.endswith("stays ended. Grant it anew, if it should go on.")
