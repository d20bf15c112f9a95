"""A member's own page of subscriptions, and redeeming a code there."""

import html
import math
import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from accounts import gifts, subscriptions
from accounts.models import Plan, Subscription, Unit, User
from accounts.subscriptions import Length
from tests import people
from tests.accounts.moments import DAY

pytestmark = pytest.mark.django_db

PAGE, REDEEM = "/accounts/subscription/", "/accounts/subscription/redeem/"
MONTH, ALWAYS = Length(1, Unit.MONTHS), Length(None, Unit.ALWAYS)
COMMENTS = "You can comment wherever comments are for paid subscribers."


def words(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split())).replace(" .", ".")


def page(member: User) -> Any:
    client = Client()
    client.force_login(member)
    return client.get(PAGE)


def make_code(**fields: Any) -> str:
    plan = Plan.objects.get_or_create(name="Supporter")[0]
    given = {"paid": True, "reason": "canary-reason", "by": people.admin()} | fields
    (code,) = gifts.make(1, plan, given.pop("length", MONTH), timezone.now(), **given)
    return code


@pytest.mark.parametrize("path", [PAGE, REDEEM])
def test_nobody_is_sent_to_log_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", [PAGE, REDEEM])
def test_no_cache_keeps_it(path: str) -> None:
    client = Client()
    client.force_login(people.subscriber())
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_a_reader_learns_what_there_is_and_how_to_come_by_it() -> None:
    Plan.objects.create(name="Supporter", description="For those who <care>.\n\nThank you.")
    Plan.objects.create(name="Old", offered=False)
    shown = words(page(people.reader()))
    assert "You have no subscription." in shown
    assert "Supporter For those who <care>. Thank you." in shown
    assert "a gift code, or the editors of this site" in shown
    assert "Old" not in shown
    assert "Redeem the code" in shown
    assert "Your subscriptions" not in shown


def test_without_plans_there_is_nothing_to_choose() -> None:
    assert "What you can subscribe to" not in words(page(people.reader()))


def test_a_subscriber_sees_until_when() -> None:
    member = people.subscriber()
    end = timezone.localtime(member.subscriptions.get().ends_at)
    shown = words(page(member))
    assert f"You are a subscriber until {end:%-d %B %Y, %H:%M} UTC." in shown
    assert "Supporter , paid for elsewhere" in shown
    assert COMMENTS in shown
    assert "What you can subscribe to" not in shown


def test_what_waits_is_in_the_history_and_its_end_is_the_end() -> None:
    member = people.subscriber()
    gift = gifts.redeem(member, make_code(), timezone.now())
    shown = words(page(member))
    end = timezone.localtime(gift.ends_at)
    assert f"You are a subscriber until {end:%-d %B %Y, %H:%M} UTC." in shown
    assert "a gift begins later" in shown


def test_always_is_always() -> None:
    member = people.reader()
    plan = Plan.objects.create(name="Supporter")
    subscriptions.give(member, plan, "complimentary", ALWAYS, timezone.now())
    shown = words(page(member))
    assert "You are a subscriber, without end." in shown
    assert "– without end" in shown


def test_the_lapsed_learn_when_and_how_to_go_on() -> None:
    member = people.lapsed()
    end = timezone.localtime(member.subscriptions.get().ends_at)
    shown = words(page(member))
    assert f"Your subscription ended on {end:%-d %B %Y, %H:%M} UTC." in shown
    assert "What you can subscribe to" in shown
    assert COMMENTS not in shown


def test_the_overdue_are_told_that_a_payment_failed() -> None:
    member = people.subscriber()
    now = timezone.now()
    subscriptions.past_due(member.subscriptions.get(), now + DAY, now)
    assert "A payment failed." in words(page(member))
    assert COMMENTS in words(page(member))


def test_staff_need_none() -> None:
    shown = words(page(people.moderator()))
    assert "As one of this site’s staff you can comment" in shown


def test_what_staff_noted_for_themselves_is_not_shown() -> None:
    member, editor = people.reader(), people.editor()
    plan = Plan.objects.create(name="Supporter")
    now = timezone.now()
    granted = subscriptions.grant(
        member, plan, "gift", MONTH, now, reason="canary-reason", by=editor
    )
    subscriptions.end(granted.subscription, now, "canary-end", by=editor)
    gifts.redeem(member, make_code(), now)
    answer = page(member)
    assert "Your subscriptions" in words(answer)
    for canary in ("canary-reason", "canary-end", editor.display_name):
        assert canary not in answer.content.decode()


@pytest.mark.parametrize("stretches", [1, 20])
def test_the_queries_do_not_grow(django_assert_max_num_queries, stretches: int) -> None:
    member = people.subscriber()
    plan = Plan.objects.get()
    for _number in range(stretches):
        subscriptions.give(member, plan, "gift", MONTH, timezone.now())
    client = Client()
    client.force_login(member)
    client.get(PAGE)
    with django_assert_max_num_queries(8):
        client.get(PAGE)


class TestRedeeming:
    @pytest.fixture
    def member(self) -> User:
        return people.reader()

    @pytest.fixture
    def client(self, member: User) -> Client:
        client = Client()
        client.force_login(member)
        return client

    def test_a_code_becomes_a_subscription(self, client: Client, member: User) -> None:
        answer = client.post(REDEEM, {"code": make_code().lower()}, follow=True)
        assert answer.redirect_chain == [(PAGE, 302)]
        assert "Your gift code is redeemed." in words(answer)
        assert "You are a subscriber until" in words(answer)
        assert member.subscriptions.count() == 1

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("", "This field is required."),
            ("7K2M-“x”", "A code has 20 letters and digits, and this has 5."),
            ("7K2M-9QFX-3TBN-WD8R-5HJZ", "There is no such code."),
            ("x" * 101, "at most 100 characters"),
        ],
    )
    def test_what_is_wrong_is_said_in_place_and_stays(
        self, client: Client, typed: str, sentence: str
    ) -> None:
        answer = client.post(REDEEM, {"code": typed})
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert 'aria-invalid="true"' in answer.content.decode()
        if typed:
            assert f'value="{typed}"' in html.unescape(answer.content.decode())

    def test_twice_is_once(self, client: Client, member: User) -> None:
        code = make_code()
        client.post(REDEEM, {"code": code})
        answer = client.post(REDEEM, {"code": code})
        assert answer.status_code == 422
        assert "You have redeemed this code already" in words(answer)
        assert member.subscriptions.count() == 1

    def test_who_tries_too_often_waits_and_keeps_the_code(self, client: Client) -> None:
        for _try in range(gifts.TRIES.most):
            client.post(REDEEM, {"code": "7K2M-9QFX-3TBN-WD8R-5HJZ"})
        code = make_code()
        answer = client.post(REDEEM, {"code": code})
        assert answer.status_code == 429
        left_min = math.ceil(int(answer.headers["Retry-After"]) / 60)
        assert f"Try again in {left_min} minute" in words(answer)
        assert f'value="{code}"' in answer.content.decode()
        assert not Subscription.objects.exists()

    def test_whose_session_ended_keeps_the_code(self, client: Client) -> None:
        code = make_code()
        client.logout()
        answer = client.post(REDEEM, {"code": code})
        assert answer.status_code == 403
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Nothing was redeemed, since you are not logged in any more." in words(answer)
        page = answer.content.decode()
        assert f'value="{code}"' in page
        assert f'href="/accounts/login/?next={quote(REDEEM, safe="")}"' in page
        assert "Log out" not in page
        assert not Subscription.objects.exists()

    def test_looking_redeems_nothing(self, client: Client) -> None:
        """A link with a code in it does nothing, whoever follows it."""
        assert client.get(REDEEM, {"code": make_code()}).status_code == 200
        assert not Subscription.objects.exists()
