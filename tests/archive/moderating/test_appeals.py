"""Appeals: asked once, answered by somebody else, and taken back with all that was done at once."""

import pytest

from accounts.models import OutboxMessage, User
from archive.commenting.refusal import Refused
from archive.models import Appeal, Comment, MemberPremoderation, ModerationEntry, Report
from archive.moderating.appeals import answer, appeal
from archive.moderating.bans import Takedown, Terms, ban, ban_all, explain
from archive.moderating.erase import erase
from archive.moderating.premoderation import premoderate, release
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import undo
from archive.moderating.warnings import warn
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act


def removed(member: User, by: User, reason: str = "it shouts") -> ModerationEntry:
    comment = builders.comment(builders.article(), member)
    (entry,) = set_state([comment.pk], Decision(Act.REMOVED, by, reason))
    return entry


def appealed(member: User, by: User) -> Appeal:
    return appeal(member, removed(member, by), "I whispered.")


def mails_to(member: User, kind: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(recipient=member.email, kind=kind))


def test_a_decision_can_stay() -> None:
    member, decided, answers = people.reader(), people.moderator(), people.moderator()
    made = appealed(member, decided)
    answer(made, answers, overturn=False, words="You did shout.")
    made.refresh_from_db()
    assert (made.outcome, made.answer, made.answered_by) == ("upheld", "You did shout.", answers)
    assert Comment.objects.get().review == "removed"
    written = ModerationEntry.objects.get(act=Act.UPHELD)
    assert (written.appeal, written.member, written.actor) == (made, member, answers)
    assert written.waited == made.answered_at - made.made_at  # type: ignore[operator]
    assert (written.reason, written.after) == ("", {})
    assert not ModerationEntry.objects.filter(act=Act.UNDONE).exists()


def test_a_decision_can_be_taken_back() -> None:
    member = people.reader()
    made = appealed(member, people.moderator())
    answer(made, people.moderator(), overturn=True, words="You did whisper.")
    assert Comment.objects.get().review == "approved"
    assert ModerationEntry.objects.get(act=Act.UNDONE).undoes == made.entry
    assert ModerationEntry.objects.get(act=Act.OVERTURNED).note == ""


@pytest.mark.parametrize("overturn", [True, False])
def test_the_member_gets_the_answer_by_mail(overturn: bool) -> None:
    member = people.reader()
    moderators = [people.moderator(display_name=f"canary-{name}") for name in ("one", "two")]
    made = appealed(member, moderators[0])
    answer(made, moderators[1], overturn=overturn, words="We looked:\n\n<b>twice</b>.")
    (mail,) = mails_to(member, "appeal_answered")
    assert ("taken back" in mail.subject) == overturn
    assert "We looked:\n\n<b>twice</b>." in mail.text
    assert "&lt;b&gt;twice&lt;/b&gt;" in mail.html
    assert f"/moderation/appeal/{made.entry_id}/" in mail.text
    assert "canary" not in mail.text + mail.html + mail.subject


def test_who_cannot_be_written_to_gets_an_answer_all_the_same() -> None:
    member = people.unverified()
    made = appealed(member, people.moderator())
    answer(made, people.moderator(), overturn=False, words="No.")
    assert not OutboxMessage.objects.filter(recipient=member.email).exists()
    assert Appeal.objects.get().outcome == "upheld"


def test_a_ban_is_taken_back_with_what_went_with_it() -> None:
    member, another, by = people.reader(), people.reader(), people.moderator()
    article = builders.article()
    for who in (member, member, another):
        builders.comment(article, who)
    ban_all([member.pk, another.pk], by, Terms(takedown=Takedown.ALL, reason="you flood"))
    entry = ModerationEntry.objects.get(act=Act.BANNED, member=member)
    made = appeal(member, entry, "It was my sister.")
    answer(made, people.moderator(), overturn=True, words="We believe you.")
    assert set(Comment.objects.filter(member=member).values_list("review", flat=True)) == {
        "approved"
    }
    assert Comment.objects.get(member=another).review == "removed"
    assert member.bans.get().lifted_at is not None
    assert another.bans.get().lifted_at is None


def test_warnings_and_waiting_are_taken_back() -> None:
    member = people.reader()
    warning = warn(member, people.moderator(), reason="you shout")
    entries = [warning.moderation_entries.get(), premoderate(member, people.moderator())]
    for entry in entries:
        made = appeal(member, entry, "No.")
        answer(made, people.moderator(), overturn=True, words="Right.")
    warning.refresh_from_db()
    assert warning.withdrawn_at is not None
    assert not MemberPremoderation.objects.filter(member=member).exists()


def test_what_changed_since_is_left_and_noted() -> None:
    member, by = people.reader(), people.moderator()
    article = builders.article()
    first, second = (builders.comment(article, member) for _number in range(2))
    entries = set_state([first.pk, second.pk], Decision(Act.REMOVED, by, "it shouts"))
    made = appeal(member, entries[1], "No.")
    set_state([first.pk], Decision(Act.APPROVED, by))
    set_state([first.pk], Decision(Act.REMOVED, by, "it insults"))
    answer(made, people.moderator(), overturn=True, words="Right.")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.review, second.review) == ("removed", "approved")
    assert ModerationEntry.objects.get(act=Act.OVERTURNED).note


def test_whoever_decided_does_not_answer_where_somebody_else_can() -> None:
    member, decided = people.reader(), people.moderator()
    made = appealed(member, decided)
    another = people.moderator()
    with pytest.raises(Refused, match=r"You made this decision. Another moderator answers"):
        answer(made, decided, overturn=True, words="I was wrong.")
    assert Comment.objects.get().review == "removed"
    another.is_active = False
    another.save()
    answer(made, decided, overturn=True, words="I was wrong.")
    assert Comment.objects.get().review == "approved"


def test_an_administrator_is_somebody_else() -> None:
    decided = people.moderator()
    made = appealed(people.reader(), decided)
    people.admin()
    with pytest.raises(Refused, match="Another moderator answers"):
        answer(made, decided, overturn=False, words="No.")


def test_nobody_answers_their_own_appeal_where_somebody_else_can() -> None:
    member, decided = people.moderator(), people.moderator()
    made = appealed(member, decided)
    people.admin()
    with pytest.raises(Refused, match=r"This appeal is your own."):
        answer(made, member, overturn=True, words="I am right.")


def test_the_second_to_answer_is_told_who_was_faster() -> None:
    made = appealed(people.reader(), people.moderator())
    stale = Appeal.objects.get(pk=made.pk)
    answer(made, people.moderator(display_name="Fast Frida"), overturn=False, words="No.")
    with pytest.raises(Refused, match=r"Fast Frida has answered this appeal already, on .*stays"):
        answer(stale, people.moderator(), overturn=True, words="Yes.")
    assert Appeal.objects.get().answer == "No."
    assert Comment.objects.get().review == "removed"


def test_an_answer_says_something() -> None:
    made = appealed(people.reader(), people.moderator())
    with pytest.raises(Refused, match="Write something"):
        answer(made, people.moderator(), overturn=True, words=" ")
    assert Appeal.objects.get().outcome == ""


def test_nobody_appeals_for_somebody_else() -> None:
    entry = removed(people.reader(), people.moderator())
    with pytest.raises(ModerationEntry.DoesNotExist):
        appeal(people.reader(), entry, "No.")


def test_an_unexplained_ban_can_be_appealed_at_once() -> None:
    member = people.reader()
    ban(member, people.moderator())
    entry = ModerationEntry.objects.get(act=Act.BANNED)
    assert appeal(member, entry, "Why?").entry == entry


class TestADecisionThatDoesNotHold:
    """Removed, shown and removed again: the first removal is nobody's to appeal any more."""

    @staticmethod
    def removed_twice(member: User) -> tuple[ModerationEntry, ModerationEntry]:
        first = removed(member, people.moderator())
        number = first.comment_id or 0
        set_state([number], Decision(Act.APPROVED, people.moderator()))
        (second,) = set_state([number], Decision(Act.REMOVED, people.moderator(), "it insults"))
        return first, second

    def test_cannot_be_appealed(self) -> None:
        member = people.reader()
        first, second = self.removed_twice(member)
        with pytest.raises(Refused, match="does not hold any more"):
            appeal(member, first, "No.")
        assert appeal(member, second, "No.").entry == second

    def test_nor_where_comments_waited_twice(self) -> None:
        member, by = people.reader(), people.moderator()
        first = premoderate(member, by)
        release(member, by)
        second = premoderate(member, by)
        with pytest.raises(Refused, match="does not hold any more"):
            appeal(member, first, "No.")
        answer(appeal(member, second, "No."), people.moderator(), overturn=True, words="Right.")
        assert not MemberPremoderation.objects.exists()

    def test_nor_where_the_words_were_erased_since(self) -> None:
        member = people.reader()
        first = removed(member, people.moderator())
        assert first.comment
        erase(first.comment, people.moderator(), "an address")
        with pytest.raises(Refused, match="does not hold any more"):
            appeal(member, first, "No.")

    def test_holds_again_when_what_came_after_is_undone(self) -> None:
        member = people.reader()
        first, second = self.removed_twice(member)
        undo([second.pk], people.moderator())
        shown = ModerationEntry.objects.get(act=Act.APPROVED)
        undo([shown.pk], people.moderator())
        made = appeal(member, first, "No.")
        answer(made, people.moderator(), overturn=True, words="Right.")
        assert Comment.objects.get().review == "approved"

    def test_cannot_be_taken_back_by_an_answer(self) -> None:
        member = people.reader()
        made = appealed(member, people.moderator())
        comment = Comment.objects.get()
        set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
        with pytest.raises(Refused, match="Nothing of it can be taken back any more"):
            answer(made, people.moderator(), overturn=True, words="Right.")
        made.refresh_from_db()
        assert made.outcome == ""
        assert not mails_to(member, "appeal_answered")

    def test_can_be_answered_as_what_it_is(self) -> None:
        member = people.reader()
        made = appealed(member, people.moderator())
        set_state([Comment.objects.get().pk], Decision(Act.APPROVED, people.moderator()))
        answer(made, people.moderator(), overturn=False, words="It is back.")
        (mail,) = mails_to(member, "appeal_answered")
        for said in (mail.subject, mail.text, mail.html):
            assert "stays" not in said
        assert "does not hold any more" in mail.text
        assert "did not hold" in ModerationEntry.objects.get(act=Act.UPHELD).note


def test_what_was_hidden_once_more_is_taken_back_with_the_decision() -> None:
    member, reporter = people.reader(), people.reader()
    entry = removed(member, people.moderator())
    assert entry.comment
    Report.objects.create(comment=entry.comment, reporter=reporter, rule=builders.rule())
    set_state([entry.comment_id or 0], Decision(Act.REMOVED, people.moderator(), "it shouts"))
    answer(appeal(member, entry, "No."), people.moderator(), overturn=True, words="Right.")
    assert Comment.objects.get().review == "approved"


def test_an_unexplained_ban_is_explained_before_it_stays() -> None:
    member, by = people.reader(), people.moderator()
    banned = ban(member, by)
    made = appeal(member, ModerationEntry.objects.get(act=Act.BANNED), "Why?")
    with pytest.raises(Refused, match="Explain the ban first"):
        answer(made, people.moderator(), overturn=False, words="It stays.")
    explain(banned, by, "you flood")
    (mail,) = mails_to(member, "ban_explained")
    for said in (mail.text, mail.html):
        assert "If you have appealed already, you get an answer to that." in said
    answer(made, people.moderator(), overturn=False, words="It stays.")
