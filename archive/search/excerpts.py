"""Excerpts: where in a text the words that were asked for stand, and what stands around them.

Everything here is plain text in pieces, those that were asked for told apart from the others: it
is the template that marks them, and escapes all of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.search.grammar import Question, Word
from archive.search.places import Place, places
from archive.text.plain import excerpt

EXCERPT_LENGTH = 240  # characters: about three lines
WINDOW_LENGTH = 150  # where words stand too far apart for one excerpt, it has two of these
LOOKED_THROUGH = 60_000  # characters; what stands only further on is found all the same
NEAR = 12  # characters within which a cut finds the edge of a word; some scripts have no edges


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `hit` says that it is what was asked for."""

    text: str
    hit: bool = False


GAP, CUT = Piece(" … "), Piece("…")


class _Window(NamedTuple):  # made for each place: a tuple is quick
    """The places near one another in a line, from the one at `first` to before the one at `end`
    of all that the line has; `asked` are the words of the question that stand there."""

    number: int
    line: str
    found: Sequence[Place]
    first: int
    end: int
    asked: frozenset[int]

    @property
    def places(self) -> int:
        return self.end - self.first


def marked(text: str, question: Question, language: str) -> tuple[Piece, ...]:
    """All of a short `text`, such as a title."""
    found = places(text, question.words, language)
    return tuple(_pieces(text, found, 0, len(text)))


def excerpt_of(plain: str, question: Question, language: str) -> tuple[Piece, ...]:
    """What best shows why `plain`, a line for each block, was found: where most of the words stand
    together, and the rest of them beside it; else how it begins."""
    windows = _telling(plain, question.words, language)
    if not windows:
        beginning = excerpt(plain, EXCERPT_LENGTH)
        return (Piece(beginning),) if beginning else ()
    length = EXCERPT_LENGTH if len(windows) == 1 else WINDOW_LENGTH
    (begins, first, more), *further = (_around(window, length) for window in windows)
    shown = [CUT, *first] if begins else first
    for _begins, pieces, goes_on in further:
        shown, more = [*shown, GAP, *pieces], goes_on
    return (*shown, CUT) if more else tuple(shown)


def _telling(plain: str, words: Sequence[Word], language: str) -> list[_Window]:
    """The one or two windows that show most of the words, in the order of the text."""
    best_with: dict[frozenset[int], _Window] = {}  # one for each set of words: they are few
    for window in _windows(plain, words, language):
        if len(window.asked) == len(words):
            return [window]
        known = best_with.setdefault(window.asked, window)
        if window.places > known.places:
            best_with[window.asked] = window
    if not best_with:
        return []
    best = max(best_with.values(), key=lambda window: (len(window.asked), window.places))
    rest = max(best_with.values(), key=lambda window: len(window.asked - best.asked))
    if rest.asked <= best.asked:
        return [best]
    return sorted([best, rest], key=lambda window: (window.number, window.first))


def _windows(plain: str, words: Sequence[Word], language: str) -> Iterator[_Window]:
    """From each place in a line, what else is near. A window never reaches into the next line: a
    heading is not part of the sentence below it."""
    for number, line in enumerate(_first_lines(plain)):
        found = places(line, words, language)
        near = Counter[int]()
        end = 0
        for at, first in enumerate(found):
            reach = first.start + WINDOW_LENGTH * 2 // 3  # room for what stands around
            while end < len(found) and (end == at or found[end].end <= reach):
                near[found[end].asked] += 1
                end += 1
            yield _Window(number, line, found, at, end, frozenset(near))
            near[first.asked] -= 1
            if not near[first.asked]:
                del near[first.asked]


def _first_lines(plain: str) -> Iterator[str]:
    for line in plain[:LOOKED_THROUGH].splitlines():
        yield " ".join(line.split())


def _around(window: _Window, length: int) -> tuple[bool, list[Piece], bool]:
    """The window's places with what stands around them, `length` characters or a few less; and
    whether the line has more before that, and after."""
    line, found = window.line, window.found
    first, last = found[window.first].start, found[window.end - 1].end
    spare = max(0, length - (last - first))
    start = max(0, min(first - spare // 3, len(line) - length))
    end = min(len(line), max(last, start + length))
    start, end = _after_a_gap(line, start, first), _before_a_gap(line, end, last)
    return start > 0, list(_pieces(line, found, start, end)), end < len(line)


def _after_a_gap(line: str, start: int, latest: int) -> int:
    """Where a word begins at `start` or shortly after it, before `latest`."""
    gap = line.find(" ", start, min(start + NEAR, latest)) if start else -1
    return gap + 1 if gap >= 0 else start


def _before_a_gap(line: str, end: int, earliest: int) -> int:
    gap = line.rfind(" ", max(end - NEAR, earliest), end) if end < len(line) else -1
    return gap if gap >= 0 else end


def _pieces(text: str, found: Iterable[Place], start: int, end: int) -> Iterator[Piece]:
    at = start
    for place in found:
        if place.start < at or place.end > end:
            continue
        if place.start > at:
            yield Piece(text[at : place.start])
        yield Piece(text[place.start : place.end], hit=True)
        at = place.end
    if at < end:
        yield Piece(text[at:end])
