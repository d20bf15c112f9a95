"""Record: what the reader found and the catalogue asserts of one capture, made one.

The catalogue speaks last: a field, the citations or the comments that it names are its own.
"""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.importing.assertions import (
    LIST_FIELDS,
    LONGEST_NAME,
    LONGEST_TITLE,
    SINGLE_FIELDS,
    Assertion,
    Source,
    is_sound,
)
from archive.importing.captures import Capture
from archive.importing.catalogue_entry import CitedPiece, CommentBorder, Entry
from archive.importing.comment_lines import comment_within
from archive.importing.reader import READER, VERSION
from archive.importing.reader.reading import (
    Block,
    CitationFinding,
    CommentFinding,
    Passage,
    Reading,
    Role,
)
from archive.text.markdown import RENDER_VERSION


@dataclass(frozen=True, slots=True)
class Record:
    """All that is to be stored of one capture, and nothing of how it is stored. `catalogued` are
    the facts that its catalogue names, its key among them; without an entry there are none."""

    key: str
    kind: str
    blocks: tuple[Block, ...]
    assertions: tuple[Assertion, ...]
    body: tuple[Passage, ...]
    citations: tuple[CitedPiece, ...]
    comments: tuple[CommentFinding, ...]
    catalogued: tuple[str, ...] = ()

    @property
    def in_catalogue(self) -> bool:
        return bool(self.catalogued)

    @property
    def comments_from(self) -> Source:
        return Source.CATALOGUE if "comments" in self.catalogued else Source.READER

    def of(self, field: str) -> list[Assertion]:
        """What is asserted of `field`, in order."""
        return [assertion for assertion in self.assertions if assertion.field == field]


def compose(capture: Capture, reading: Reading, entry: Entry | None) -> Record:
    """The record of `capture`. Raises Refused where `entry` names lines it does not have, or
    lines without words for a comment."""
    found = tuple(_found(reading))
    cited = tuple(piece for piece in map(_cited, reading.citations) if piece)
    comments = tuple(map(_commented, reading.comments))
    record = Record(
        capture.name, reading.kind, reading.blocks, found, reading.body, cited, comments
    )
    if entry is None:
        return record
    entry.check_lines(capture.line_count)
    asserted = {assertion.field for assertion in entry.assertions}
    record = dataclasses.replace(
        record,
        key=entry.key,
        kind=entry.kind or record.kind,
        assertions=(*(a for a in found if a.field not in asserted), *entry.assertions),
        citations=cited if entry.citations is None else entry.citations,
        catalogued=entry.facts,
    )
    if entry.comments is None:
        return record
    comments = tuple(_read_again(capture, entry, border) for border in entry.comments)
    return dataclasses.replace(
        record, blocks=_with_comments(record.blocks, comments), comments=comments
    )


def fingerprint(capture: Capture, record: Record) -> str:
    """What an import of `record` would store, as a hash: equal ones need no second import."""
    bytes_and_name = [capture.sha256, capture.name]
    spoken = [*bytes_and_name, READER, VERSION, RENDER_VERSION, dataclasses.asdict(record)]
    return hashlib.sha256(json.dumps(spoken, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no place in a record")


def _found(reading: Reading) -> Sequence[Assertion]:
    names = {"image_credits": "credits"}
    found = []
    for field in SINGLE_FIELDS:
        finding = getattr(reading, field)
        if finding is not None:
            found.append((field, finding))
    for field in LIST_FIELDS:
        found += [(field, finding) for finding in getattr(reading, names.get(field, field))]
    return [
        Assertion(field, finding.value, finding.basis, Source.READER, finding.lines)
        for field, finding in found
        if is_sound(field, finding.value)
    ]


def _cited(citation: CitationFinding) -> CitedPiece | None:
    """What has room of a citation; None where that is nothing."""
    author, outlet = (_short(name, LONGEST_NAME) for name in (citation.author, citation.outlet))
    title = _short(citation.title, LONGEST_TITLE)
    if not (author or title or outlet):
        return None
    return CitedPiece(citation.relation, author, title, outlet, citation.basis, citation.lines)


def _commented(comment: CommentFinding) -> CommentFinding:
    return dataclasses.replace(comment, author=_short(comment.author, LONGEST_NAME))


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else ""


def _read_again(capture: Capture, entry: Entry, border: CommentBorder) -> CommentFinding:
    """The words of a comment whose border the catalogue draws."""
    passages = comment_within(capture.text, border.first, border.last)
    if not passages:
        raise entry.fault(f"the comment at line {border.first} has no words. Correct its lines.")
    return CommentFinding(
        first=border.first,
        last=border.last,
        passages=passages,
        author=border.author,
        by_article_author=border.by_article_author,
        author_lines=border.author_lines,
        parent=border.answers,
        parent_lines=border.answers_lines,
    )


def _with_comments(
    blocks: Sequence[Block], comments: Sequence[CommentFinding]
) -> tuple[Block, ...]:
    """The reader's blocks with the catalogue's comments laid over them; each line stays in
    exactly one. What the reader took for a comment and the catalogue does not is boilerplate."""
    over: dict[int, CommentFinding] = {
        line: comment for comment in comments for line in range(comment.first, comment.last + 1)
    }
    laid: list[Block] = []
    for block in blocks:
        for line in range(block.first, block.last + 1):
            comment = over.get(line)
            if comment:
                piece = Block(Role.COMMENT, comment.first, comment.last)
            else:
                role = Role.BOILERPLATE if block.role == Role.COMMENT else block.role
                piece = Block(role, line, line)
            same_run = laid and laid[-1].last >= block.first and laid[-1].role == piece.role
            if laid and laid[-1] == piece:
                continue
            if same_run and not comment:
                laid[-1] = Block(piece.role, laid[-1].first, line)
            else:
                laid.append(piece)
    return tuple(laid)
