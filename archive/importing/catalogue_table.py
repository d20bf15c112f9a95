"""Tables of a catalogue: their words, choices and lines, or a Refused that names the table."""

import re
from collections.abc import Mapping
from typing import Any, cast

from archive.importing.catalogue_entry import NAME
from archive.importing.refusal import Refused

LINES = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")  # a capture has 200,000 at most
NO_TEXT = re.compile("[\0\ud800-\udfff]")  # what a database cannot hold as text
SHOWN = 60  # characters of a wrong word: enough to find it by

Table = Mapping[str, Any]


class TableReader:
    """Reads the tables of one document, which `place` names."""

    def __init__(self, place: str) -> None:
        self.place = place

    def fault(self, reason: str) -> Refused:
        return Refused(NAME, self.place, reason)

    def known(self, table: Table, known: set[str]) -> None:
        unknown = set(table) - known
        if unknown:
            raise self.fault(unknown_words(unknown, known))

    def tables(self, table: Table, key: str) -> list[Table]:
        tables = table.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            raise self.fault(f"write [[document.{key}]] for each “{key}”.")
        return cast(list[Table], tables)

    def text(self, table: Table, key: str, longest: int = 0, *, required: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.fault(f"“{key}” must be words.")
        words = self.words(key, value)
        if longest and len(words) > longest:
            raise self.fault(f"“{key}” is longer than {longest} characters. Shorten it.")
        return words

    def words(self, key: str, value: str) -> str:
        if NO_TEXT.search(value):
            raise self.fault(f"“{key}” has a character that is no text, such as NUL. Remove it.")
        return value.strip()

    def choice(self, table: Table, key: str, choices: tuple[str, ...]) -> str:
        value = table.get(key)
        if not isinstance(value, str) or value not in choices:
            said = f" is “{shown(value)}”; it" if isinstance(value, str) else ""
            raise self.fault(f"“{key}”{said} must be one of {', '.join(choices)}.")
        return value

    def lines(self, table: Table, key: str) -> tuple[int, ...]:
        """Line numbers from numbers and ranges such as [3, "5-7"]."""
        found: set[int] = set()
        spec = table.get(key, [])
        for item in spec if isinstance(spec, list) else [spec]:
            first, last = self.run(item, key)
            found.update(range(first, last + 1))
        return tuple(sorted(found))

    def run(self, item: Any, key: str) -> tuple[int, int]:
        if type(item) is int and 0 < item < 1_000_000:
            return item, item
        run = LINES.fullmatch(item) if isinstance(item, str) else None
        said = f"“{shown(item)}” in “{key}”" if isinstance(item, int | str) else f"“{key}”"
        if run is None and type(item) is not int:
            raise self.fault(f"{said} is no line or range such as 7 or “5-7”.")
        first, last = (int(run[1]), int(run[2] or run[1])) if run else (0, 0)
        if not 0 < first <= last:
            raise self.fault(f"{said} must ascend, from line 1 on, and end below 1,000,000.")
        return first, last


def unknown_words(unknown: set[str], known: set[str]) -> str:
    words = ", ".join(f"“{shown(word)}”" for word in sorted(unknown)[:5]) or "this shape"
    return f"{words} is not known here; known are {', '.join(sorted(known))}."


def shown(value: str | int) -> str:
    if isinstance(value, int):
        return str(value) if abs(value) < 10**SHOWN else "a huge number"
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
