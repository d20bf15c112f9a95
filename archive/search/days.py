"""Days: what a date that was typed stands for, which may be a year, a month or a day."""

import re
from calendar import IllegalMonthError, monthrange
from datetime import date

DAYS = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


def days_of(text: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day; None where it is none of them."""
    found = DAYS.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(number or 0) for number in found.groups())
    try:
        last_month = month or 12
        return (
            date(year, month or 1, day or 1),
            date(year, last_month, day or monthrange(year, last_month)[1]),
        )
    except (ValueError, IllegalMonthError):
        return None
