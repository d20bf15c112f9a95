"""What comes of a drive: each border, and the same whoever looks whenever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.gate.drive import Drive, Outcome, Payment, outcome, progress

BEGINS = datetime(2026, 6, 1, tzinfo=UTC)
DEADLINE = datetime(2026, 9, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)
FOR_TWO = Drive(
    number=1,
    of_site=True,
    target=2,
    begins=BEGINS,
    deadline=DEADLINE,
    if_met="registered",
    if_missed="paid",
)
JULY = datetime(2026, 7, 1, tzinfo=UTC)
ADA = Payment(1, JULY, None)
BERTA = Payment(2, JULY + DAY, None)


def met(at: datetime, drive: Drive = FOR_TWO) -> Outcome:
    return Outcome(drive, met=True, at=at)


MISSED = Outcome(FOR_TWO, met=False, at=DEADLINE)

CASES = {
    # what was paid, at which moment one looks, what it has come to
    "nobody yet": ((), JULY, None),
    "nobody, a moment before the deadline": ((), DEADLINE - TICK, None),
    "nobody, at the deadline": ((), DEADLINE, MISSED),
    "one of two": ((ADA,), DEADLINE, MISSED),
    "two": ((ADA, BERTA), DEADLINE, met(BERTA.begins)),
    "two, seen as the second pays": ((ADA, BERTA), BERTA.begins, met(BERTA.begins)),
    "two, a moment before": ((ADA, BERTA), BERTA.begins - TICK, None),
    "the second at the deadline": ((ADA, replace(BERTA, begins=DEADLINE)), DEADLINE + DAY, MISSED),
    "the second just before it": (
        (ADA, replace(BERTA, begins=DEADLINE - TICK)),
        DEADLINE,
        met(DEADLINE - TICK),
    ),
    "one person twice": ((ADA, replace(BERTA, person=1)), DEADLINE, MISSED),
    "one who paid at the start": ((replace(ADA, begins=BEGINS), BERTA), DEADLINE, MISSED),
    "one who paid at the start, and comes back": (
        (Payment(1, BEGINS - DAY, BEGINS + DAY), ADA, BERTA),
        DEADLINE,
        MISSED,
    ),
    "one whose payment ended as it began": (
        (Payment(1, BEGINS - DAY, BEGINS), ADA, BERTA),
        DEADLINE,
        met(BERTA.begins),
    ),
    "never two at once": ((replace(ADA, ends=BERTA.begins), BERTA), DEADLINE, MISSED),
    "two at once for a moment": (
        (replace(ADA, ends=BERTA.begins + TICK), BERTA),
        DEADLINE,
        met(BERTA.begins),
    ),
    "a trial that was never paid for": ((ADA, replace(BERTA, ends=BERTA.begins)), DEADLINE, MISSED),
    "two in the same moment": ((ADA, replace(BERTA, begins=JULY)), DEADLINE, met(JULY)),
}


@pytest.mark.parametrize("case", CASES)
def test_outcome(case: str) -> None:
    payments, at, expected = CASES[case]
    assert outcome(FOR_TWO, payments, at) == expected
    assert outcome(FOR_TWO, reversed(payments), at) == expected


@pytest.mark.parametrize(
    ("called_off_at", "stays"),
    [(BERTA.begins, False), (BERTA.begins + TICK, True), (BERTA.begins - TICK, False)],
)
def test_what_was_met_before_it_was_called_off_stays(called_off_at: datetime, stays: bool) -> None:
    drive = replace(FOR_TWO, called_off_at=called_off_at)
    expected = met(BERTA.begins, drive) if stays else None
    assert outcome(drive, (ADA, BERTA), DEADLINE + DAY) == expected


def test_a_drive_called_off_is_not_missed() -> None:
    assert outcome(replace(FOR_TWO, called_off_at=DEADLINE), (), DEADLINE + DAY) is None


@pytest.mark.parametrize(
    ("at", "count"),
    [(JULY - TICK, 0), (JULY, 1), (BERTA.begins, 2), (BERTA.begins + DAY, 1)],
)
def test_progress_is_of_people_who_pay_then(at: datetime, count: int) -> None:
    again = replace(ADA, begins=JULY + TICK)
    left = replace(BERTA, ends=BERTA.begins + DAY)
    assert progress(FOR_TWO, (ADA, again, left), at) == count


def test_in_words() -> None:
    assert met(JULY).reason == "2 more people subscribed"
    assert MISSED.reason == "fewer than 2 more people subscribed in time"
    one = replace(FOR_TWO, target=1)
    assert met(JULY, one).reason == "1 more person subscribed"
    assert Outcome(one, met=False, at=DEADLINE).reason == "nobody more subscribed in time"


hours = st.integers(min_value=-5, max_value=25).map(lambda hour: BEGINS + timedelta(hours=hour))
payments = st.lists(
    st.builds(Payment, person=st.integers(1, 4), begins=hours, ends=st.none() | hours), max_size=12
)
drives = st.builds(
    replace,
    st.just(FOR_TWO),
    target=st.integers(1, 3),
    deadline=st.integers(1, 20).map(lambda hour: BEGINS + timedelta(hours=hour)),
    called_off_at=st.none() | hours,
)


def people_at(drive: Drive, paid: list[Payment], moment: datetime) -> int:
    """As the rule has it, word by word."""

    def pay(when: datetime) -> set[int]:
        return {
            one.person for one in paid if one.begins <= when and (not one.ends or when < one.ends)
        }

    return len(pay(moment) - pay(drive.begins))


@given(drives, payments, hours)
def test_as_the_rule_says(drive: Drive, paid: list[Payment], at: datetime) -> None:
    expected = None
    moment = drive.begins
    while moment <= at and moment != drive.called_off_at:
        if moment == drive.deadline:
            expected = Outcome(drive, met=False, at=moment)
            break
        if people_at(drive, paid, moment) >= drive.target:
            expected = met(moment, drive)
            break
        moment += timedelta(hours=1)
    if drive.called_off_at and drive.called_off_at < drive.begins:
        expected = None
    assert outcome(drive, paid, at) == expected
    if at >= drive.begins:
        assert progress(drive, paid, at) == people_at(drive, paid, at)


@given(drives, payments, hours, hours)
def test_what_is_decided_stays_decided(
    drive: Drive, paid: list[Payment], one: datetime, other: datetime
) -> None:
    earlier, later = sorted([one, other])
    first = outcome(drive, paid, earlier)
    assert first is None or outcome(drive, paid, later) == first


@given(drives, payments, hours)
def test_what_is_paid_later_changes_nothing_before(
    drive: Drive, paid: list[Payment], at: datetime
) -> None:
    known = [
        replace(one, ends=None) if one.ends and one.ends > at else one
        for one in paid
        if one.begins <= at
    ]
    assert outcome(drive, known, at) == outcome(drive, paid, at)
