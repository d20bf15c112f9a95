"""What someone is entitled to at a moment, against every moment of many lives."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.entitlements import entitlements_for
from accounts.gating import Entitlements
from accounts.models import Plan, Subscription, User
from tests import people
from tests.accounts.moments import DAY, INSTANT, NOON

pytestmark = pytest.mark.django_db

Status = Subscription.Status


def stretch(
    user: User, begin: datetime, end: datetime | None, status: str = Status.ACTIVE
) -> Subscription:
    return Subscription.objects.create(
        user=user,
        plan=Plan.objects.get_or_create(name="Supporter")[0],
        provider=Subscription.Provider.ELSEWHERE,
        status=status,
        starts_at=begin,
        ends_at=end,
    )


def test_nobody_is_entitled_to_nothing_without_a_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert entitlements_for(AnonymousUser(), NOON) == Entitlements()


@pytest.mark.parametrize("stretches", [0, 1, 30])
def test_one_query_whatever_somebody_had(django_assert_num_queries, stretches: int) -> None:
    member = people.reader()
    for number in range(stretches):
        stretch(member, NOON + number * DAY, NOON + (number + 1) * DAY)
    with django_assert_num_queries(1):
        entitled = entitlements_for(member, NOON)
    assert entitled.registered
    assert entitled.paid == bool(stretches)


def test_it_begins_and_ends_to_the_microsecond() -> None:
    member = people.reader()
    end = NOON + DAY
    stretch(member, NOON, end)
    before = entitlements_for(member, NOON - INSTANT)
    assert (before.paid, before.paid_until, before.lapsed_at) == (False, None, None)
    for moment in (NOON, NOON + INSTANT, end - INSTANT):
        running = entitlements_for(member, moment)
        assert (running.paid, running.paid_until, running.lapsed_at) == (True, end, None)
    for moment in (end, end + INSTANT, end + 1000 * DAY):
        after = entitlements_for(member, moment)
        assert (after.paid, after.paid_until, after.lapsed_at) == (False, None, end)


def test_what_the_worker_has_not_written_down_is_over_all_the_same() -> None:
    member = people.reader()
    stretch(member, NOON - DAY, NOON, Status.ACTIVE)
    stretch(member, NOON, NOON + DAY, Status.EXPIRED)  # nor does a wrong word take anything away
    assert entitlements_for(member, NOON).paid
    assert not entitlements_for(member, NOON + DAY).paid


def test_always_has_no_end() -> None:
    member = people.reader()
    stretch(member, NOON - 2 * DAY, NOON - DAY)
    stretch(member, NOON, None)
    entitled = entitlements_for(member, NOON + 10_000 * DAY)
    assert (entitled.paid, entitled.paid_until, entitled.lapsed_at) == (True, None, None)


def test_one_that_never_began_leaves_nothing() -> None:
    member = people.reader()
    stretch(member, NOON, NOON)
    for moment in (NOON - INSTANT, NOON, NOON + INSTANT):
        assert entitlements_for(member, moment) == Entitlements(registered=True, verified=True)


@pytest.mark.parametrize("status", Status)
def test_every_status_lets_in_until_its_end_and_overdue_is_grace(status: str) -> None:
    member = people.reader()
    stretch(member, NOON, NOON + DAY, status)
    entitled = entitlements_for(member, NOON)
    assert entitled.paid
    assert entitled.in_grace == (status == Status.PAST_DUE)
    assert not entitlements_for(member, NOON + DAY).in_grace


def test_grace_is_no_worry_where_something_else_is_paid() -> None:
    member = people.reader()
    stretch(member, NOON, NOON + DAY, Status.PAST_DUE)
    stretch(member, NOON, NOON + DAY)
    assert not entitlements_for(member, NOON).in_grace


def test_somebody_elses_subscription_is_not_ones_own() -> None:
    stretch(people.reader(), NOON, None)
    assert not entitlements_for(people.reader(), NOON).paid


def test_an_address_is_verified_or_not() -> None:
    assert not entitlements_for(people.unverified(), NOON).verified
    member = people.reader()
    assert entitlements_for(member, NOON).verified
    # Another address of theirs says nothing about the one they go by.
    EmailAddress.objects.filter(user=member).update(email="another@example.org")
    assert not entitlements_for(member, NOON).verified


def test_staff_are_staff() -> None:
    assert entitlements_for(people.moderator(), NOON).staff
    assert not entitlements_for(people.subscriber(), NOON).staff


@pytest.mark.parametrize(
    "gone", [{"is_active": False}, {"deleted_at": timezone.now(), "display_name": "Deleted member"}]
)
def test_who_is_gone_is_entitled_to_nothing(gone: dict[str, object]) -> None:
    member = people.subscriber()
    for field, value in gone.items():
        setattr(member, field, value)
    member.save()
    assert entitlements_for(member, timezone.now()) == Entitlements()


# Hours after NOON: small numbers, so that borders often meet.
HOURS = st.integers(min_value=0, max_value=12)
STRETCHES = st.lists(
    st.tuples(HOURS, st.one_of(st.none(), HOURS)).filter(lambda s: s[1] is None or s[0] <= s[1]),
    max_size=6,
)


def hour(number: float) -> datetime:
    return NOON + timedelta(hours=number)


class TestAgainstEveryMoment(TestCase):
    """The oracle asks of each moment, one after the other, whether any stretch holds it."""

    @given(STRETCHES)
    @settings(max_examples=60, deadline=None)
    def test_any_set_of_stretches(self, stretches: list[tuple[int, int | None]]) -> None:
        member = people.reader()
        for begin, end in stretches:
            stretch(member, hour(begin), None if end is None else hour(end))
        moments = [half / 2 for half in range(-1, 28)]
        held = [
            any(begin <= at and (end is None or at < end) for begin, end in stretches)
            for at in moments
        ]
        for place, at in enumerate(moments):
            entitled = entitlements_for(member, hour(at))
            assert entitled.paid == held[place]
            rest = [
                later
                for later, holds in zip(moments, held, strict=True)
                if later > at and not holds
            ]
            until = hour(rest[0]) if held[place] and rest else None
            assert entitled.paid_until == until
            ends = [end for begin, end in stretches if end is not None and begin < end <= at]
            lapsed = hour(max(ends)) if ends and not held[place] else None
            assert entitled.lapsed_at == lapsed
