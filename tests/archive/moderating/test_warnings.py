"""Warnings: written down, mailed, and read before the next comment."""

import pytest
from django.utils import timezone

from accounts.gating import Because
from accounts.models import User
from archive.commenting.edit import edit, withdraw
from archive.commenting.refusal import NotAdmitted, Refused
from archive.models import Comment, MemberWarning, ModerationEntry
from archive.moderating.undo import undo
from archive.moderating.warnings import acknowledge, warn
from tests import builders, people
from tests.accounts.mailbox import mails_to
from tests.archive.commenting.saying import now, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> User:
    return people.moderator()


@pytest.fixture
def member() -> User:
    return people.reader()


@pytest.fixture
def said(member: User) -> Comment:
    builders.settings()
    return say(member, builders.article())


def test_what_is_written_down_and_mailed(member: User, staff: User, said: Comment) -> None:
    rule = builders.rule("Be kind")
    warning = warn(member, staff, reason=" you  shout", rule=rule, comment=said)
    assert (warning.member, warning.set_by, warning.reason) == (member, staff, "you shout")
    entry = ModerationEntry.objects.get()
    assert (entry.act, entry.warning, entry.actor) == (ModerationEntry.Act.WARNED, warning, staff)
    assert (entry.member, entry.comment, entry.rule) == (member, said, rule)
    assert (entry.reason, entry.after) == ("you shout", {"withdrawn_at": None})
    (mail,) = mails_to(member.email)
    assert mail.kind == "warning_given"
    for words in (
        "because you shout.",
        "Be kind",
        f"/comments/{said.pk}/",
        f"/accounts/warnings/{warning.pk}/",
        "/accounts/decisions/",
    ):
        assert words in mail.text


def test_it_stands_before_the_next_comment(member: User, staff: User, said: Comment) -> None:
    first = warn(member, staff, reason="you shout")
    second = warn(member, staff, reason="you shout still")
    for warning in (first, second):
        with pytest.raises(NotAdmitted) as refused:
            say(member, said.article)
        verdict = refused.value.verdict
        assert (verdict.because, verdict.warning) == (Because.WARNED, warning.pk)
        acknowledge(member, warning)
    assert say(member, said.article)


def test_it_stands_before_an_edit_and_not_before_a_withdrawal(
    member: User, staff: User, said: Comment
) -> None:
    warning = warn(member, staff, reason="you shout")
    with pytest.raises(NotAdmitted):
        edit(member, said, body="Otherwise.", edition=0)
    withdraw(member, said)
    assert now(said).withdrawn_at
    assert warning.acknowledged_at is None


def test_read_twice_is_read_once(member: User, staff: User) -> None:
    warning = warn(member, staff, reason="you shout")
    acknowledge(member, warning)
    first = warning.acknowledged_at
    assert first
    acknowledge(member, warning)
    assert warning.acknowledged_at == first


def test_nobody_reads_it_for_another(member: User, staff: User) -> None:
    warning = warn(member, staff, reason="you shout")
    with pytest.raises(Refused, match="not about you"):
        acknowledge(people.reader(), warning)
    assert MemberWarning.objects.unread().get() == warning


def test_one_that_is_taken_back_is_in_nobody_s_way(
    member: User, staff: User, said: Comment
) -> None:
    warning = warn(member, staff, reason="you shout")
    undo([ModerationEntry.objects.get().pk], staff)
    assert say(member, said.article)
    acknowledge(member, warning)
    assert warning.acknowledged_at is None


@pytest.mark.parametrize("reason", ["", " \n "])
def test_nothing_is_no_warning(member: User, staff: User, reason: str) -> None:
    with pytest.raises(Refused, match="Write a reason"):
        warn(member, staff, reason=reason)


def test_who_cannot_be_warned(member: User, staff: User, said: Comment) -> None:
    with pytest.raises(Refused, match="somebody else’s"):
        warn(people.reader(), staff, reason="you shout", comment=said)
    with pytest.raises(Refused, match="themselves"):
        warn(staff, staff, reason="I shout")
    with pytest.raises(Refused, match="the staff"):
        warn(people.editor(), staff, reason="you shout")
    User.objects.filter(pk=member.pk).update(deleted_at=timezone.now(), name_skeleton=None)
    with pytest.raises(Refused, match="deleted"):
        warn(member, staff, reason="you shout")
    assert not MemberWarning.objects.exists()
    assert not ModerationEntry.objects.exists()
