"""The shapes of a complete date in text, and the days they name.

A shape is found by pattern; only its month's name is looked up, in dateparser's tables.
Nothing is guessed: 03/04, which two countries read differently, is no day.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from dateparser.date import DateDataParser

from .reading import DateRange, Precision
from .vocabulary import table

OLDEST_YEAR = 1600
FURTHEST_AHEAD = timedelta(days=366)  # a magazine's cover may be dated ahead, not a decade
MOST_DATES_IN_A_TEXT = 200

LANGUAGES = sorted(
    table("en es fr de it pt nl ru uk pl cs sk bg sv da nb fi tr id ro hu el ca vi ar he fa")
)

YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?![\d:])"
MONTH = r"(?<![^\W\d_])(?P<month>[^\W\d_]{3,14})\.?"
OF = r"(?:\s+(?:de|del|of|di|d'))?"

# 24 September 2018, 19 de noviembre de 2019, 20. marraskuuta 2019, 20-Nov-2019
_DAY_FIRST = re.compile(
    r"(?<![\d:/])(?<!\d[.,])(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|[.ºª°])?"
    rf"{OF}(?:\s+|[-/])?{MONTH},?{OF}(?:\s+|[-/]){YEAR}"
)
# December 15, 2021; Nov. 20th 2019; November 18th of 2020
_MONTH_FIRST = re.compile(
    rf"{MONTH}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s*[,./-]\s*|{OF}\s+){YEAR}"
)
# 2019, November 18; 2019. november 20.
_YEAR_FIRST = re.compile(rf"(?<!\d){YEAR}[.,]?\s+{MONTH}\s+(?P<day>[0-3]?\d)(?![\d:])")

# 2019-11-20, also 2019/11/20 and 2019年11月20日: year first is month second everywhere
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:1[6-9]|20)\d\d)(?P<mark>[-/.]|年|년)\s?(?P<month>[01]?\d)"
    r"(?:(?P=mark)|月|월)\s?(?P<day>[0-3]?\d)(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<first>[0-3]?\d)\s?(?P<mark>[./-])\s?(?P<second>[0-3]?\d)\s?(?P=mark)\s?"
    + YEAR
)
_CYRILLIC = re.compile(r"[А-яЁёІіЇї]")

# The 3rd of "1–3 May 2021" is an event's end; the 20th of "15:30 - 20 May 2021" is a date.
_RANGE_BEFORE = re.compile(r"(?<![\d:])\d{1,2}(?:\s?[-–—]\s?|\s(?:to|until|bis|au|al|a)\s)$")

# The same word is October in Croatian, which dots its days, and November in Polish.
_TWO_MONTHS = {"listopada"}


def worded_days(text: str) -> Iterator[tuple[int, date]]:
    """Every complete date with a month's name in `text`, each with where it begins."""
    found = (
        (match.start(), day)
        for pattern in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST)
        for match in pattern.finditer(text)
        if not _RANGE_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
        and (day := _day(match["year"], month_number(match["month"]), match["day"]))
    )
    return islice(found, MOST_DATES_IN_A_TEXT)


def numeric_days(text: str) -> Iterator[tuple[int, date]]:
    """Every complete date in figures whose order is beyond doubt."""
    for match in _ISO.finditer(text):
        if day := _day(match["year"], int(match["month"]), match["day"]):
            yield match.start(), day
    for match in _NUMERIC.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        # Only a number above twelve, or a script whose readers all put the day first, settles it.
        if second > 12:
            first, second = second, first
        elif first <= 12 and first != second and not _CYRILLIC.search(text):
            continue
        if day := _day(match["year"], second, str(first)):
            yield match.start(), day


def date_range(earliest: date, latest: date | None = None) -> DateRange:
    """One day, or all the days from `earliest` to `latest`."""
    latest = latest or earliest
    return DateRange(Precision.ON if earliest == latest else Precision.BETWEEN, earliest, latest)


def end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def is_plausible(day: date) -> bool:
    """Neither before there were newspapers nor in the far future."""
    return day.year >= OLDEST_YEAR and day <= date.today() + FURTHEST_AHEAD


@lru_cache(maxsize=4096)
def month_number(name: str) -> int | None:
    """The month that a word names in any of LANGUAGES."""
    if name.lower() in _TWO_MONTHS:
        return None
    found = _parser().get_date_data(f"1 {name.lower()} 2000").date_obj
    return found.month if found and (found.day, found.year) == (1, 2000) else None


@lru_cache(maxsize=1)
def _parser() -> DateDataParser:
    return DateDataParser(
        languages=LANGUAGES,
        try_previous_locales=False,
        settings={
            "PARSERS": ["absolute-time"],
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )


def _day(year: str, month: int | None, day: str) -> date | None:
    try:
        found = date(int(year), month or 0, int(day))
    except ValueError:
        return None
    return found if is_plausible(found) else None
