"""Dates: the one a short line states, and the one that running text implies."""

import re
from datetime import date

from .date_inference import infer_date
from .date_patterns import (
    MONTH,
    OF,
    YEAR,
    date_range,
    end_of_month,
    is_plausible,
    month_number,
    numeric_days,
    worded_days,
)
from .reading import DateRange

__all__ = ["infer_date", "parse_date"]

LONGEST_LINE = 300  # characters; what is longer is prose, and tells of other days than its own

_ANY_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_UPDATED = re.compile(
    r"\b(?:updated|modified|revised|retrieved|accessed|edited)\W*(?:on\W*)?$", re.I
)
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b", re.I)
_YEARS_RUNNING = re.compile(r"\d{4}\s?[-–—]")
_MONTH_ALONE = re.compile(
    rf"^(?:(?:first\s+)?(?:published|posted|date|issue)\b\W*(?:in\s+|on\s+)?)?{MONTH},?{OF}\s+"
    rf"{YEAR}\W*$",
    re.I,
)


def parse_date(text: str) -> DateRange | None:
    """The complete date a short line states: a day, a month, a copyright's year, or nothing."""
    text = " ".join(text.split())
    if len(text) > LONGEST_LINE or not _ANY_YEAR.search(text):
        return None
    days = _stated_days(text)
    if days:
        return date_range(days.pop()) if len(days) == 1 else None
    return _month(text) or _copyright_year(text)


def _stated_days(text: str) -> set[date]:
    """The days named in a line; one called an update's counts only where it is alone."""
    found = [*worded_days(text), *numeric_days(text)]
    published = {day for at, day in found if not _UPDATED.search(text[max(0, at - 20) : at])}
    return published or {day for _, day in found}


def _month(text: str) -> DateRange | None:
    match = _MONTH_ALONE.match(text)
    number = match and month_number(match["month"])
    if not match or not number:
        return None
    first = date(int(match["year"]), number, 1)
    return date_range(first, end_of_month(first)) if is_plausible(first) else None


def _copyright_year(text: str) -> DateRange | None:
    """A year beside a copyright sign; a span of years is the site's age, not the page's."""
    years = {int(year) for year in _ANY_YEAR.findall(text)}
    if len(years) != 1 or not _COPYRIGHT.search(text) or _YEARS_RUNNING.search(text):
        return None
    first = date(years.pop(), 1, 1)
    return date_range(first, first.replace(month=12, day=31)) if is_plausible(first) else None
