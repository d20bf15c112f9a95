"""The parser of one table of a catalogue. Every fault is a Refused that names the table."""

from datetime import date
from pathlib import Path
from typing import Any

from archive.importing.assertions import (
    FIELDS,
    LIST_FIELDS,
    LONGEST,
    LONGEST_FILE_NAME,
    LONGEST_KEY,
    LONGEST_NAME,
    LONGEST_TITLE,
    Assertion,
    Source,
    fits,
    is_sound,
)
from archive.importing.catalogue_entry import CitedPiece, CommentBorder, Entry
from archive.importing.catalogue_table import Table, TableReader, shown
from archive.importing.reader.reading import DateRange, Precision, Topic, TopicKind

BASES = ("stated", "inferred", "editorial")
RELATIONS = ("quotes", "discusses", "republishes")
KINDS = ("article", "discussion")


class EntryParser(TableReader):
    def __init__(self, number: int, table: Any) -> None:
        self.table: Table = table if isinstance(table, dict) else {"a value that is no table": 0}
        key, file = self.table.get("key"), self.table.get("file")
        named = shown(key) if key and isinstance(key, str) else str(number)
        super().__init__(f"document “{named}”")
        self.file = file if isinstance(file, str) else ""

    def parse(self) -> Entry:
        table = self.table
        self.known(table, {"key", "file", "kind", "assert", "comment", "citation"})
        key = self.text(table, "key", LONGEST_KEY, required=True)
        file = self.text(table, "file", LONGEST_FILE_NAME, required=True)
        if "/" in key:
            raise self.fault("a key has no “/” in it: it becomes the article's address.")
        if Path(file).name != file:
            raise self.fault(f"“{shown(file)}” is not the name of a file beside the catalogue.")
        kind = self.choice(table, "kind", KINDS) if "kind" in table else None
        return Entry(
            key=key,
            file=file,
            kind=kind,
            assertions=tuple(self.assertion(t) for t in self.tables(table, "assert")),
            comments=self.comments(table) if "comment" in table else None,
            citations=tuple(self.citation(t) for t in self.tables(table, "citation"))
            if "citation" in table
            else None,
        )

    def assertion(self, table: Table) -> Assertion:
        self.known(table, {"field", "value", "basis", "lines", "fact"})
        field = self.choice(table, "field", FIELDS)
        basis = self.choice(table, "basis", BASES)
        lines = self.lines(table, "lines")
        fact = self.text(table, "fact")
        if basis == "editorial" and not fact:
            raise self.fault(f"“{field}” is editorial and names no fact. Add “fact”.")
        if basis != "editorial" and not lines:
            raise self.fault(f"“{field}” is {basis} and names no lines. Add “lines”.")
        if "value" not in table:
            raise self.fault(f"“{field}” has no value. Add “value”.")
        value = self.value(field, table["value"])
        if not fits(field, value):
            raise self.fault(f"the value of “{field}” is longer than {LONGEST[field]} characters.")
        if not is_sound(field, value):
            raise self.fault(f"“{field}” must be an address such as https://example.org/piece.")
        return Assertion(field, value, basis, Source.CATALOGUE, lines, fact)

    def value(self, field: str, value: Any) -> Any:
        if field in {"date", "original_date"}:
            return self.date_range(field, value)
        if field == "topics":
            return self.topic(value)
        if not isinstance(value, str) or not value.strip():
            several = " Assert each of several values on its own." if field in LIST_FIELDS else ""
            raise self.fault(f"the value of “{field}” must be words.{several}")
        return self.words(field, value)

    def date_range(self, field: str, value: Any) -> DateRange:
        if not isinstance(value, dict):
            raise self.fault(f"“{field}” must look like {{ on = 2021-12-15 }}.")
        match value:
            case {"on": day, **rest} if _is_day(day) and not rest:
                return DateRange(Precision.ON, day, day)
            case {"between": [first, last], **rest} if (
                _is_day(first) and _is_day(last) and first < last and not rest
            ):
                return DateRange(Precision.BETWEEN, first, last)
            case {"not_before": day, **rest} if _is_day(day) and not rest:
                return DateRange(Precision.NOT_BEFORE, day, None)
            case {"not_after": day, **rest} if _is_day(day) and not rest:
                return DateRange(Precision.NOT_AFTER, None, day)
        raise self.fault(
            f"“{field}” must be one of on, between (two ascending dates), not_before, not_after, "
            "with dates such as 2021-12-15."
        )

    def topic(self, value: Any) -> Topic:
        match value:
            case {"kind": str() as kind, "name": str() as name, **rest} if not rest:
                if kind in list(TopicKind) and name.strip():
                    return Topic(self.words("topics", name), TopicKind(kind))
        raise self.fault('a topic must look like { kind = "theme", name = "History" }.')

    def comments(self, table: Table) -> tuple[CommentBorder, ...]:
        """The comments' borders: one after the other, each answering an earlier one if any."""
        borders: list[CommentBorder] = []
        for comment in map(self.comment, self.tables(table, "comment")):
            if borders and comment.first <= borders[-1].last:
                raise self.fault(
                    f"the comment at line {comment.first} begins before the one above it ends. "
                    "Give the comments in the capture's order, no line to two of them."
                )
            if comment.answers is not None and comment.answers not in {b.first for b in borders}:
                raise self.fault(
                    f"the comment at line {comment.first} answers line {comment.answers}; "
                    "“answers” must be the first line of an earlier comment."
                )
            borders.append(comment)
        return tuple(borders)

    def comment(self, table: Table) -> CommentBorder:
        known = {"lines", "answers", "answers_lines", "author", "by_article_author", "author_lines"}
        self.known(table, known)
        lines = self.lines(table, "lines")
        if not lines or len(lines) != lines[-1] - lines[0] + 1:
            raise self.fault("a comment needs “lines”, one run of them, such as [“4-6”].")
        answers = table.get("answers")
        if answers is not None and (type(answers) is not int or not 0 < answers < lines[0]):
            raise self.fault("“answers” must be the first line of an earlier comment.")
        by_author = table.get("by_article_author", False)
        if not isinstance(by_author, bool):
            raise self.fault("“by_article_author” must be true or false.")
        return CommentBorder(
            first=lines[0],
            last=lines[-1],
            answers=answers,
            answers_lines=self.lines(table, "answers_lines") or (lines[:1] if answers else ()),
            author=self.text(table, "author", LONGEST_NAME),
            by_article_author=by_author,
            author_lines=self.lines(table, "author_lines") or (lines if by_author else ()),
        )

    def citation(self, table: Table) -> CitedPiece:
        self.known(table, {"relation", "author", "title", "outlet", "basis", "lines"})
        author = self.text(table, "author", LONGEST_NAME)
        title = self.text(table, "title", LONGEST_TITLE)
        outlet = self.text(table, "outlet", LONGEST_NAME)
        if not (author or title or outlet):
            raise self.fault("a citation needs an author, a title or an outlet.")
        relation = self.choice(table, "relation", RELATIONS)
        basis = self.choice(table, "basis", BASES)
        return CitedPiece(relation, author, title, outlet, basis, self.lines(table, "lines"))


def _is_day(value: Any) -> bool:
    return type(value) is date  # a date-time is a date too, but not one that anybody asked for
