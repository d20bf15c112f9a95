"""Bans: at once, one or a thousand, explained once, lifted by somebody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from archive.commenting.leaving import leave
from archive.commenting.refusal import Refused
from archive.models import Ban, ModerationEntry
from archive.moderating import bans
from tests import builders, people
from tests.accounts.mailbox import kinds_to, mails_to

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
WEEK = timedelta(days=7)


@pytest.fixture
def staff() -> User:
    return people.moderator()


@pytest.fixture
def banned(staff: User) -> Ban:
    return bans.ban(people.reader(), staff)


def acts() -> list[str]:
    return list(ModerationEntry.objects.order_by("pk").values_list("act", flat=True))


def test_it_holds_at_once(banned: Ban) -> None:
    assert list(Ban.objects.in_force(timezone.now())) == [banned]
    assert not Ban.objects.in_force(banned.begins_at - timedelta(microseconds=1)).exists()


def test_it_ends_in_the_future(staff: User) -> None:
    with pytest.raises(Refused, match="future"):
        bans.ban(people.reader(), staff, until=timezone.now())
    assert not Ban.objects.exists()


def test_what_is_written_down(staff: User) -> None:
    rule, until = builders.rule(), timezone.now() + WEEK
    member, other = people.reader(), people.reader()
    said = builders.comment(builders.article(), member)
    terms = bans.Terms(until, " you  shout", rule, "Not the first time.", comment=said)
    one, two = bans.ban_all([member.pk, other.pk], staff, terms)
    assert (one.reason, one.rule, one.until, one.set_by) == ("you shout", rule, until, staff)
    assert one.explained_at == one.begins_at
    entry, of_other = ModerationEntry.objects.order_by("pk")
    assert (entry.act, entry.actor, entry.member, entry.ban) == (Act.BANNED, staff, member, one)
    assert (entry.rule, entry.reason, entry.note) == (rule, "you shout", "Not the first time.")
    assert (entry.before, entry.after) == ({}, {"lifted_at": None})
    assert entry.comment == said
    assert of_other.comment is None
    assert {entry.batch, of_other.batch, one.batch, two.batch} == {entry.batch}


def test_who_has_no_reason_yet_is_on_the_list_and_gets_no_mail(banned: Ban) -> None:
    assert list(Ban.objects.unexplained()) == [banned]
    assert banned.explained_at is None
    assert mails_to(banned.member.email) == []


def test_explained_later_and_once(banned: Ban, staff: User) -> None:
    rule = builders.rule("Be kind")
    bans.explain(banned, staff, "you insulted another member", rule)
    with pytest.raises(Refused, match="stays"):
        bans.explain(banned, staff, "For another reason.")
    banned.refresh_from_db()
    assert (banned.reason, banned.rule) == ("you insulted another member", rule)
    assert banned.explained_at
    assert not Ban.objects.unexplained().exists()
    assert acts() == [Act.BANNED, Act.EXPLAINED]
    entry = ModerationEntry.objects.get(act=Act.EXPLAINED)
    assert (entry.reason, entry.rule, entry.ban, entry.actor) == (
        "you insulted another member",
        rule,
        banned,
        staff,
    )
    assert entry.after == {}
    (mail,) = mails_to(banned.member.email)
    assert "because you insulted another member." in mail.text
    assert f"/rules/#rule-{rule.pk}" in mail.text
    assert "for good" in mail.text
    assert "/accounts/decisions/" in mail.text


def test_nothing_is_no_explanation(banned: Ban, staff: User) -> None:
    with pytest.raises(Refused, match="Write a reason"):
        bans.explain(banned, staff, " \n ")
    assert list(Ban.objects.unexplained()) == [banned]


def test_many_are_explained_as_one(staff: User) -> None:
    members = [people.reader() for _ in range(3)]
    made = bans.ban_all([member.pk for member in members], staff, bans.Terms())
    bans.explain(made[0], staff, "you came first")
    told = bans.explain_all([one.pk for one in made], staff, "you came with a bot")
    assert [one.pk for one in told] == [one.pk for one in made[1:]]
    assert [kinds_to(member.email) for member in members] == [["ban_explained"]] * 3
    entries = ModerationEntry.objects.filter(act=Act.EXPLAINED, reason="you came with a bot")
    assert len({entry.batch for entry in entries}) == 1
    assert None not in {entry.batch for entry in entries}


def test_a_ban_with_a_reason_is_told_at_once(staff: User) -> None:
    member, until = people.reader(), timezone.now() + WEEK
    bans.ban(member, staff, until=until, reason="you shout")
    (mail,) = mails_to(member.email)
    assert "until" in mail.text
    assert "because you shout." in mail.text


def test_nobody_is_written_to_whose_address_may_be_another_s(staff: User) -> None:
    stranger = people.unverified()
    bans.ban(stranger, staff, reason="you shout")
    assert mails_to(stranger.email) == []


def test_lifted_once(banned: Ban, staff: User) -> None:
    bans.lift(banned, staff, "A mistake.")
    assert not Ban.objects.in_force(timezone.now()).exists()
    lifted_at = Ban.objects.get().lifted_at
    assert lifted_at
    with pytest.raises(Refused, match="over already"):
        bans.lift(banned, staff)
    assert Ban.objects.get().lifted_at == lifted_at
    entry = ModerationEntry.objects.get(act=Act.LIFTED)
    assert (entry.note, entry.ban, entry.actor) == ("A mistake.", banned, staff)
    assert (entry.before, entry.after) == (
        {"lifted_at": None},
        {"lifted_at": lifted_at.isoformat()},
    )


def test_whoever_was_told_of_a_ban_is_told_that_it_is_lifted(staff: User) -> None:
    told, untold = people.reader(), people.reader()
    bans.ban(told, staff, reason="you shout")
    bans.ban(untold, staff)
    assert len(bans.lift_from([told.pk, untold.pk], staff)) == 2
    assert kinds_to(told.email) == ["ban_explained", "ban_lifted"]
    assert kinds_to(untold.email) == []
    assert not Ban.objects.in_force(timezone.now()).exists()
    with pytest.raises(Refused, match="None of these"):
        bans.lift_from([told.pk], staff)


def test_explained_after_it_was_lifted(banned: Ban, staff: User) -> None:
    """The member learns why it was, and that it is over."""
    bans.lift(banned, staff)
    bans.explain(banned, staff, "you were taken for another")
    assert "you may comment again" in mails_to(banned.member.email)[0].text


class TestWhoCannotBeBanned:
    def refused(self, by: User, *members: User, match: str) -> None:
        bystander = people.reader()
        with pytest.raises(Refused, match=match):
            bans.ban_all([bystander.pk, *(m.pk for m in members)], by, bans.Terms())
        assert not Ban.objects.exists()
        assert acts() == []

    def test_oneself(self, staff: User) -> None:
        self.refused(staff, staff, match="themselves")

    def test_staff(self, staff: User) -> None:
        other = people.moderator()
        self.refused(staff, other, people.admin(), match=f"the staff. Leave out: {other}, ")

    def test_whoever_left(self, staff: User) -> None:
        left = people.reader()
        leave(left, timezone.now())
        self.refused(staff, left, match="deleted")

    def test_nobody(self, staff: User) -> None:
        with pytest.raises(Refused, match="Nobody was chosen"):
            bans.ban_all([], staff, bans.Terms())

    def test_but_an_administrator_bans_staff(self, staff: User) -> None:
        assert bans.ban(staff, people.admin()).member == staff

    def test_long_lists_are_counted(self, staff: User) -> None:
        others = [people.editor() for _ in range(7)]
        self.refused(staff, *others, match=f"{others[4]} and 2 more")


def test_a_reason_too_long_is_refused(staff: User) -> None:
    with pytest.raises(Refused, match="500"):
        bans.ban(people.reader(), staff, reason="x" * 501)
