"""The scale of a timeline: its periods, its ticks, and where a day stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pages.timescale import (
    CENTURY,
    DECADE,
    MONTH,
    MONTH_TICKS,
    PERIODS_SHOWN,
    YEAR,
    YEAR_TICKS,
    moment,
    month_of,
    percent,
    timescale,
)


@pytest.mark.parametrize(
    ("first", "last", "step", "periods", "begins", "ticks"),
    [
        ("2021-12-15", "2021-12-15", MONTH, 1, "December 2021", ["Dec 2021"]),
        ("2023-03-27", "2023-05-02", MONTH, 3, "March 2023", ["Mar 2023", "Apr 2023", "May 2023"]),
        (
            "2021-02-01",
            "2022-12-01",
            MONTH,
            23,
            "February 2021",
            ["Jul 2021", "Jan 2022", "Jul 2022"],
        ),
        ("2021-01-01", "2023-12-31", MONTH, 36, "January 2021", ["2021", "2022", "2023"]),
        ("2021-01-01", "2024-01-01", YEAR, 4, "2021", ["2021", "2022", "2023", "2024"]),
        (
            "1999-05-01",
            "2026-11-22",
            YEAR,
            28,
            "1999",
            ["2000", "2005", "2010", "2015", "2020", "2025"],
        ),
        ("1871-05-04", "2024-01-01", DECADE, 16, "1870–1879", ["1900", "1950", "2000"]),
        (
            "1066-10-14",
            "2024-01-01",
            CENTURY,
            11,
            "1000–1099",
            ["1000", "1200", "1400", "1600", "1800"],
        ),
    ],
)
def test_timescale(
    first: str, last: str, step: int, periods: int, begins: str, ticks: list[str]
) -> None:
    scale = timescale(date.fromisoformat(first), date.fromisoformat(last))
    assert (scale.step, scale.periods, scale.words(0)) == (step, periods, begins)
    assert [tick.label for tick in scale.ticks()][: len(ticks)] == ticks


@given(st.dates(), st.dates())
def test_any_two_days_fit(one: date, other: date) -> None:
    first, last = sorted((one, other))
    scale = timescale(first, last)
    assert 0 <= scale.place(moment(first)) <= scale.place(moment(last)) < 1
    assert scale.period(month_of(first)) == 0
    assert scale.period(month_of(last)) == scale.periods - 1
    assert scale.periods <= max(PERIODS_SHOWN, 100)
    assert 0 <= len(list(scale.ticks())) <= max(YEAR_TICKS, MONTH_TICKS)
    assert all(scale.words(period) for period in range(scale.periods))


def test_places_are_written_as_svg_takes_them() -> None:
    assert (percent(0), percent(0.5), percent(1)) == ("2.00%", "50.00%", "98.00%")
