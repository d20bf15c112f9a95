"""What came of an import: an outcome for each document, in words and as JSON."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from archive.importing.assertions import LIST_FIELDS, SINGLE_FIELDS
from archive.importing.reader.lines import split_lines
from archive.importing.reader.reading import (
    Basis,
    DateRange,
    Finding,
    Passage,
    Reading,
    Role,
    Topic,
)


class Status(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One document's. `reading` and `text` are for those who ask what the reader found."""

    name: str
    status: Status
    lines: int = 0
    article: str = ""
    key: str = ""
    sha256: str = ""
    place: str = ""
    note: str = ""
    reading: Reading | None = None
    text: str = ""

    def brief(self) -> dict[str, str]:
        """What is kept of it with the run."""
        return {"name": self.name, "status": self.status.value, "note": self.note}


@dataclass(slots=True)
class Report:
    """A run's outcomes, in the order in which the documents were taken up."""

    outcomes: list[Outcome] = field(default_factory=list)

    def counts(self) -> Counter[Status]:
        return Counter(outcome.status for outcome in self.outcomes)

    @property
    def refused(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == Status.REFUSED]

    @property
    def lines(self) -> int:
        return sum(outcome.lines for outcome in self.outcomes)

    def summary(self) -> str:
        counts = self.counts()
        figures = ", ".join(f"{counts[status]} {status}" for status in Status)
        return f"{figures}; {self.lines:,} lines accounted for"

    def as_json(self) -> dict[str, Any]:
        counts = self.counts()
        return {
            "documents": [_document(outcome) for outcome in self.outcomes],
            "summary": {status.value: counts[status] for status in Status} | {"lines": self.lines},
        }


def _document(outcome: Outcome) -> dict[str, Any]:
    document: dict[str, Any] = {"name": outcome.name, "status": outcome.status.value}
    if outcome.note:
        document |= {"place": outcome.place, "reason": outcome.note}
    if outcome.reading is not None:
        document |= {"sha256": outcome.sha256, "key": outcome.key, "label": outcome.article}
        document["line_count"] = outcome.lines
        document |= _reading(outcome.reading, outcome.text)
    return document


def _reading(reading: Reading, text: str) -> dict[str, Any]:
    lines = split_lines(text)
    singles = {name: _finding(getattr(reading, name)) for name in SINGLE_FIELDS}
    lists = {
        name: _findings(getattr(reading, "credits" if name == "image_credits" else name))
        for name in LIST_FIELDS
    }
    running = [p for p in reading.body if p.role != Role.CAPTION]
    return {
        "kind": reading.kind,
        "blocks": [
            {
                "role": block.role.value,
                "lines": list(range(block.first, block.last + 1)),
                "text": "".join(lines[block.first - 1 : block.last]),
            }
            for block in reading.blocks
        ],
        "fields": singles
        | lists
        | {
            "body": _words(running),
            "captions": _captions(reading),
        },
        "citations": [
            {
                "relation": citation.relation.value,
                "author": citation.author or None,
                "title": citation.title or None,
                "outlet": citation.outlet or None,
                "basis": citation.basis.value,
                "lines": list(citation.lines),
            }
            for citation in reading.citations
        ],
        "comments": [
            {
                "lines": list(range(comment.first, comment.last + 1)),
                "first": comment.first,
                "parent": comment.parent,
                "parent_lines": list(comment.parent_lines),
                "author": comment.author or None,
                "by_article_author": comment.by_article_author,
                "text": "\n\n".join(passage.text for passage in comment.passages),
            }
            for comment in reading.comments
        ],
        "notes": list(reading.notes),
    }


def _finding(finding: Finding[Any] | None) -> dict[str, Any]:
    if finding is None:
        return {"value": None, "basis": "unknown", "lines": []}
    return {
        "value": plain_value(finding.value),
        "basis": finding.basis.value,
        "lines": list(finding.lines),
    }


def _findings(findings: Sequence[Finding[Any]]) -> dict[str, Any]:
    """Several values of one field: all of them together, and each on its own."""
    items = [_finding(finding) for finding in findings]
    bases = {item["basis"] for item in items}
    return {
        "value": [item["value"] for item in items],
        "basis": bases.pop() if len(bases) == 1 else "inferred" if bases else "unknown",
        "lines": sorted({line for item in items for line in item["lines"]}),
        "items": items,
    }


def plain_value(value: Any) -> Any:
    """A field's value as JSON holds it."""
    match value:
        case DateRange():
            return {
                "precision": value.precision.value,
                "earliest": value.earliest and value.earliest.isoformat(),
                "latest": value.latest and value.latest.isoformat(),
            }
        case Topic():
            return {"kind": value.kind.value, "name": value.name}
    return value


def _captions(reading: Reading) -> dict[str, Any]:
    captions = [passage for passage in reading.body if passage.role == Role.CAPTION]
    return _findings([Finding(p.text, Basis.STATED, p.lines) for p in captions])


def _words(passages: list[Passage]) -> dict[str, Any]:
    if not passages:
        return {"value": None, "basis": "unknown", "lines": []}
    return {
        "value": "\n\n".join(passage.text for passage in passages),
        "basis": "stated",
        "lines": sorted({line for passage in passages for line in passage.lines}),
    }
