"""Which row of the ledger is in force, and what comes next: borders, and against an oracle."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.gating import Gate, Level
from archive.gate.drive import Drive
from archive.gate.ledger import UNWRITTEN, Ledger, Row, in_force, in_order

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
ADDED = NOW - 10 * DAY


def row(level: str, begins: datetime = NOW - DAY, number: float = 1, **fields: object) -> Row:
    return Row(begins, number, level, **fields)


def ledger(site: tuple[Row, ...] = (), own: tuple[Row, ...] = ()) -> Ledger:
    return Ledger(in_order(site), in_order(own), ADDED)


def drive(deadline: datetime, *, of_site: bool = True) -> Drive:
    return Drive(1, of_site, 5, NOW - DAY, deadline, "registered", "paid")


SITE_PAID = row("paid", reason="it costs")
CLOSES = row("registered", close_after_days=11)  # a day from now
CLOSED_BY_ITSELF = "they close 9 days after an article is added here"
TOMORROW, NEXT_WEEK = NOW + DAY, NOW + 7 * DAY

CASES = {
    "no rows at all": (ledger(), Gate(Level.REGISTERED)),
    "the site's": (ledger((SITE_PAID,)), Gate(Level.PAID, "it costs")),
    "the article's beats it": (ledger((SITE_PAID,), (row("nobody"),)), Gate(Level.NOBODY)),
    "or says as the site": (ledger((SITE_PAID,), (row("as_site"),)), Gate(Level.PAID, "it costs")),
    "as a site without rows": (ledger((), (row("as_site"),)), Gate(Level.REGISTERED)),
    "begins this moment": (ledger((row("paid", NOW),)), Gate(Level.PAID)),
    "begins in a moment": (
        ledger((row("paid", NOW + TICK),)),
        Gate(Level.REGISTERED, "", NOW + TICK, Level.PAID),
    ),
    "the later of two": (
        ledger((row("paid", NOW - 2 * DAY, 2), row("nobody", NOW - DAY, 1))),
        Gate(Level.NOBODY),
    ),
    "of two at once the one written last": (
        ledger((row("paid", number=2), row("nobody", number=1))),
        Gate(Level.PAID),
    ),
    "closed until": (
        ledger((), (row("nobody", reason="rest"), row("paid", NEXT_WEEK, 2))),
        Gate(Level.NOBODY, "rest", NEXT_WEEK, Level.PAID),
    ),
    "a row that changes nothing is passed over": (
        ledger((SITE_PAID, row("paid", TOMORROW, 2), row("nobody", NEXT_WEEK, 3))),
        Gate(Level.PAID, "it costs", NEXT_WEEK, Level.NOBODY),
    ),
    "a row of the site under one of the article's": (
        ledger((SITE_PAID, row("nobody", TOMORROW, 2)), (row("registered"),)),
        Gate(Level.REGISTERED),
    ),
    "back to as the site": (
        ledger((SITE_PAID,), (row("registered"), row("as_site", TOMORROW, 2))),
        Gate(Level.REGISTERED, "", TOMORROW, Level.PAID),
    ),
    "closes by itself": (ledger((CLOSES,)), Gate(Level.REGISTERED, "", TOMORROW, Level.NOBODY)),
    "closed by itself": (
        ledger((replace(CLOSES, close_after_days=9),)),
        Gate(Level.NOBODY, CLOSED_BY_ITSELF),
    ),
    "closed by itself this moment": (
        ledger((replace(CLOSES, close_after_days=10),)),
        Gate(Level.NOBODY, "they close 10 days after an article is added here"),
    ),
    "what the article says does not close by itself": (
        ledger((replace(CLOSES, close_after_days=9),), (row("paid"),)),
        Gate(Level.PAID),
    ),
    "reopened by a longer time": (
        ledger(
            (replace(CLOSES, close_after_days=9), row("paid", TOMORROW, 2, close_after_days=30))
        ),
        Gate(Level.NOBODY, CLOSED_BY_ITSELF, TOMORROW, Level.PAID),
    ),
    "what a drive came to closes as before": (
        ledger((CLOSES, row("paid", NOW, UNWRITTEN))),
        Gate(Level.PAID, "", TOMORROW, Level.NOBODY),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_gate(case: str) -> None:
    held, expected = CASES[case]
    assert held.gate(NOW) == expected


@pytest.mark.parametrize(
    ("undecided", "known"),
    [
        (drive(NEXT_WEEK - TICK), False),
        (drive(NEXT_WEEK), False),
        (drive(NEXT_WEEK + TICK), True),
        (drive(NEXT_WEEK - TICK, of_site=False), False),
    ],
)
def test_beyond_a_drive_nothing_is_known(undecided: Drive, known: bool) -> None:
    gate = ledger((SITE_PAID, row("nobody", NEXT_WEEK, 2))).gate(NOW, [undecided])
    assert gate.until == (NEXT_WEEK if known else None)
    assert gate.then == (Level.NOBODY if known else None)


def test_a_drive_of_the_site_does_not_touch_an_article_with_its_own_rule() -> None:
    held = ledger((SITE_PAID,), (row("registered"), row("nobody", NEXT_WEEK, 2)))
    assert held.gate(NOW, [drive(TOMORROW)]).until == NEXT_WEEK


def test_a_drive_of_the_site_decides_once_the_article_is_as_the_site_again() -> None:
    back = row("as_site", NOW + 20 * DAY, 2)
    held = ledger((SITE_PAID,), (row("nobody"), back))
    assert held.gate(NOW, [drive(NOW + 10 * DAY)]) == Gate(Level.NOBODY)
    assert held.gate(NOW, [drive(back.begins)]) == Gate(Level.NOBODY)
    # One that is over only later leaves the site as it is until then.
    assert held.gate(NOW, [drive(back.begins + TICK)]).then is Level.PAID


def test_days_in_words() -> None:
    assert ledger((row("paid", close_after_days=1),)).gate(NOW).reason == (
        "they close 1 day after an article is added here"
    )


hours = st.integers(-20, 20).map(lambda hour: NOW + hour * HOUR)


def rows_of(levels: list[str], days: st.SearchStrategy[int | None]) -> st.SearchStrategy:
    made = st.tuples(hours, st.sampled_from(levels), days)
    return st.lists(made, max_size=7).map(
        lambda found: [
            Row(begins, number, level, f"reason {number}", close_after_days=days)
            for number, (begins, level, days) in enumerate(found)
        ]
    )


LEVELS = ["nobody", "paid", "registered"]
of_site = rows_of(LEVELS, st.none() | st.integers(9, 11))
of_article = rows_of([*LEVELS, "as_site"], st.none())


def oracle(site: list[Row], own: list[Row], at: datetime) -> tuple[str, str]:
    """The level and the row's reason, as the architecture says it."""

    def last(rows: list[Row]) -> Row | None:
        begun = [one for one in rows if not one.begins > at]
        return max(begun, key=lambda one: (one.begins, one.number), default=None)

    here, there = last(own), last(site)
    if here and here.level != "as_site":
        return here.level, here.reason
    if there is None:
        return "registered", ""
    if there.close_after_days and at >= ADDED + there.close_after_days * DAY:
        return "nobody", f"they close {there.close_after_days} days after an article is added here"
    return there.level, there.reason


@given(of_site, of_article, hours)
def test_in_force_as_the_architecture_says(site: list[Row], own: list[Row], at: datetime) -> None:
    gate = ledger(tuple(site), tuple(own)).gate(at)
    assert (gate.level, gate.reason) == oracle(site, own, at)


@given(of_site, of_article, hours)
def test_until_is_the_next_change(site: list[Row], own: list[Row], at: datetime) -> None:
    gate = ledger(tuple(site), tuple(own)).gate(at)
    # Everything here happens on the hour, and nothing after the last of the closings.
    moment = at + HOUR
    while moment <= NOW + 50 * HOUR and oracle(site, own, moment)[0] == gate.level:
        moment += HOUR
    if gate.until is None:
        assert moment > NOW + 50 * HOUR
    else:
        assert (gate.until, gate.then) == (moment, oracle(site, own, moment)[0])


@given(of_site, hours, st.randoms())
def test_the_order_of_insertion_does_not_matter(rows: list[Row], at: datetime, random) -> None:
    """But for ties, which the number decides; it goes with the row here."""
    shuffled = random.sample(rows, len(rows))
    assert in_force(in_order(shuffled), at) == in_force(in_order(rows), at)
    apart = list({one.begins: one for one in rows}.values())
    renumbered = [replace(one, number=-one.number) for one in apart]
    found, other = in_force(in_order(apart), at), in_force(in_order(renumbered), at)
    assert (found and found.reason) == (other and other.reason)
