"""Bylines and datelines: the short lines by which a piece says whose it is, and of when."""

import re
from collections.abc import Sequence

from .dates import parse_date
from .features import size, word_count
from .lines import LINK, Line
from .names import names_in
from .reading import Basis, DateRange, Finding, Precision
from .signatures import BYLINE, CREDIT_OPEN, CREDIT_WITHIN, PUBLISHED, UPDATED

LONGEST_DATELINE = 110
MOST_WORDS = 9
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


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
    if CREDIT_OPEN.match(text) or CREDIT_WITHIN.search(text):
        return None  # the day of a picture
    if text[-1] == "." and word_count(text) > MOST_WORDS:
        return None  # a sentence, that happens to be short
    found = parse_date(text)
    return found if found and found.precision is Precision.ON else None


def first_date(lines: Sequence[Line]) -> Finding[DateRange] | None:
    """The date of publication; one that is only an update's is the latest it can be."""
    updated: Finding[DateRange] | None = None
    for line in lines:
        found = date_in(line.text)
        if not found:
            continue
        if not _is_update(line.text):
            return Finding(found, Basis.STATED, (line.number,))
        if updated is None:
            latest = DateRange(Precision.NOT_AFTER, None, found.latest)
            updated = Finding(latest, Basis.INFERRED, (line.number,))
    return updated


def _is_update(text: str) -> bool:
    """Whether the only date in `text` is the one of its last change."""
    updated = UPDATED.search(text)
    if not updated or PUBLISHED.search(text):
        return False
    return YEAR.search(text[: updated.start()]) is None
