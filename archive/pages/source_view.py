"""The capture view: a document line by line, each line with its role and what it became."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.importing.reader.lines import split_lines
from archive.importing.reader.reading import Role
from archive.models import Article, SourceBlock, SourceDocument
from archive.pages.grounds import FIELDS
from archive.pages.redactions import redact

WINDOW = 1_000  # lines on one page; longer captures are turned over
QUERY_LENGTH = 200  # nobody looks for a longer run of words in one line
HITS = 200  # links to found lines; more would be no help

ROLES: Mapping[str, str | Promise] = {
    Role.TITLE: gettext_lazy("title"),
    Role.BREADCRUMB: gettext_lazy("breadcrumb"),
    Role.DEK: gettext_lazy("dek"),
    Role.BYLINE: gettext_lazy("byline"),
    Role.DATELINE: gettext_lazy("date line"),
    Role.OUTLET: gettext_lazy("outlet"),
    Role.TOPICS: gettext_lazy("topics"),
    Role.KEY_POINT: gettext_lazy("key point"),
    Role.HEADING: gettext_lazy("heading"),
    Role.PARAGRAPH: gettext_lazy("paragraph"),
    Role.QUOTE: gettext_lazy("quotation"),
    Role.LIST_ITEM: gettext_lazy("list item"),
    Role.CAPTION: gettext_lazy("caption"),
    Role.CREDIT: gettext_lazy("credit"),
    Role.RIGHTS: gettext_lazy("rights"),
    Role.COMMENT: gettext_lazy("comment"),
    Role.PLACEHOLDER: gettext_lazy("empty form"),
    Role.BOILERPLATE: gettext_lazy("page furniture"),
    Role.BLANK: gettext_lazy("blank"),
}


@dataclass(frozen=True, slots=True)
class Became:
    """What a line became or shows, and where that stands: mostly on the article's page."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """`pieces` are the line's words, every second one a run that was looked for; a redacted
    line has none, and `redacted` says why."""

    number: int
    pieces: tuple[str, ...]
    asked_for: bool
    redacted: str


@dataclass(frozen=True, slots=True)
class Block:
    role: str
    role_name: str
    lines: tuple[SourceLine, ...]
    became: tuple[Became, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One window of a capture. `found` are the numbers of all lines with the words looked for."""

    article: Article
    document: SourceDocument
    versions: tuple[SourceDocument, ...]
    blocks: tuple[Block, ...]
    query: str
    found: tuple[int, ...]
    found_count: int
    previous: int | None
    following: int | None


def source_view(article: Article, parameters: Mapping[str, str]) -> SourceView | None:
    """The view that `parameters` ask for, or None where the article has no such capture.

    `version` names one but the current, `lines` the lines to mark ("5,9-12"), `q` words to look
    for, and `from` the line that the window begins with.
    """
    versions = tuple(article.documents.defer("content").order_by("version"))
    document = _version(article, parameters.get("version", ""))
    if document is None:
        return None
    lines = [line.rstrip("\r\n") for line in split_lines(document.text)]
    redacted = redact(document, lines)
    asked_for = parse_lines(parameters.get("lines", ""), len(lines))
    query = " ".join(parameters.get("q", "").split())[:QUERY_LENGTH]
    pattern = re.compile(f"({re.escape(query)})", re.IGNORECASE) if query else None
    found = [n for n, line in enumerate(lines, 1) if pattern and pattern.search(line)]
    wanted = parameters.get("from", "")
    top = int(wanted) if wanted.isdecimal() and len(wanted) < 8 else min(asked_for, default=1)
    first = (min(max(top, 1), len(lines)) - 1) // WINDOW * WINDOW + 1
    last = min(first + WINDOW - 1, len(lines))

    def line(number: int) -> SourceLine:
        words = lines[number - 1]
        pieces = tuple(pattern.split(words)) if pattern else (words,)
        return SourceLine(number, pieces, number in asked_for, redacted.get(number, ""))

    became = [mark for mark in _became(article, document) if mark[0] <= last and mark[1] >= first]
    blocks = document.blocks.filter(last_line__gte=first, first_line__lte=last)
    return SourceView(
        article=article,
        document=document,
        versions=versions,
        blocks=tuple(
            Block(
                role=block.role,
                role_name=str(ROLES.get(block.role, block.role)),
                lines=tuple(line(n) for n in _within(block, first, last)),
                became=_of(block, became),
            )
            for block in blocks.order_by("first_line")
        ),
        query=query,
        found=tuple(found[:HITS]),
        found_count=len(found),
        previous=first - WINDOW if first > 1 else None,
        following=last + 1 if last < len(lines) else None,
    )


def parse_lines(asked: str, line_count: int) -> frozenset[int]:
    """Line numbers from "5,9-12"; what is no line of the capture is passed over."""
    numbers: set[int] = set()
    for part in asked[:QUERY_LENGTH].split(","):
        first, _dash, last = part.strip().partition("-")
        if first.isdecimal() and (last or first).isdecimal():
            numbers.update(range(max(1, int(first)), min(int(last or first), line_count) + 1))
    return frozenset(numbers)


def _version(article: Article, asked: str) -> SourceDocument | None:
    if asked.isdecimal() and len(asked) < 8:
        return article.documents.filter(version=int(asked)).first()
    return None if asked else article.document


def _within(block: SourceBlock, first: int, last: int) -> Iterable[int]:
    return range(max(block.first_line, first), min(block.last_line, last) + 1)


Marks = Sequence[tuple[int, int, Became]]


def _became(article: Article, document: SourceDocument) -> Marks:
    """First line, last line and what they became, for everything that `document` shows."""
    marks = []
    page = article.get_absolute_url()
    # All the text shows its language: said beside every line, that would drown the rest.
    for row in article.evidence.filter(document=document).exclude(field="language"):
        name = str(FIELDS.get(row.field, row.field))
        became = Became(name, f"{page}#fact-{row.field}")
        marks += [(first, last, became) for first, last in row.lines]
    for citation in document.citations.all():
        became = Became(_("Citation"), f"{page}#citation-{citation.pk}")
        marks += [(first, last, became) for first, last in citation.lines]
    if document.pk == article.document_id:
        for first, last in article.body_lines:
            marks.append((first, last, Became(_("Body"), f"{page}#from-line-{first}")))
    for comment in document.comments.filter(article=article).public():
        became = Became(_("Comment"), comment.get_absolute_url())
        if comment.first_line and comment.last_line:
            marks.append((comment.first_line, comment.last_line, became))
    return marks


def _of(block: SourceBlock, marks: Marks) -> tuple[Became, ...]:
    touching = [
        became
        for first, last, became in marks
        if first <= block.last_line and last >= block.first_line
    ]
    return tuple(dict.fromkeys(touching))
