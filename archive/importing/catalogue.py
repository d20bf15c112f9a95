"""The catalogue: what an editor asserts about captures, each assertion with what it rests on.

A `catalogue.toml` lies beside the captures it speaks of; `seeds/README.md` describes it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.importing.catalogue_entry import NAME, Entry
from archive.importing.catalogue_parser import EntryParser
from archive.importing.catalogue_table import unknown_words
from archive.importing.refusal import Refused

SIZE_LIMIT = 1024 * 1024  # bytes; the five seeds take 10 kB


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries by file name, and a refusal for each that cannot be used."""

    entries: Mapping[str, Entry]
    refused: Mapping[str, Refused]  # by file name, or by key where no file is named


def load_catalogue(directory: Path) -> Catalogue | None:
    """The catalogue in `directory`, or None where there is none. Raises Refused where the file
    as a whole cannot be read."""
    path = directory / NAME
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
        if len(content) > SIZE_LIMIT:
            reason = f"it has more than {SIZE_LIMIT:,} bytes. Split the directory."
            raise Refused(NAME, "", reason)
        return parse_catalogue(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(NAME, f"byte {error.start + 1}", "not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise Refused(NAME, "", f"it cannot be read: {error.strerror}.") from None


def parse_catalogue(text: str) -> Catalogue:
    """The catalogue written in `text`. Raises Refused where it is not TOML."""
    entries: dict[str, Entry] = {}
    refused: dict[str, Refused] = {}
    keys: set[str] = set()
    for number, table in enumerate(_documents(text), start=1):
        parser = EntryParser(number, table)
        try:
            entry = parser.parse()
            if entry.key in keys or entry.file in entries:
                raise parser.fault("its key or file is named twice. Keep one of the two.")
        except Refused as refusal:
            refused[parser.file or refusal.place] = refusal
        else:
            keys.add(entry.key)
            entries[entry.file] = entry
    return Catalogue(entries, refused)


def _documents(text: str) -> list[Any]:
    """Whatever stands under [[document]]."""
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        reason = "values lie too deep in each other. Write them flat."
        raise Refused(NAME, "", reason) from None
    except ValueError as error:  # not TOML, or a number of thousands of digits
        raise Refused(NAME, "", f"not TOML: {error}. Correct the file.") from None
    unknown = set(tables) - {"document"}
    documents = tables.get("document", [])
    if unknown or not isinstance(documents, list):
        raise Refused(NAME, "", unknown_words(unknown, {"[[document]]"}))
    return documents
