"""The way from one text to another, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
COMPARED = 20_000  # words; longer texts are shown before and after, for difflib is quadratic
CONTEXT = 40  # words kept on either side of a change


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: "kept", "removed", "added", or "skipped" (kept, and too long to show)."""

    kind: str
    words: str


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
