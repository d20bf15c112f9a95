"""Assertions: one value of one field, who says so, and what it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from archive.text.addresses import is_web_address

LIST_FIELDS = ("authors", "topics", "key_points", "image_credits", "rights")
SINGLE_FIELDS = (
    "title",
    "dek",
    "language",
    "outlet",
    "original_outlet",
    "original_url",
    "date",
    "original_date",
)
FIELDS = SINGLE_FIELDS + LIST_FIELDS


class Source(StrEnum):
    READER = "reader"
    CATALOGUE = "catalogue"


# The columns' lengths; what is longer is no title and no name, whatever a page may say.
LONGEST_NAME = 200
LONGEST_TITLE = 500
LONGEST_KEY = LONGEST_FILE_NAME = 255
LONGEST = {
    "title": LONGEST_TITLE,
    "language": 10,
    "outlet": LONGEST_NAME,
    "original_outlet": LONGEST_NAME,
    "original_url": 1000,
    "authors": LONGEST_NAME,
    "topics": LONGEST_NAME,
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """`value` is words, a DateRange or a Topic; `lines` ascend, and are empty only where an
    editor's `fact` carries the value alone."""

    field: str
    value: Any
    basis: str
    source: Source
    lines: tuple[int, ...]
    fact: str = ""


def ranges(lines: tuple[int, ...]) -> list[list[int]]:
    """Ascending line numbers as runs: (3, 4, 5, 9) → [[3, 5], [9, 9]]."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and runs[-1][1] == line - 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return runs


def is_sound(field: str, value: Any) -> bool:
    """Whether the archive has room for `value` in `field`, and an address leads somewhere."""
    return fits(field, value) and (field != "original_url" or is_web_address(value))


def fits(field: str, value: Any) -> bool:
    """Whether the archive has room for `value` in `field`."""
    words = getattr(value, "name", value)
    return not isinstance(words, str) or len(words) <= LONGEST.get(field, len(words))
