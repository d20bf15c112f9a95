"""Finding listed words in a text, however they are written, in one pass over it.

A word is found where it stands alone ("Scunthorpe" holds none), in look-alike letters, with
digits for letters, stretched ("noooo"), spaced out, or in pieces that hyphens hold together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from archive.text.cells import Cell, cells_of, composed, plain
from archive.text.lookalikes import DIGIT, GAP, LETTER, SIGN

PAIRS = {"rn": "m", "vv": "w"}  # two letters that look like one
SHORTEST_WITH_RN = 5  # “burn” is no “bum”
FEWEST_LETTERS = 2  # of a word in which digits stand for letters: 455 is a number
SPACED_LEAST = 3  # letters that stand alone, before they may spell a word
SPACED_WIDEST = 3  # characters between two of them


@dataclass(frozen=True, slots=True)
class Found:
    """The number of the term, and the words in which it was written."""

    term: int
    typed: str


@dataclass(slots=True)
class _Node:
    after: dict[str, "_Node"] = field(default_factory=dict)
    term: int | None = None
    length: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read cells from the one numbered `start` as the beginning of a term: `digits` of
    them stood for letters; `rn`: two did for an M."""

    node: _Node
    start: int
    digits: int = 0
    rn: bool = False


class Terms:
    """Terms to look for, made ready once."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._root = _Node()
        for number, term in enumerate(terms):
            cells = _trimmed(cells_of(composed(term)))
            self._add(number, [cell.own for cell in cells])
            self._add(number, [plain(cell) for cell in cells])

    def find(self, text: str) -> list[Found]:
        """The terms in `text`, each once, in the order in which they end in it."""
        text = composed(text)
        cells = cells_of(text)
        found: dict[int, Found] = {}
        for run, is_spaced in [(cells, False), *_pieced(cells)]:
            for number, first, last in self._walk(run, is_spaced=is_spaced):
                found.setdefault(number, Found(number, text[run[first].at : run[last].at + 1]))
        return list(found.values())

    def _add(self, number: int, letters: list[str]) -> None:
        node = self._root
        for letter in "".join(own or " " for own in letters):
            node = node.after.setdefault(letter, _Node(length=node.length + 1))
        if node is not self._root and node.term is None:
            node.term = number

    def _walk(self, cells: list[Cell], *, is_spaced: bool) -> Iterator[tuple[int, int, int]]:
        """Each term that is found in `cells`, with the numbers of its first and last cell."""
        ahead: list[list[_Reading]] = [[], [], []]  # that have read up to here, one and two further
        for here, cell in enumerate(cells):
            readings, ahead = ahead[0], [ahead[1], ahead[2], []]
            if cell.kind != GAP and (is_spaced or _may_begin(cells, here)):
                readings = [*readings, _Reading(self._root, here)]
            for length, reading in _read(cells, here, readings, is_spaced=is_spaced):
                ahead[length - 1].append(reading)
                last = here + length - 1
                if _is_meant(reading, cells, last, is_spaced=is_spaced):
                    assert reading.node.term is not None
                    yield reading.node.term, reading.start, last
            ahead[0] = list({(id(r.node), r.digits, r.rn): r for r in ahead[0][::-1]}.values())


@lru_cache(maxsize=4)
def ready(terms: tuple[str, ...]) -> Terms:
    """`terms` made ready, for as long as they stay the same."""
    return Terms(terms)


def _trimmed(cells: list[Cell]) -> list[Cell]:
    inner = [number for number, cell in enumerate(cells) if cell.kind != GAP]
    return cells[inner[0] : inner[-1] + 1] if inner else []


def _read(
    cells: list[Cell], here: int, readings: list[_Reading], *, is_spaced: bool
) -> Iterator[tuple[int, _Reading]]:
    """How `readings` go on with the cell `here`, and over how many cells."""
    cell = cells[here]
    following = cells[here + 1].own if here + 1 < len(cells) else ""
    pair = PAIRS.get(cell.own + following)
    again = here > 0 and cell.stretched and cells[here - 1].own == cell.own
    for reading in readings:
        node, start = reading.node, reading.start
        if is_spaced and " " in node.after:
            node = node.after[" "]
        if again and here > start:
            yield 1, reading
        for written in (cell.own or " ", *cell.latin):
            after = _down(node, written)
            if after:
                stands_for = cell.kind == DIGIT and written != cell.own
                yield 1, _Reading(after, start, reading.digits + stands_for, reading.rn)
        if pair and pair in node.after:
            yield 2, _Reading(node.after[pair], start, reading.digits, reading.rn or pair == "m")


def _down(node: _Node, letters: str) -> _Node | None:
    for letter in letters:
        if letter not in node.after:
            return None
        node = node.after[letter]
    return node


def _may_begin(cells: list[Cell], here: int) -> bool:
    cell, before = cells[here], cells[here - 1] if here else None
    if before is None or before.kind == GAP or before.runs_on or cell.runs_on:
        return True
    return cell.kind == LETTER and before.kind in {DIGIT, SIGN}


def _may_end(cells: list[Cell], last: int) -> bool:
    cell, after = cells[last], cells[last + 1] if last + 1 < len(cells) else None
    if after is None or after.kind == GAP or after.runs_on or cell.runs_on:
        return True
    return after.kind == SIGN or (cell.kind == LETTER and after.kind == DIGIT)


def _is_meant(reading: _Reading, cells: list[Cell], last: int, *, is_spaced: bool) -> bool:
    """Whether `reading` has come to the end of a term that somebody wrote."""
    node, length = reading.node, last - reading.start + 1
    if node.term is None or (reading.rn and node.length < SHORTEST_WITH_RN):
        return False
    if reading.digits and length - reading.digits < FEWEST_LETTERS:
        return False
    return length >= SPACED_LEAST if is_spaced else _may_end(cells, last)


def _pieced(cells: list[Cell]) -> Iterator[tuple[list[Cell], bool]]:
    """What `cells` spell when gaps are left out: letters that stand alone, in which a word may
    begin anywhere, and pieces held together by hyphens and the like, which are one word."""
    spaced: list[Cell] = []
    compound: list[Cell] = []
    pieces = 0
    for word, gap in _words_and_gaps(cells):
        spaced += word if len(word) == 1 else []
        if len(word) > 1 or gap is None or gap.width > SPACED_WIDEST:
            if len(spaced) >= SPACED_LEAST:
                yield spaced, True
            spaced = []
        compound, pieces = compound + word, pieces + 1
        if gap is None or not gap.tight:
            if pieces > 1:
                yield compound, False
            compound, pieces = [], 0


def _words_and_gaps(cells: list[Cell]) -> Iterator[tuple[list[Cell], Cell | None]]:
    """Each word with the gap that follows it, None after the last."""
    word: list[Cell] = []
    for cell in cells:
        if cell.kind != GAP:
            word.append(cell)
        elif word:
            yield word, cell
            word = []
    if word:
        yield word, None
