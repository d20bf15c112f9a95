"""What happens to subscriptions, each verb at the moments where it matters."""

from datetime import UTC, datetime

import pytest

from accounts import subscriptions
from accounts.entitlements import entitlements_for
from accounts.models import Grant, Plan, Subscription, Unit, User
from accounts.subscriptions import Length, Refused
from tests import people
from tests.accounts.moments import DAY, INSTANT, NOON

pytestmark = pytest.mark.django_db

Status, Provider = Subscription.Status, Subscription.Provider
MONTH = Length(1, Unit.MONTHS)
ALWAYS = Length(None, Unit.ALWAYS)


@pytest.fixture
def member() -> User:
    return people.reader()


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.create(name="Supporter")


@pytest.fixture
def running(member: User, plan: Plan) -> Subscription:
    """From NOON on, paid for ten days."""
    return subscriptions.start(member, plan, Provider.ELSEWHERE, NOON + 10 * DAY, NOON)


def paid(member: User, at: datetime) -> bool:
    return entitlements_for(member, at).paid


class TestLengths:
    @pytest.mark.parametrize(
        ("begin", "months", "end"),
        [
            ((2030, 1, 31), 1, (2030, 2, 28)),
            ((2032, 1, 31), 1, (2032, 2, 29)),
            ((2032, 2, 29), 12, (2033, 2, 28)),
            ((2030, 1, 31), 2, (2030, 3, 31)),
            ((2030, 12, 31), 2, (2031, 2, 28)),
            ((2030, 11, 30), 1, (2030, 12, 30)),
            ((2030, 12, 1), 120, (2040, 12, 1)),
        ],
    )
    def test_months_are_the_calendars(
        self, begin: tuple[int, int, int], months: int, end: tuple[int, int, int]
    ) -> None:
        length = Length(months, Unit.MONTHS)
        assert length.after(datetime(*begin, 12, 30, tzinfo=UTC)) == datetime(
            *end, 12, 30, tzinfo=UTC
        )

    def test_the_clock_is_the_sites(self, settings) -> None:
        """Three in the afternoon stays that when the clocks change; a day is the local one."""
        settings.TIME_ZONE = "Europe/Paris"
        winter = datetime(2030, 3, 29, 23, 30, tzinfo=UTC)  # 0:30 on the 30th, in Paris
        assert Length(1, Unit.DAYS).after(winter) == winter + DAY
        assert Length(2, Unit.DAYS).after(winter) == datetime(2030, 3, 31, 22, 30, tzinfo=UTC)
        assert Length(1, Unit.MONTHS).after(winter) == datetime(2030, 4, 29, 22, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("count", "unit"),
        [
            (0, Unit.DAYS),
            (-1, Unit.MONTHS),
            (None, Unit.DAYS),
            (121, Unit.MONTHS),
            (3_651, Unit.DAYS),
            (1, Unit.ALWAYS),
            (1, "years"),
        ],
    )
    def test_what_is_no_length(self, count: int | None, unit: str) -> None:
        with pytest.raises(ValueError, match=r"no length|not a valid"):
            Length(count, unit)


class TestGranting:
    def test_a_grant_says_who_gave_what_and_why(self, member: User, plan: Plan) -> None:
        editor = people.editor()
        grant = subscriptions.grant(
            member, plan, Provider.COMPLIMENTARY, MONTH, NOON, reason="A contributor.", by=editor
        )
        stretch = grant.subscription
        assert (stretch.starts_at, stretch.ends_at) == (NOON, datetime(2030, 2, 28, 12, tzinfo=UTC))
        assert (grant.length, grant.unit, grant.reason) == (1, "months", "A contributor.")
        assert (grant.granted_by, grant.granted_at) == (editor, NOON)
        assert paid(member, NOON)

    @pytest.mark.parametrize(
        ("provider", "paid_from"),
        [(Provider.COMPLIMENTARY, None), (Provider.GIFT, NOON), (Provider.ELSEWHERE, NOON)],
    )
    def test_all_but_complimentary_ones_are_paid(
        self, member: User, plan: Plan, provider: str, paid_from: datetime | None
    ) -> None:
        stretch = subscriptions.give(member, plan, provider, MONTH, NOON)
        assert stretch.paid_from == paid_from
        assert Subscription.objects.paying().exists() == bool(paid_from)

    def test_what_is_given_waits_for_what_runs(self, running: Subscription, plan: Plan) -> None:
        member = running.user
        at = NOON + DAY
        first = subscriptions.give(member, plan, Provider.GIFT, MONTH, at)
        second = subscriptions.give(member, plan, Provider.COMPLIMENTARY, MONTH, at)
        assert first.starts_at == running.ends_at
        assert second.starts_at == first.ends_at
        assert first.paid_from == at  # whoever gave it paid today
        assert entitlements_for(member, at).paid_until == second.ends_at

    def test_what_is_over_is_not_waited_for(self, running: Subscription, plan: Plan) -> None:
        end = running.ends_at
        assert end
        for at in (end, end + DAY):
            assert subscriptions.give(running.user, plan, Provider.GIFT, MONTH, at).starts_at >= at
        assert Subscription.objects.filter(starts_at=end).count() == 1

    @pytest.mark.parametrize("first", [Provider.COMPLIMENTARY, Provider.GIFT])
    @pytest.mark.parametrize("second", Provider)
    def test_nothing_follows_what_never_ends(
        self, member: User, plan: Plan, first: str, second: str
    ) -> None:
        """But for who could do without paying and pays: that begins at once, and counts."""
        subscriptions.give(member, plan, first, ALWAYS, NOON)
        if first == Provider.COMPLIMENTARY and second != Provider.COMPLIMENTARY:
            stretch = subscriptions.give(member, plan, second, MONTH, NOON + DAY)
            assert (stretch.starts_at, stretch.paid_from) == (NOON + DAY, NOON + DAY)
            again = subscriptions.give(member, plan, second, MONTH, NOON + DAY)
            assert again.starts_at == stretch.ends_at
        else:
            with pytest.raises(Refused, match="without end"):
                subscriptions.give(member, plan, second, MONTH, NOON + DAY)

    def test_a_refused_grant_leaves_nothing(self, member: User, plan: Plan) -> None:
        subscriptions.give(member, plan, Provider.GIFT, ALWAYS, NOON)
        with pytest.raises(Refused):
            subscriptions.grant(
                member, plan, Provider.GIFT, MONTH, NOON, reason="Again.", by=people.editor()
            )
        assert not Grant.objects.exists()
        assert Subscription.objects.count() == 1


class TestGoingOn:
    def test_a_trial_that_is_paid_counts_from_then(self, member: User, plan: Plan) -> None:
        trial = subscriptions.start(
            member, plan, Provider.ELSEWHERE, NOON + 7 * DAY, NOON, trial=True, reference="T-1"
        )
        assert (trial.status, trial.paid_from) == (Status.TRIALING, None)
        same = subscriptions.renew(trial, NOON + 40 * DAY, NOON + 5 * DAY)
        assert same == trial
        assert (same.status, same.paid_from) == (Status.ACTIVE, NOON + 5 * DAY)
        assert paid(member, NOON + 39 * DAY)

    def test_overdue_holds_through_its_grace_and_no_longer(self, running: Subscription) -> None:
        subscriptions.past_due(running, NOON + 13 * DAY, NOON + 9 * DAY)
        member = running.user
        assert entitlements_for(member, NOON + 13 * DAY - INSTANT).in_grace
        assert not paid(member, NOON + 13 * DAY)

    def test_what_is_made_good_goes_on(self, running: Subscription) -> None:
        subscriptions.past_due(running, NOON + 13 * DAY, NOON + 9 * DAY)
        subscriptions.renew(running, NOON + 40 * DAY, NOON + 12 * DAY)
        assert (running.status, running.paid_from) == (Status.ACTIVE, NOON)
        assert not entitlements_for(running.user, NOON + 12 * DAY).in_grace

    def test_what_is_over_goes_on_in_a_stretch_of_its_own(self, running: Subscription) -> None:
        """The days between stay what they were: nobody was a subscriber on them."""
        running.reference = "I-7"
        running.save()
        later = subscriptions.renew(running, NOON + 40 * DAY, NOON + 12 * DAY)
        assert later != running
        assert (later.starts_at, later.paid_from) == (NOON + 12 * DAY, NOON + 12 * DAY)
        assert (later.provider, later.reference) == (Provider.ELSEWHERE, "I-7")
        assert not paid(running.user, NOON + 11 * DAY)
        assert paid(running.user, NOON + 12 * DAY)

    def test_cancelled_holds_until_its_period_ends(self, running: Subscription) -> None:
        subscriptions.cancel(running, NOON + DAY)
        assert (running.status, running.ends_at) == (Status.CANCELLED, NOON + 10 * DAY)
        assert paid(running.user, NOON + 10 * DAY - INSTANT)
        assert not paid(running.user, NOON + 10 * DAY)
        subscriptions.cancel(running, NOON + 2 * DAY)  # twice is once
        assert running.status == Status.CANCELLED

    def test_always_cannot_be_cancelled(self, member: User, plan: Plan) -> None:
        stretch = subscriptions.give(member, plan, Provider.GIFT, ALWAYS, NOON)
        with pytest.raises(Refused, match="End it now"):
            subscriptions.cancel(stretch, NOON + DAY)

    def test_what_waits_moves_with_the_end_that_it_waits_for(
        self, running: Subscription, plan: Plan
    ) -> None:
        """A gift is not used up while somebody pays anyway, and leaves no gap."""
        gift = subscriptions.give(running.user, plan, Provider.GIFT, MONTH, NOON)
        assert gift.ends_at
        length = gift.ends_at - gift.starts_at
        for move in (
            lambda: subscriptions.renew(running, NOON + 40 * DAY, NOON + 2 * DAY),
            lambda: subscriptions.past_due(running, NOON + 43 * DAY, NOON + 3 * DAY),
            lambda: subscriptions.end(running, NOON + 4 * DAY, "Paid back."),
        ):
            move()
            gift.refresh_from_db()
            assert gift.starts_at == running.ends_at
            assert gift.ends_at - gift.starts_at == length

    @pytest.mark.parametrize("late", [0 * DAY, DAY])
    def test_what_is_over_stays_over(self, running: Subscription, late) -> None:
        at = NOON + 10 * DAY + late
        for refused in (
            lambda: subscriptions.cancel(running, at),
            lambda: subscriptions.past_due(running, at + DAY, at),
            lambda: subscriptions.end(running, at, "Too late."),
        ):
            with pytest.raises(Refused, match=r"ended already, on 10 February 2030, 12:00 UTC\.$"):
                refused()
        running.refresh_from_db()
        assert (running.status, running.end_reason) == (Status.ACTIVE, "")

    def test_what_waits_is_not_paid_for_by_periods(self, running: Subscription, plan: Plan) -> None:
        gift = subscriptions.give(running.user, plan, Provider.GIFT, MONTH, NOON)
        for refused in (subscriptions.renew, subscriptions.past_due):
            with pytest.raises(Refused, match="not begun"):
                refused(gift, NOON + 2 * DAY, NOON + DAY)

    def test_no_end_is_put_into_the_past(self, running: Subscription, plan: Plan) -> None:
        at = NOON + DAY
        for wrong in (
            lambda: subscriptions.renew(running, at, at),
            lambda: subscriptions.past_due(running, at - DAY, at),
            lambda: subscriptions.start(running.user, plan, Provider.ELSEWHERE, at, at),
        ):
            with pytest.raises(ValueError, match="the past"):
                wrong()


class TestEnding:
    def test_it_ends_now_and_says_why(self, running: Subscription) -> None:
        admin = people.admin()
        subscriptions.end(running, NOON + DAY, "The payment was taken back.", by=admin)
        assert (running.ends_at, running.status) == (NOON + DAY, Status.EXPIRED)
        assert (running.end_reason, running.ended_by) == ("The payment was taken back.", admin)
        assert paid(running.user, NOON + DAY - INSTANT)
        assert not paid(running.user, NOON + DAY)

    def test_all_of_several_members_ends_and_nothing_begins_after_it(
        self, running: Subscription, plan: Plan
    ) -> None:
        other, third = people.reader(), people.reader()
        subscriptions.give(running.user, plan, Provider.GIFT, MONTH, NOON)
        subscriptions.give(other, plan, Provider.GIFT, ALWAYS, NOON)
        kept = subscriptions.give(third, plan, Provider.GIFT, ALWAYS, NOON)
        at = NOON + DAY
        by = people.editor()
        assert subscriptions.end_all([running.user.pk, other.pk], at, "They spam.", by) == 3
        ended = Subscription.objects.exclude(pk=kept.pk)
        assert {
            (row.status, row.ends_at, row.end_reason, row.ended_by, row.state(at)) for row in ended
        } == {
            (Status.EXPIRED, at, "They spam.", by, "ended"),
            (Status.EXPIRED, at, "They spam.", by, "never began"),
        }
        assert paid(third, at)
        assert not paid(other, at)
        assert subscriptions.end_all([running.user.pk], at, "Again.") == 0

    def test_always_can_be_ended(self, member: User, plan: Plan) -> None:
        stretch = subscriptions.give(member, plan, Provider.GIFT, ALWAYS, NOON)
        subscriptions.end(stretch, NOON + DAY, "A mistake.")
        assert not paid(member, NOON + DAY)

    def test_what_waits_never_begins(self, running: Subscription, plan: Plan) -> None:
        gift = subscriptions.give(running.user, plan, Provider.GIFT, MONTH, NOON)
        after = subscriptions.give(running.user, plan, Provider.GIFT, MONTH, NOON)
        subscriptions.end(gift, NOON + DAY, "A mistake.")
        after.refresh_from_db()
        assert gift.starts_at == gift.ends_at == NOON + DAY
        assert gift.state(NOON + 2 * DAY) == "never began"
        assert after.starts_at == running.ends_at
        # What was paid counts as paid until it was ended.
        assert gift.paid_from == NOON


class TestExpiring:
    def test_the_worker_writes_down_what_is_over(self, running: Subscription, plan: Plan) -> None:
        subscriptions.give(people.reader(), plan, Provider.GIFT, ALWAYS, NOON)
        end = NOON + 10 * DAY
        assert subscriptions.expire(end - INSTANT) == 0
        assert subscriptions.expire(end) == 1
        assert subscriptions.expire(end + DAY) == 0
        running.refresh_from_db()
        assert (running.status, running.ends_at) == (Status.EXPIRED, end)

    def test_more_than_one_batch(self, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("accounts.subscriptions.chores.BATCH", 2)
        for _number in range(5):
            subscriptions.give(people.reader(), plan, Provider.GIFT, Length(1, Unit.DAYS), NOON)
        assert subscriptions.expire(NOON + DAY) == 5

    def test_the_state_in_words_does_not_wait_for_the_worker(self, running: Subscription) -> None:
        assert running.state(NOON - INSTANT) == "begins later"
        assert running.state(NOON) == "active"
        assert running.state(NOON + 10 * DAY) == "ended"
