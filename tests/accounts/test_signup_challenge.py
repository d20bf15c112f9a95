"""The challenge of a sign-up form: only ours counts, unchanged, and once."""

import base64
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import UsedChallenge
from accounts.signup_defence import challenge
from tests.accounts.signing_up import EASY, solution

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
PATIENCE_S = 60
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def parts(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(base64.b64decode(text))
    return read


def text_of(parts: Any) -> str:
    return base64.b64encode(json.dumps(parts).encode()).decode()


def test_what_was_issued_is_known_again() -> None:
    read = challenge.read(challenge.issue(NOON, EASY))
    assert read is not None
    assert (read.issued_at, read.solved) == (NOON, False)


def test_a_solution_is_known() -> None:
    solved = challenge.read(solution(challenge.issue(NOON, EASY)))
    assert solved is not None
    assert solved.solved


def test_the_solution_of_another_challenge_is_none() -> None:
    mine, other = parts(challenge.issue(NOON, EASY)), solution(challenge.issue(NOON, EASY))
    read = challenge.read(text_of(mine | {"solution": parts(other)["solution"]}))
    assert read is not None
    assert not read.solved


def test_the_work_is_bounded_and_is_work() -> None:
    asked = parts(challenge.issue(NOON, EASY))["challenge"]["parameters"]
    assert asked["cost"] == challenge.ROUNDS
    # What is told of the key is not the key.
    assert len(asked["keyPrefix"]) < 2 * asked["keyLength"]


@pytest.mark.parametrize(
    "change",
    [
        lambda asked: asked.update(cost=1),
        lambda asked: asked.update(keyPrefix="00"),
        lambda asked: asked.update(keySignature=None),
        lambda asked: asked.pop("keySignature"),
        lambda asked: asked["data"].update(issued=0),
        lambda asked: asked["data"].update(issued=2**40),
        lambda asked: asked.pop("data"),
        lambda asked: asked.update(nonce="00" * 16),
        lambda asked: asked.update(expiresAt=1),
    ],
)
def test_a_changed_challenge_is_not_ours(change: Callable[[dict[str, Any]], object]) -> None:
    forged = parts(solution(challenge.issue(NOON, EASY)))
    change(forged["challenge"]["parameters"])
    assert challenge.read(text_of(forged)) is None


def test_a_challenge_signed_by_another_key_is_not_ours() -> None:
    with override_settings(SECRET_KEY="another" * 8):
        foreign = challenge.issue(NOON, EASY)
    assert challenge.read(foreign) is None


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    assert challenge.read(text) is None


@given(whole=JSON, asked=JSON, signature=JSON, found=JSON, data=JSON)
def test_no_value_breaks_the_reading(
    whole: object, asked: object, signature: object, found: object, data: object
) -> None:
    ours = parts(challenge.issue(NOON, EASY))["challenge"]
    for given_ in (
        whole,
        {"challenge": whole},
        {"challenge": {"parameters": asked, "signature": signature}},
        {"challenge": ours | {"signature": signature}},
        {"challenge": {**ours, "parameters": ours["parameters"] | {"data": data}}},
    ):
        assert challenge.read(text_of(given_)) is None
    read = challenge.read(text_of({"challenge": ours, "solution": found}))
    assert read is None or not read.solved


@pytest.mark.parametrize(
    ("later", "expired"),
    [(timedelta(0), False), (challenge.LIFETIME, False), (challenge.LIFETIME * 1.001, True)],
)
def test_it_expires(later: timedelta, expired: bool) -> None:
    read = challenge.read(challenge.issue(NOON, EASY))
    assert read is not None
    assert read.expired(NOON + later) == expired


@pytest.mark.django_db
def test_what_is_used_is_remembered_as_long_as_it_could_be_used_again() -> None:
    read = challenge.read(challenge.issue(NOON, EASY))
    assert read is not None
    assert [challenge.spend(read) for _ in range(3)] == [True, False, False]
    last = NOON + challenge.LIFETIME
    assert not read.expired(last)
    assert challenge.forget_expired(last) == 0
    assert challenge.forget_expired(last + timedelta(seconds=1)) == 1
    assert not UsedChallenge.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_rollback_could_give_back_is_not_spent() -> None:
    read = challenge.read(challenge.issue(NOON, EASY))
    assert read is not None
    with transaction.atomic(), pytest.raises(RuntimeError):
        challenge.spend(read)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_spends_it() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("Threads cannot share a database in memory; test_signup_hammered has processes")
    read = challenge.read(challenge.issue(NOON, EASY))
    assert read is not None
    begin, spent = threading.Barrier(8), []

    def work() -> None:
        try:
            begin.wait(PATIENCE_S)
            spent.append(challenge.spend(read))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert sorted(spent) == [False] * 7 + [True]
