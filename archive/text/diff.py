"""The way from one text to another, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.text.matching import Effort, Match, matches

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
STEPS = 60_000  # for two texts: some 300 words of difference; a hundredth of a second or so
STEPS_OF_A_PAGE = 300_000
CONTEXT = 40  # words kept on either side of a change


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: "kept", "removed", "added", or "skipped" (kept, and too long to show)."""

    kind: str
    words: str


def page_effort() -> Effort:
    """What may be spent on all that one page compares."""
    return Effort(STEPS_OF_A_PAGE)


def diff(before: str, after: str, page: Effort) -> Iterator[Piece]:
    """The way from one text to the other: word by word; where they differ by too much for that,
    line by line; at last, the one and then the other. Takes its effort from the `page`'s."""
    for parts in (WORDS, LINES):
        old, new = parts.findall(before), parts.findall(after)
        stays = _matches(old, new, page)
        if stays is not None:
            yield from _pieces(old, new, stays)
            return
    yield Piece("removed", before)
    yield Piece("added", after)


def _matches(old: list[str], new: list[str], page: Effort) -> list[Match] | None:
    given = min(STEPS, page.steps)
    effort = Effort(given)
    stays = matches(old, new, effort)
    page.steps -= given - effort.steps
    return stays


def _pieces(old: list[str], new: list[str], stays: list[Match]) -> Iterator[Piece]:
    a = b = 0
    for match in [*stays, Match(len(old), len(new), 0)]:
        if a < match.old:
            yield Piece("removed", "".join(old[a : match.old]))
        if b < match.new:
            yield Piece("added", "".join(new[b : match.new]))
        a, b = match.old + match.length, match.new + match.length
        kept = "".join(old[match.old : a])
        if kept:
            yield from _kept(WORDS.findall(kept), first=match.old == 0, last=a == len(old))


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
