"""Bylines and datelines: the short lines by which a piece says whose it is, and of when."""

import re
from collections.abc import Sequence

from .dates import parse_date
from .features import size
from .lines import LINK, Line
from .names import names_in
from .reading import Basis, DateRange, Finding, Precision
from .signatures import BYLINE

LONGEST_DATELINE = 110
DIGIT = re.compile(r"\d")


def is_byline(line: Line) -> bool:
    return bool(names_in_byline(line))


def names_in_byline(line: Line) -> tuple[str, ...]:
    """The persons that a line such as "By Ann Roe and Bo Li" names."""
    opening = BYLINE.match(line.text)
    if not opening or size(line.text) > LONGEST_DATELINE + 40:
        return ()
    linked = [" ".join(text.split()) for text in LINK.findall(line.raw)]
    return names_in(line.text[opening.end() :], linked)


def is_dateline(text: str) -> bool:
    return date_in(text) is not None


def date_in(text: str) -> DateRange | None:
    """The whole date that a short line gives, if the line is there to give it."""
    if size(text) > LONGEST_DATELINE or not DIGIT.search(text):
        return None
    found = parse_date(text)
    return found if found and found.precision is Precision.ON else None


def first_date(lines: Sequence[Line]) -> Finding[DateRange] | None:
    for line in lines:
        found = date_in(line.text)
        if found:
            return Finding(found, Basis.STATED, (line.number,))
    return None
