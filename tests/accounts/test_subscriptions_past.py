"""Whatever happens to a member's subscriptions, in any order: the past stays what it was, and what
waits follows what runs."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts import subscriptions
from accounts.entitlements import entitlements_for
from accounts.models import Plan, Subscription, Unit, User
from accounts.subscriptions import Length, Refused
from tests import people
from tests.accounts.moments import DAY, NOON

Provider = Subscription.Provider

PASSES = st.integers(min_value=0, max_value=40).map(lambda hours: timedelta(hours=6 * hours))
LENGTHS = st.sampled_from([Length(1, Unit.DAYS), Length(9, Unit.DAYS), Length(1, Unit.MONTHS)])
RARELY_ALWAYS = st.one_of(LENGTHS, LENGTHS, LENGTHS, st.just(Length(None, Unit.ALWAYS)))
WHICH = st.integers(min_value=0, max_value=5)
ACTS = st.one_of(
    st.tuples(st.just("give"), st.sampled_from(Provider), RARELY_ALWAYS),
    st.tuples(st.just("start"), LENGTHS, st.booleans()),
    st.tuples(st.sampled_from(["renew", "past_due"]), WHICH, LENGTHS),
    st.tuples(st.sampled_from(["cancel", "end"]), WHICH, st.none()),
)


class Life:
    """A member, what was done about their subscriptions, and what was seen at the time."""

    def __init__(self) -> None:
        self.member: User = people.reader()
        self.plan = Plan.objects.get_or_create(name="Supporter")[0]
        self.seen: dict[datetime, tuple[bool, bool]] = {}

    def do(self, act: tuple[Any, ...], at: datetime) -> None:
        what, first, second = act
        if what == "give":
            subscriptions.give(self.member, self.plan, first, second, at)
            return
        if what == "start":
            until = first.after(at)
            subscriptions.start(self.member, self.plan, Provider.ELSEWHERE, until, at, trial=second)
            return
        stretches = self.member.subscriptions.order_by("id")
        if not stretches:
            return
        stretch = stretches[first % len(stretches)]
        match what:
            case "renew" | "past_due":
                getattr(subscriptions, what)(stretch, second.after(at), at)
            case "cancel":
                subscriptions.cancel(stretch, at)
            case "end":
                subscriptions.end(stretch, at, "A reason.")

    def look(self, at: datetime) -> tuple[bool, bool]:
        """Whether they are a subscriber, and whether anybody pays."""
        pays = any(
            stretch.paid_from <= at and not stretch.over(at)
            for stretch in Subscription.objects.filter(user=self.member).paying()
        )
        return entitlements_for(self.member, at).paid, pays

    def assert_in_order(self, at: datetime) -> None:
        """What has not begun follows on what has, with no gap and nothing beside it."""
        waiting = self.member.subscriptions.filter(starts_at__gt=at).order_by("starts_at", "id")
        begun = [s for s in self.member.subscriptions.not_over(at) if s.begun(at) and s.ends_at]
        free = max((stretch.ends_at for stretch in begun), default=None)
        for stretch in waiting:
            assert stretch.starts_at == free
            free = stretch.ends_at or free


class TestThePast(TestCase):
    @given(st.lists(st.tuples(PASSES, ACTS), min_size=1, max_size=8))
    @settings(max_examples=100, deadline=None)
    def test_is_never_rewritten(self, acts: list[tuple[timedelta, tuple[Any, ...]]]) -> None:
        life, at = Life(), NOON
        for passes, act in acts:
            for step in range(1, 4):  # somebody looks now and then, and just before the next act
                moment = at + passes * step / 4
                life.seen[moment] = life.look(moment)
            at += passes
            with suppress(Refused):
                life.do(act, at)
            life.seen[at] = life.look(at)
            life.assert_in_order(at)
            subscriptions.expire(at)
        subscriptions.expire(at + 1000 * DAY)
        for moment, seen in life.seen.items():
            assert life.look(moment) == seen, moment
