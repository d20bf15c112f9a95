"""The catalogue: what an editor asserts about captures, each assertion with what it rests on.

A `catalogue.toml` lies beside the captures it speaks of; `seeds/README.md` describes it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archive.importing.assertions import (
    FIELDS,
    LIST_FIELDS,
    LONGEST,
    Assertion,
    Source,
    fits,
)
from archive.importing.reader.reading import DateRange, Precision, Topic, TopicKind
from archive.importing.refusal import Refused

NAME = "catalogue.toml"
BASES = ("stated", "inferred", "editorial")
RELATIONS = ("quotes", "discusses", "republishes")
KINDS = ("article", "discussion")


@dataclass(frozen=True, slots=True)
class CommentBorder:
    """One comment, as an editor reads the capture: lines `first` to `last`."""

    first: int
    last: int
    answers: int | None = None
    answers_lines: tuple[int, ...] = ()
    author: str = ""
    by_article_author: bool = False
    author_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPiece:
    relation: str
    author: str
    title: str
    outlet: str
    basis: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one capture. `comments` and `citations` are None where it
    leaves them to the reader."""

    key: str
    file: str
    kind: str | None
    assertions: tuple[Assertion, ...]
    comments: tuple[CommentBorder, ...] | None
    citations: tuple[CitedPiece, ...] | None

    def check_lines(self, line_count: int) -> None:
        """Raises Refused where the entry speaks of lines that a capture of `line_count` lacks."""
        spoken = [n for a in self.assertions for n in a.lines]
        spoken += [n for c in self.citations or () for n in c.lines]
        for c in self.comments or ():
            spoken += [c.first, c.last, *c.answers_lines, *c.author_lines]
        beyond = max(spoken, default=0)
        if beyond > line_count:
            raise Refused(
                NAME,
                f"document “{self.key}”",
                f"it names line {beyond}, and {self.file} has {line_count}. Correct the lines.",
            )


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
        return parse_catalogue(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(NAME, f"byte {error.start + 1}", "not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise Refused(NAME, "", f"it cannot be read: {error.strerror}.") from None


def parse_catalogue(text: str) -> Catalogue:
    """The catalogue written in `text`. Raises Refused where it is not TOML."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(NAME, "", f"not TOML: {error}. Correct the file.") from None
    unknown = set(tables) - {"document"}
    if unknown or not isinstance(tables.get("document", []), list):
        raise Refused(NAME, "", _unknown_words(unknown, {"[[document]]"}))
    entries: dict[str, Entry] = {}
    refused: dict[str, Refused] = {}
    keys: set[str] = set()
    for number, table in enumerate(tables.get("document", []), start=1):
        place = f"document “{table.get('key', number)}”"
        try:
            entry = _EntryParser(place).parse(table)
            if entry.key in keys or entry.file in entries:
                raise Refused(NAME, place, "its key or file is named twice. Keep one of the two.")
        except Refused as refusal:
            refused[str(table.get("file", place))] = refusal
        else:
            keys.add(entry.key)
            entries[entry.file] = entry
    return Catalogue(entries, refused)


def _unknown_words(unknown: set[str], known: set[str]) -> str:
    words = ", ".join(f"“{word}”" for word in sorted(unknown)) or "this shape"
    return f"{words} is not known here; known are {', '.join(sorted(known))}."


class _EntryParser:
    """One table of the catalogue; every fault is a Refused that names the table."""

    def __init__(self, place: str) -> None:
        self.place = place

    def fail(self, reason: str) -> Refused:
        return Refused(NAME, self.place, reason)

    def parse(self, table: Mapping[str, Any]) -> Entry:
        self.known(table, {"key", "file", "kind", "assert", "comment", "citation"})
        key = self.text(table, "key", required=True)
        file = self.text(table, "file", required=True)
        if "/" in key:
            raise self.fail("a key has no “/” in it: it becomes the article's address.")
        if Path(file).name != file:
            raise self.fail(f"“{file}” is not the name of a file beside the catalogue.")
        kind = self.choice(table, "kind", KINDS) if "kind" in table else None
        return Entry(
            key=key,
            file=file,
            kind=kind,
            assertions=tuple(self.assertion(t) for t in self.tables(table, "assert")),
            comments=tuple(self.comment(t) for t in self.tables(table, "comment"))
            if "comment" in table
            else None,
            citations=tuple(self.citation(t) for t in self.tables(table, "citation"))
            if "citation" in table
            else None,
        )

    def assertion(self, table: Mapping[str, Any]) -> Assertion:
        self.known(table, {"field", "value", "basis", "lines", "fact"})
        field = self.choice(table, "field", FIELDS)
        basis = self.choice(table, "basis", BASES)
        lines = self.lines(table, "lines")
        fact = self.text(table, "fact")
        if basis == "editorial" and not fact:
            raise self.fail(f"“{field}” is editorial and names no fact. Add “fact”.")
        if basis != "editorial" and not lines:
            raise self.fail(f"“{field}” is {basis} and names no lines. Add “lines”.")
        if "value" not in table:
            raise self.fail(f"“{field}” has no value. Add “value”.")
        value = self.value(field, table["value"])
        if not fits(field, value):
            raise self.fail(f"the value of “{field}” is longer than {LONGEST[field]} characters.")
        return Assertion(field, value, basis, Source.CATALOGUE, lines, fact)

    def value(self, field: str, value: Any) -> Any:
        if field in {"date", "original_date"}:
            return self.date_range(field, value)
        if field == "topics":
            return self.topic(value)
        if not isinstance(value, str) or not value.strip():
            several = " Assert each of several values on its own." if field in LIST_FIELDS else ""
            raise self.fail(f"the value of “{field}” must be words.{several}")
        return value.strip()

    def date_range(self, field: str, value: Any) -> DateRange:
        if not isinstance(value, dict):
            raise self.fail(f"“{field}” must look like {{ on = 2021-12-15 }}.")
        match value:
            case {"on": date() as day, **rest} if not rest:
                return DateRange(Precision.ON, day, day)
            case {"between": [date() as first, date() as last], **rest} if not rest:
                if first < last:
                    return DateRange(Precision.BETWEEN, first, last)
            case {"not_before": date() as day, **rest} if not rest:
                return DateRange(Precision.NOT_BEFORE, day, None)
            case {"not_after": date() as day, **rest} if not rest:
                return DateRange(Precision.NOT_AFTER, None, day)
        raise self.fail(
            f"“{field}” must be one of on, between (two ascending dates), not_before, not_after."
        )

    def topic(self, value: Any) -> Topic:
        match value:
            case {"kind": str() as kind, "name": str() as name, **rest} if not rest and name:
                if kind in list(TopicKind):
                    return Topic(name, TopicKind(kind))
        raise self.fail('a topic must look like { kind = "theme", name = "History" }.')

    def comment(self, table: Mapping[str, Any]) -> CommentBorder:
        known = {"lines", "answers", "answers_lines", "author", "by_article_author", "author_lines"}
        self.known(table, known)
        lines = self.lines(table, "lines")
        if not lines or lines != tuple(range(lines[0], lines[-1] + 1)):
            raise self.fail("a comment needs “lines”, one run of them, such as [“4-6”].")
        answers = table.get("answers")
        if answers is not None and (not isinstance(answers, int) or answers >= lines[0]):
            raise self.fail("“answers” must be the first line of an earlier comment.")
        by_author = table.get("by_article_author", False)
        if not isinstance(by_author, bool):
            raise self.fail("“by_article_author” must be true or false.")
        return CommentBorder(
            first=lines[0],
            last=lines[-1],
            answers=answers,
            answers_lines=self.lines(table, "answers_lines") or (lines[:1] if answers else ()),
            author=self.text(table, "author"),
            by_article_author=by_author,
            author_lines=self.lines(table, "author_lines") or (lines if by_author else ()),
        )

    def citation(self, table: Mapping[str, Any]) -> CitedPiece:
        self.known(table, {"relation", "author", "title", "outlet", "basis", "lines"})
        author, title, outlet = (self.text(table, k) for k in ("author", "title", "outlet"))
        if not (author or title or outlet):
            raise self.fail("a citation needs an author, a title or an outlet.")
        return CitedPiece(
            self.choice(table, "relation", RELATIONS),
            author,
            title,
            outlet,
            self.choice(table, "basis", BASES),
            self.lines(table, "lines"),
        )

    def known(self, table: Mapping[str, Any], known: set[str]) -> None:
        unknown = set(table) - known
        if unknown:
            raise self.fail(_unknown_words(unknown, known))

    def tables(self, table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        tables = table.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            raise self.fail(f"write [[document.{key}]] for each “{key}”.")
        return tables

    def text(self, table: Mapping[str, Any], key: str, *, required: bool = False) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            raise self.fail(f"“{key}” must be words.")
        return value.strip()

    def choice(self, table: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str:
        value = table.get(key)
        if value not in choices:
            raise self.fail(f"“{key}” is “{value}”; it must be one of {', '.join(choices)}.")
        return str(value)

    def lines(self, table: Mapping[str, Any], key: str) -> tuple[int, ...]:
        """Line numbers from numbers and ranges such as [3, "5-7"]."""
        found: set[int] = set()
        spec = table.get(key, [])
        for item in spec if isinstance(spec, list) else [spec]:
            first, _dash, last = str(item).partition("-")
            if not first.isdecimal() or not (last or first).isdecimal():
                raise self.fail(f"“{item}” in “{key}” is no line or range such as 7 or “5-7”.")
            a, b = int(first), int(last or first)
            if not 0 < a <= b < 1_000_000:
                raise self.fail(f"“{item}” in “{key}” must ascend, from line 1 on.")
            found.update(range(a, b + 1))
        return tuple(sorted(found))
