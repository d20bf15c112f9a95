"""A paid member's ban: what they paid for is kept or ended, as somebody chose."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.entitlements import entitlements_for
from accounts.models import Subscription, User
from archive.commenting.refusal import Refused
from archive.models import Ban, ModerationEntry
from archive.moderating import bans
from archive.moderating.bans import Terms
from archive.moderating.refunds import settle_refund
from tests import people
from tests.accounts.mailbox import mails_to

pytestmark = pytest.mark.django_db

KEPT, ENDED = Ban.Subscription.KEPT, Ban.Subscription.ENDED


@pytest.fixture
def staff() -> User:
    return people.moderator()


@pytest.fixture
def payer() -> User:
    return people.subscriber()


def pays(member: User) -> bool:
    return entitlements_for(member, timezone.now()).paid


def test_nobody_decides_by_saying_nothing(payer: User, staff: User) -> None:
    other = people.reader()
    with pytest.raises(Refused, match=f"^{payer} paid for a subscription"):
        bans.ban_all([payer.pk, other.pk], staff, Terms())
    with pytest.raises(Refused, match="kept or ends"):
        bans.ban_all([payer.pk], staff, Terms(subscription="lost"))
    assert not Ban.objects.exists()


def test_kept(payer: User, staff: User) -> None:
    (banned,) = bans.ban_all([payer.pk], staff, Terms(subscription=KEPT, refund_owed="Nothing"))
    assert pays(payer)
    assert (banned.subscription, banned.refund_owed) == (KEPT, "")


def test_ended_with_what_is_owed(payer: User, staff: User) -> None:
    """What waits behind it ends, too, and never begins."""
    now = timezone.now()
    Subscription.objects.create(
        user=payer,
        plan=Subscription.objects.get().plan,
        provider=Subscription.Provider.GIFT,
        starts_at=now + timedelta(days=30),
        paid_from=now + timedelta(days=30),
        ends_at=now + timedelta(days=60),
    )
    other = people.reader()
    terms = Terms(subscription=ENDED, refund_owed="5 € for June", reason="you shout")
    banned, of_other = bans.ban_all([payer.pk, other.pk], staff, terms)
    assert not pays(payer)
    assert not Subscription.objects.not_over(timezone.now()).exists()
    assert {stretch.ended_by for stretch in Subscription.objects.all()} == {staff}
    assert (banned.subscription, banned.refund_owed) == (ENDED, "5 € for June")
    assert (of_other.subscription, of_other.refund_owed) == ("", "")
    (mail,) = mails_to(payer.email)
    assert "Your subscription ended with it. You are owed a refund" in mail.text
    assert "5 €" not in mail.text  # written for those who pay it back
    assert "subscription" not in mails_to(other.email)[0].text


def test_what_was_given_to_them_needs_no_choice(staff: User) -> None:
    member = people.subscriber()
    Subscription.objects.update(provider=Subscription.Provider.COMPLIMENTARY)
    assert bans.ban_all([member.pk], staff, Terms())[0].subscription == ""
    assert pays(member)


def test_who_paid_once_needs_no_choice(staff: User) -> None:
    assert bans.ban_all([people.lapsed().pk], staff, Terms())


def test_a_refund_is_settled_once(payer: User, staff: User) -> None:
    terms = Terms(subscription=ENDED, refund_owed="5 €")
    (banned,) = bans.ban_all([payer.pk], staff, terms)
    settle_refund(banned, staff)
    assert banned.refund_settled_at
    entry = ModerationEntry.objects.filter(act=ModerationEntry.Act.NOTED).get()
    assert (entry.actor, entry.ban, entry.note) == (
        staff,
        banned,
        "What was owed is paid back: 5 €",
    )
    with pytest.raises(Refused, match="settled before"):
        settle_refund(banned, staff)


def test_where_nothing_is_owed_there_is_nothing_to_settle(staff: User) -> None:
    with pytest.raises(Refused, match="Nothing is owed"):
        settle_refund(bans.ban(people.reader(), staff), staff)
