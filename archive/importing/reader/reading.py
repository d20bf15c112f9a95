"""What the reader found in one capture: plain values, no database.

A finding is never bare: it carries the basis it rests on and the lines that show it.
The reader may only *state* (a line says it) or *infer* (lines of the capture, and nothing
else, imply it); what it does not find is absent, never guessed.
Lines are physical, counted from 1.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Basis(StrEnum):
    STATED = "stated"
    INFERRED = "inferred"


class Role(StrEnum):
    """What a run of lines is. Every line of a capture has exactly one role."""

    TITLE = "title"
    BREADCRUMB = "breadcrumb"
    DEK = "dek"
    BYLINE = "byline"
    DATELINE = "dateline"
    OUTLET = "outlet"
    TOPICS = "topics"
    KEY_POINT = "key_point"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    CREDIT = "credit"
    RIGHTS = "rights"
    COMMENT = "comment"
    PLACEHOLDER = "placeholder"
    BOILERPLATE = "boilerplate"
    BLANK = "blank"


class Precision(StrEnum):
    """How exactly a date is known. ON is one day; BETWEEN has both ends (a year alone is
    BETWEEN its first and last day); NOT_BEFORE has only `earliest`; NOT_AFTER only `latest`."""

    ON = "on"
    BETWEEN = "between"
    NOT_BEFORE = "not_before"
    NOT_AFTER = "not_after"


class TopicKind(StrEnum):
    REGION = "region"
    THEME = "theme"
    SECTION = "section"
    TAG = "tag"


class Relation(StrEnum):
    QUOTES = "quotes"
    DISCUSSES = "discusses"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines, `first` to `last` inclusive, with one role."""

    role: Role
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """A value, why it is believed, and the lines that show it (ascending, never empty)."""

    value: T
    basis: Basis
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DateRange:
    """When something was published, as exactly as the capture tells."""

    precision: Precision
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    kind: TopicKind


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of running text: a paragraph, heading, quote, list item, caption or key point.

    `text` is plain (no Markdown): words of dead links are kept, their targets are not; a
    paragraph cut in half is whole again. `level` is a heading's depth, 2 or 3, else 0.
    """

    role: Role
    text: str
    lines: tuple[int, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class CitationFinding:
    """A piece from elsewhere that the capture quotes or discusses; unknown parts are empty."""

    relation: Relation
    author: str
    title: str
    outlet: str
    basis: Basis
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CommentFinding:
    """One comment of the original page, lines `first` to `last`.

    `parent` is the first line of the comment it answers, or None; `parent_lines` are the lines
    that imply the link. `author` is the captured name, or empty. `by_article_author` is set
    only where lines (`author_lines`) imply it.
    """

    first: int
    last: int
    passages: tuple[Passage, ...]
    author: str = ""
    by_article_author: bool = False
    author_lines: tuple[int, ...] = ()
    parent: int | None = None
    parent_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader found in one capture."""

    kind: str  # "article", or "discussion": a thread whose article was not captured
    blocks: tuple[Block, ...]
    language: Finding[str] | None = None  # ISO 639-1
    title: Finding[str] | None = None
    dek: Finding[str] | None = None
    authors: tuple[Finding[str], ...] = ()
    outlet: Finding[str] | None = None  # where it was captured
    original_outlet: Finding[str] | None = None
    original_url: Finding[str] | None = None
    date: Finding[DateRange] | None = None
    original_date: Finding[DateRange] | None = None
    topics: tuple[Finding[Topic], ...] = ()
    key_points: tuple[Finding[str], ...] = ()
    body: tuple[Passage, ...] = ()  # in order, captions in their places
    credits: tuple[Finding[str], ...] = ()
    rights: tuple[Finding[str], ...] = ()
    citations: tuple[CitationFinding, ...] = ()
    comments: tuple[CommentFinding, ...] = ()
    notes: tuple[str, ...] = field(default=())  # what an editor should look at, in words
