"""The history page: what changed in an article, when and why, as a diff."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from archive.models import Article
from archive.pages.grounds import FIELDS

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
COMPARED = 20_000  # words; longer texts are shown before and after, for difflib is quadratic
CONTEXT = 40  # words kept on either side of a change
NEWEST = 100  # changes on the page


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: "kept", "removed", "added", or "skipped" (kept, and too long to show)."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    at: datetime
    cause: str
    by: str
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    article: Article
    revisions: tuple[Revision, ...]


def history_page(article: Article) -> HistoryPage:
    """The newest changes of `article`, the last one first."""
    rows = article.revisions.select_related("by")[:NEWEST]
    return HistoryPage(
        article=article,
        revisions=tuple(
            Revision(
                at=row.at,
                cause=row.get_cause_display(),
                by=row.by.shown_name if row.by else "",
                reason=row.reason,
                changes=tuple(
                    Change(
                        str(FIELDS.get(change["field"], change["field"])),
                        tuple(diff(change["before"], change["after"])),
                    )
                    for change in row.changes
                ),
            )
            for row in rows
        ),
    )


def diff(before: str, after: str) -> Iterator[Piece]:
    """The way from one text to the other, word by word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > COMPARED:
        yield Piece("removed", before)
        yield Piece("added", after)
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from _kept(old[a:b], first=a == 0, last=b == len(old))
            continue
        if a < b:
            yield Piece("removed", "".join(old[a:b]))
        if c < d:
            yield Piece("added", "".join(new[c:d]))


def _kept(words: list[str], *, first: bool, last: bool) -> Iterator[Piece]:
    """What stayed, its middle left out where it is long."""
    head = 0 if first else CONTEXT
    tail = 0 if last else CONTEXT
    if len(words) <= head + tail + CONTEXT:
        yield Piece("kept", "".join(words))
        return
    if head:
        yield Piece("kept", "".join(words[:head]))
    yield Piece("skipped", "…")
    if tail:
        yield Piece("kept", "".join(words[-tail:]))
