"""The gate's rule: every kind of person × every situation, and every border to its second."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.gating import (
    Admonition,
    Because,
    Entitlements,
    Exclusion,
    Gate,
    Level,
    Remedy,
    Verdict,
    decide,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
LATER = NOW + timedelta(days=30)
BEFORE = NOW - timedelta(days=30)

MEMBER = Entitlements(registered=True, verified=True)
PEOPLE = {
    "anonymous": Entitlements(),
    "unverified": Entitlements(registered=True),
    "unverified, paid": Entitlements(registered=True, paid=True, paid_until=LATER),
    "registered": MEMBER,
    "on trial": replace(MEMBER, paid=True, paid_until=NOW + timedelta(days=3)),
    "paid": replace(MEMBER, paid=True, paid_until=LATER),
    "paid for ever": replace(MEMBER, paid=True),
    "in grace": replace(MEMBER, paid=True, paid_until=LATER, in_grace=True),
    "cancelled, still paid": replace(MEMBER, paid=True, paid_until=NOW + TICK),
    "paid until now": replace(MEMBER, paid=True, paid_until=NOW),
    "lapsed": replace(MEMBER, lapsed_at=BEFORE),
    "moderator": replace(MEMBER, staff=True),
    "editor without an address": Entitlements(registered=True, staff=True),
}

OPEN, PAID, CLOSED = (
    Gate(Level.REGISTERED),
    Gate(Level.PAID, "it costs"),
    Gate(Level.NOBODY, "rest"),
)
GATES = {
    "open": OPEN,
    "open until": replace(OPEN, until=LATER, then=Level.NOBODY),
    "paid": PAID,
    "paid, then all": replace(PAID, until=LATER, then=Level.REGISTERED),
    "paid, then nobody": replace(PAID, until=LATER, then=Level.NOBODY),
    "closed": CLOSED,
    "closed, then paid": replace(CLOSED, until=LATER, then=Level.PAID),
    "closed, then all": replace(CLOSED, until=LATER, then=Level.REGISTERED),
}

ALLOWED = (Because.ALLOWED, Remedy.NONE, None)
LOG_IN = (Because.ANONYMOUS, Remedy.LOG_IN, None)
VERIFY = (Because.UNVERIFIED, Remedy.VERIFY, None)
SUBSCRIBE = (Because.UNPAID, Remedy.SUBSCRIBE, None)
RENEW = (Because.LAPSED, Remedy.RENEW, None)
SHUT = (Because.CLOSED, Remedy.NONE, None)
WAIT = (Because.CLOSED, Remedy.WAIT, LATER)

# Under a gate for those who pay; under an open one whoever is known and verified may.
WHERE_ONE_PAYS = {
    "anonymous": LOG_IN,
    "unverified": VERIFY,
    "unverified, paid": VERIFY,
    "registered": SUBSCRIBE,
    "on trial": ALLOWED,
    "paid": ALLOWED,
    "paid for ever": ALLOWED,
    "in grace": ALLOWED,
    "cancelled, still paid": ALLOWED,
    "paid until now": RENEW,
    "lapsed": RENEW,
    "moderator": ALLOWED,
    "editor without an address": VERIFY,
}
UNKNOWN = {who for who, answer in WHERE_ONE_PAYS.items() if answer in (LOG_IN, VERIFY)}


def told(verdict: Verdict) -> tuple[Because, Remedy, datetime | None]:
    return verdict.because, verdict.remedy, verdict.until


def expected(who: str, gate: Gate) -> tuple[Because, Remedy, datetime | None]:
    if gate.level is Level.NOBODY:
        return WAIT if gate.until else SHUT
    answer = WHERE_ONE_PAYS[who]
    if gate.level is Level.REGISTERED:
        return answer if who in UNKNOWN else ALLOWED
    if answer in (SUBSCRIBE, RENEW) and gate.then is Level.REGISTERED:
        return (*answer[:2], LATER)  # waiting helps too
    return answer


@pytest.mark.parametrize("situation", GATES)
@pytest.mark.parametrize("who", PEOPLE)
def test_everyone_in_every_situation(who: str, situation: str) -> None:
    gate = GATES[situation]
    verdict = decide(PEOPLE[who], gate, NOW)
    assert told(verdict) == expected(who, gate)
    assert verdict.allowed is (verdict.because is Because.ALLOWED)
    assert verdict.reason == ("" if verdict.allowed else gate.reason)


@pytest.mark.parametrize("situation", GATES)
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("reason", ["", "You insulted another member."])
@pytest.mark.parametrize("until", [None, LATER, NOW + TICK])
def test_a_ban_comes_before_all_else(
    who: str, situation: str, reason: str, until: datetime | None
) -> None:
    gate = replace(GATES[situation], exclusion=Exclusion(until, reason))
    verdict = decide(PEOPLE[who], gate, NOW)
    assert told(verdict) == (Because.BANNED, Remedy.WAIT if until else Remedy.NONE, until)
    assert verdict.reason == reason


@pytest.mark.parametrize("situation", GATES)
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("until", [NOW, NOW - TICK])
def test_a_ban_that_is_over_is_none(who: str, situation: str, until: datetime) -> None:
    gate = GATES[situation]
    banned = replace(gate, exclusion=Exclusion(until, "It was long ago."))
    assert decide(PEOPLE[who], banned, NOW) == decide(PEOPLE[who], gate, NOW)


@pytest.mark.parametrize("situation", GATES)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_warning_is_read_before_anybody_is_let_in_or_asked_to_pay(
    who: str, situation: str
) -> None:
    """But whoever cannot comment for another reason is told that one: reading would not help."""
    gate = replace(GATES[situation], admonition=Admonition(7, "you shouted"))
    verdict = decide(PEOPLE[who], gate, NOW)
    if gate.level is Level.NOBODY or who in UNKNOWN:
        assert verdict == decide(PEOPLE[who], GATES[situation], NOW)
        return
    assert told(verdict) == (Because.WARNED, Remedy.ACKNOWLEDGE, None)
    assert (verdict.reason, verdict.warning) == ("you shouted", 7)


def test_a_ban_comes_before_a_warning() -> None:
    gate = replace(OPEN, admonition=Admonition(7, "you shouted"), exclusion=Exclusion(LATER))
    assert decide(MEMBER, gate, NOW).because is Because.BANNED
    assert decide(MEMBER, gate, LATER).because is Because.WARNED


@pytest.mark.parametrize(
    ("entitlements", "at", "allowed"),
    [
        (replace(MEMBER, paid=True, paid_until=LATER), LATER - TICK, True),
        (replace(MEMBER, paid=True, paid_until=LATER), LATER, False),
        (replace(MEMBER, paid=True, paid_until=LATER), LATER + TICK, False),
    ],
)
def test_the_second_of_expiry(entitlements: Entitlements, at: datetime, allowed: bool) -> None:
    verdict = decide(entitlements, PAID, at)
    assert verdict.allowed is allowed
    assert verdict.ended == (None if allowed else LATER)


def test_whom_a_gate_will_let_in() -> None:
    assert decide(MEMBER, GATES["closed, then paid"], NOW).level is Level.PAID
    assert decide(MEMBER, CLOSED, NOW).level is Level.NOBODY
    assert decide(MEMBER, PAID, NOW).level is Level.PAID
    assert decide(Entitlements(), PAID, NOW).level is Level.PAID


moments = st.datetimes(timezones=st.just(UTC))
levels = st.sampled_from(Level)
entitled = st.builds(
    Entitlements,
    registered=st.booleans(),
    verified=st.booleans(),
    staff=st.booleans(),
    paid=st.booleans(),
    paid_until=st.none() | moments,
    lapsed_at=st.none() | moments,
    in_grace=st.booleans(),
)
gates = st.builds(
    Gate,
    level=levels,
    reason=st.text(max_size=5),
    until=st.none() | moments,
    then=st.none() | levels,
    exclusion=st.none() | st.builds(Exclusion, until=st.none() | moments),
    admonition=st.none() | st.builds(Admonition, number=st.integers(1), reason=st.text()),
)


@given(entitled, gates, moments)
def test_who_is_let_in_and_who_is_told_what(who: Entitlements, gate: Gate, at: datetime) -> None:
    """The rule again, as one sentence; and no one is refused without being told why."""
    ban = gate.exclusion
    free = ban is None or (ban.until is not None and ban.until <= at)
    pays = who.paid and (who.paid_until is None or who.paid_until > at)
    enough = gate.level is Level.REGISTERED or (gate.level is Level.PAID and (pays or who.staff))
    verdict = decide(who, gate, at)
    known = who.registered and who.verified
    assert verdict.allowed == (free and known and enough and gate.admonition is None)
    assert (verdict.warning is None) == (verdict.because is not Because.WARNED)
    if verdict.remedy is Remedy.WAIT:
        assert verdict.until is not None
    if verdict.allowed:
        assert verdict.remedy is Remedy.NONE
