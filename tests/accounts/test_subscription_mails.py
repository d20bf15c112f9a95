"""What members are told of their subscriptions: what they need, once, and nothing else."""

import re

import pytest

from accounts import gifts, subscriptions
from accounts.models import OutboxMessage, Plan, Subscription, Unit, User
from accounts.subscriptions import Length
from tests import people
from tests.accounts.moments import DAY, INSTANT, NOON

pytestmark = pytest.mark.django_db

Provider, Status = Subscription.Provider, Subscription.Status
MONTH, DAYS = Length(1, Unit.MONTHS), Length(30, Unit.DAYS)
CANARY = "canary-reason"


@pytest.fixture
def member() -> User:
    return people.reader(display_name="Ada & Co <b>")


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.create(name="Friends & family")


def grant(member: User, plan: Plan, length: Length = MONTH, **fields) -> Subscription:
    kind = fields.pop("provider", Provider.COMPLIMENTARY)
    by = people.editor()
    made = subscriptions.grant(member, plan, kind, length, NOON, reason=CANARY, by=by)
    return made.subscription


def only_mail(kind: str) -> OutboxMessage:
    mail = OutboxMessage.objects.get()
    assert mail.kind == kind
    return mail


def words(markup: str) -> str:
    body = markup.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_who_is_given_one_is_told(member: User, plan: Plan, settings) -> None:
    grant(member, plan)
    mail = only_mail("subscription_granted")
    assert mail.recipient == member.email
    assert mail.subject == "You have a subscription"
    assert "Hello Ada & Co <b>,\n" in mail.text
    assert "a subscription for you (Friends & family)." in mail.text
    assert "It holds from now on until 28 February 2030, 12:00 UTC." in mail.text
    assert f"{settings.ADDRESS}/accounts/subscription/" in mail.text
    assert "Hello Ada &amp; Co &lt;b&gt;," in mail.html
    assert "until 28 February 2030, 12:00 UTC." in words(mail.html)
    assert f'href="{settings.ADDRESS}/accounts/subscription/"' in mail.html
    assert CANARY not in mail.text + mail.html
    assert "&amp;" not in mail.text


def test_what_waits_says_when_it_begins(member: User, plan: Plan) -> None:
    subscriptions.start(member, plan, Provider.ELSEWHERE, NOON + 10 * DAY, NOON)
    grant(member, plan)
    mail = only_mail("subscription_granted")
    begins = "It begins on 10 February 2030, 12:00 UTC, when what you have now ends,"
    assert f"{begins} and lasts until 10 March 2030, 12:00 UTC." in mail.text
    assert f"{begins} and lasts until 10 March 2030, 12:00 UTC." in words(mail.html)


def test_always_has_no_date(member: User, plan: Plan) -> None:
    subscriptions.start(member, plan, Provider.ELSEWHERE, NOON + 10 * DAY, NOON)
    grant(member, plan, Length(None, Unit.ALWAYS))
    grant(people.reader(), plan, Length(None, Unit.ALWAYS))
    second, first = (mail.text for mail in OutboxMessage.objects.all())
    assert "when what you have now ends, and has no end." in first
    assert "It holds from now on, without end." in second


def test_who_redeems_a_code_is_told(member: User, plan: Plan) -> None:
    (code,) = gifts.make(1, plan, MONTH, NOON, paid=True, reason=CANARY, by=people.editor())
    gifts.redeem(member, code, NOON)
    mail = only_mail("gift_redeemed")
    assert mail.subject == "Your gift code is redeemed"
    assert "has become a subscription (Friends & family)." in mail.text
    assert "until 28 February 2030" in mail.text
    assert "until 28 February 2030" in words(mail.html)
    assert CANARY not in mail.text + mail.html
    assert code[-4:] not in mail.text + mail.html


def test_nobody_writes_to_an_address_that_may_be_somebody_elses(plan: Plan) -> None:
    grant(people.unverified(), plan)
    assert not OutboxMessage.objects.exists()
    subscriptions.announce_ends(NOON + 27 * DAY)
    assert not OutboxMessage.objects.exists()


class TestBeforeTheEnd:
    @pytest.fixture
    def ending(self, member: User, plan: Plan) -> Subscription:
        return subscriptions.start(member, plan, Provider.ELSEWHERE, NOON + 30 * DAY, NOON)

    def test_a_week_before_the_end_one_is_told_once(self, ending: Subscription, settings) -> None:
        assert subscriptions.announce_ends(NOON + 23 * DAY - INSTANT) == 0
        assert subscriptions.announce_ends(NOON + 23 * DAY) == 1
        assert subscriptions.announce_ends(NOON + 24 * DAY) == 0
        mail = only_mail("subscription_ends")
        assert mail.subject == "Your subscription ends on 2 March 2030"
        assert "(Friends & family) ends on 2 March 2030, 12:00 UTC." in mail.text
        assert "ends on 2 March 2030, 12:00 UTC." in words(mail.html)
        for path in ("subscription", "profile"):
            assert f"{settings.ADDRESS}/accounts/{path}/" in mail.text
            assert f'href="{settings.ADDRESS}/accounts/{path}/"' in mail.html

    def test_late_is_better_than_never_but_not_after_the_end(self, ending: Subscription) -> None:
        assert subscriptions.announce_ends(NOON + 30 * DAY) == 0
        assert subscriptions.announce_ends(NOON + 30 * DAY - INSTANT) == 1

    def test_who_does_not_want_it_is_not_told(self, ending: Subscription) -> None:
        User.objects.update(mail_before_end=False)
        assert subscriptions.announce_ends(NOON + 24 * DAY) == 0
        User.objects.update(mail_before_end=True)  # who wants it again still learns it
        assert subscriptions.announce_ends(NOON + 25 * DAY) == 1

    @pytest.mark.parametrize(
        ("status", "told"),
        [(Status.TRIALING, 1), (Status.ACTIVE, 1), (Status.CANCELLED, 1), (Status.PAST_DUE, 0)],
    )
    def test_who_is_overdue_hears_otherwise(
        self, ending: Subscription, status: str, told: int
    ) -> None:
        Subscription.objects.update(status=status)
        assert subscriptions.announce_ends(NOON + 24 * DAY) == told

    def test_what_something_follows_is_no_end(self, ending: Subscription, plan: Plan) -> None:
        gift = subscriptions.give(ending.user, plan, Provider.GIFT, DAYS, NOON)
        assert subscriptions.announce_ends(NOON + 24 * DAY) == 0
        assert gift.ends_at == NOON + 60 * DAY
        assert subscriptions.announce_ends(NOON + 54 * DAY) == 1

    def test_what_was_renewed_is_announced_again(self, ending: Subscription) -> None:
        assert subscriptions.announce_ends(NOON + 24 * DAY) == 1
        subscriptions.renew(ending, NOON + 60 * DAY, NOON + 25 * DAY)
        assert subscriptions.announce_ends(NOON + 25 * DAY) == 0
        assert subscriptions.announce_ends(NOON + 54 * DAY) == 1

    @pytest.mark.parametrize(("days", "told"), [(7, 0), (8, 1)])
    def test_what_is_given_for_a_week_was_told_its_end(
        self, member: User, plan: Plan, days: int, told: int
    ) -> None:
        grant(member, plan, Length(days, Unit.DAYS))
        assert subscriptions.announce_ends(NOON + 6 * DAY) == told

    def test_two_that_end_at_once_are_told_of_once(self, ending: Subscription) -> None:
        Subscription.objects.create(
            user=ending.user,
            plan=ending.plan,
            provider=Provider.GIFT,
            starts_at=NOON,
            ends_at=ending.ends_at,
        )
        assert subscriptions.announce_ends(NOON + 24 * DAY) == 1

    def test_the_deleted_and_the_inactive_are_left_alone(self, ending: Subscription) -> None:
        User.objects.update(is_active=False)
        assert subscriptions.announce_ends(NOON + 24 * DAY) == 0

    def test_a_mail_that_is_not_written_is_not_noted(
        self, ending: Subscription, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patched:
            patched.setattr("accounts.emails.write", lambda *_given: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                subscriptions.announce_ends(NOON + 24 * DAY)
        assert subscriptions.announce_ends(NOON + 24 * DAY) == 1
