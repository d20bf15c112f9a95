"""Codes: each counts once, and few are tried."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.limits import allow
from accounts.second_factors import codes
from accounts.second_factors.forms import TRIES
from tests import people
from tests.accounts.second_factors.factors import (
    ACTIVATE,
    STEP,
    give_app,
    give_password,
    is_in,
    logged_in,
    recovery_codes_of,
    set_up,
    show_code,
    show_password_again,
)

pytestmark = pytest.mark.django_db


def test_a_code_counts_once_and_spends_those_before_it() -> None:
    reader = people.reader()
    app = give_app(reader)
    now = timezone.now()
    assert codes.spend(reader, app.code(now), now)
    assert codes.spend(reader, app.code(now), now) is None
    assert codes.spend(reader, app.code(now - STEP), now) is None
    assert codes.spend(reader, app.code(now + STEP), now)


def test_a_code_that_set_up_the_app_logs_nobody_in() -> None:
    reader = people.reader()
    client = logged_in(reader)
    show_password_again(client)
    app = set_up(client)
    at = timezone.now()
    client.post(ACTIVATE, {"code": app.code(at)})
    assert codes.spend(reader, app.code(at), at) is None


@pytest.mark.parametrize("off", [-2, -1, 0, 1, 2])
def test_a_clock_may_be_wrong_by_half_a_minute(off: int) -> None:
    reader = people.reader()
    app = give_app(reader)
    now = timezone.now()
    assert bool(codes.spend(reader, app.code(now + off * STEP), now)) == (abs(off) <= 1)


def test_a_recovery_code_counts_once() -> None:
    reader = people.reader()
    give_app(reader)
    first = recovery_codes_of(reader)[0]
    assert is_in(logged_in(reader, first))
    client = Client()
    give_password(client, reader)
    assert show_code(client, first).status_code == 422
    assert len(recovery_codes_of(reader)) == 9


@pytest.mark.parametrize("written", ["{}-{}", " {} {} ", "{}{}"])
def test_a_code_may_be_written_in_groups(written: str) -> None:
    reader = people.reader()
    app = give_app(reader)
    now = timezone.now()
    code = app.code(now)
    assert codes.spend(reader, written.format(code[:3], code[3:]), now)


@pytest.mark.parametrize("code", ["", "٣٤٥٦٧٨", "0" * 5000, "\0" * 6, "ﬀﬀﬀ", "-1"])
def test_what_is_no_code_is_refused(code: str) -> None:
    reader = people.reader()
    give_app(reader)
    client = Client()
    give_password(client, reader)
    assert show_code(client, code).status_code in {400, 422}
    assert not is_in(client)


def test_codes_cannot_be_guessed_from_ever_new_sessions() -> None:
    reader = people.reader()
    app = give_app(reader)
    statuses = []
    for number in range(12):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        give_password(client, reader)
        statuses.append(show_code(client, app.wrong_code()).status_code)
    assert statuses[:10] == [422] * 10
    assert statuses[10:] == [429] * 2
    client = Client(REMOTE_ADDR="198.51.100.1")
    give_password(client, reader)
    assert show_code(client, app.code()).status_code == 429
    assert not is_in(client)


def test_the_guesses_of_one_are_not_counted_for_another() -> None:
    reader, other = people.reader(), people.reader()
    wrong = give_app(reader).wrong_code()
    for _try in range(11):
        client = Client()
        give_password(client, reader)
        show_code(client, wrong)
    assert is_in(logged_in(other, give_app(other).code()))


def test_a_window_ends() -> None:
    """Ten minutes later the owner is let in again."""
    now = timezone.now()
    answers = [allow(TRIES, "1", now) for _try in range(11)]
    assert answers == [True] * 10 + [False]
    assert allow(TRIES, "1", now + timedelta(minutes=10))
