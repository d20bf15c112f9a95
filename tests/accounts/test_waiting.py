"""Whoever did something too often is told how long to wait: the time that the limit has left."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.limits import allow
from accounts.second_factors.forms import TRIES, TRIES_A_DAY
from accounts.waiting import try_again
from tests import people
from tests.accounts.second_factors.factors import give_app, give_password, show_code
from tests.accounts.second_factors.passkey import HOST, Passkey, add, at_localhost, options_in
from tests.accounts.test_login import LOGIN, logged_in

pytestmark = pytest.mark.django_db
AUTHENTICATE = "/accounts/2fa/authenticate/"
RESET = "/accounts/password/reset/"
MINUTE, HOUR = 60, 3_600


@pytest.fixture(autouse=True)
def _no_limit_is_near() -> None:
    cache.clear()


def wait_said(answer: HttpResponse) -> int:
    """In seconds: that of the header, which the words say too."""
    assert answer.status_code == 429
    seconds = int(answer.headers["Retry-After"])
    assert try_again(seconds) in " ".join(answer.content.decode().split())
    return seconds


def log_in_wrongly(address: str, network: str) -> HttpResponse:
    fields = {"login": address, "password": "wrong"}
    return Client(REMOTE_ADDR=network).post(LOGIN, fields)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 minute."),
        (61, "2 minutes."),
        (2 * HOUR, "120 minutes."),
        (2 * HOUR + 1, "3 hours."),
        (24 * HOUR, "24 hours."),
    ],
)
def test_it_is_said_in_minutes_or_hours(seconds: int, words: str) -> None:
    assert try_again(seconds) == f"Try again in {words}"


def test_a_limit_of_an_address_lasts_a_quarter_of_an_hour() -> None:
    member = people.reader()
    for number in range(10):
        log_in_wrongly(member.email, f"192.0.2.{number}")
    answer = log_in_wrongly(member.email.upper(), "192.0.2.99")
    assert 10 * MINUTE < wait_said(answer) <= 15 * MINUTE
    assert "A new password ends the wait" in answer.content.decode()


def test_a_limit_of_a_network_lasts_a_minute() -> None:
    for number in range(10):
        log_in_wrongly(f"person{number}@example.org", "192.0.2.1")
    assert wait_said(log_in_wrongly("another@example.org", "192.0.2.1")) <= MINUTE


def test_a_limit_of_a_page() -> None:
    client = logged_in(people.reader())
    for _time in range(11):
        answer = client.post("/accounts/password/change/", {})
    assert wait_said(answer) <= MINUTE


def test_a_reset_says_so_in_its_own_form_and_keeps_the_address() -> None:
    for number in range(4):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        answer = client.post(RESET, {"email": "Ada@example.org"})
    assert 50 * MINUTE < wait_said(answer) <= HOUR
    assert 'value="Ada@example.org"' in answer.content.decode()


def test_codes_wait_for_the_limit_that_refused() -> None:
    reader = people.reader()
    app = give_app(reader)
    now = timezone.now()
    for at in (now, now + TRIES_A_DAY.window):  # whenever midnight is
        for _time in range(TRIES_A_DAY.most):
            allow(TRIES_A_DAY, str(reader.pk), at)
    client = Client()
    give_password(client, reader)
    wait_s = wait_said(show_code(client, app.code()))
    ends_at, said = TRIES_A_DAY.ends_at(now), now + timedelta(seconds=wait_s)
    assert min(abs(said - ends_at), abs(said - ends_at - TRIES_A_DAY.window)) < timedelta(minutes=5)


def test_codes_may_be_tried_again_in_minutes_before_that() -> None:
    reader = people.reader()
    app = give_app(reader)
    for at in (timezone.now(), timezone.now() + TRIES.window):
        for _time in range(TRIES.most):
            allow(TRIES, str(reader.pk), at)
    client = Client()
    give_password(client, reader)
    assert wait_said(show_code(client, app.code())) <= 10 * MINUTE


def test_passkeys_wait_for_the_limit_of_their_bearer() -> None:
    reader = people.reader()
    right = add(at_localhost(reader))
    wrong = Passkey(id=right.id, bearer=right.bearer)
    for number in range(11):
        client = Client(SERVER_NAME=HOST, REMOTE_ADDR=f"192.0.2.{number}")
        give_password(client, reader)
        credential = wrong.get(options_in(client.get(AUTHENTICATE)))
        answer = client.post(AUTHENTICATE, {"credential": credential})
    assert 10 * MINUTE < wait_said(answer) <= 15 * MINUTE
