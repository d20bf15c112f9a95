"""Finding listed words in a text, however they are written, in one pass over it.

A word is found where it stands alone ("Scunthorpe" holds none), in look-alike letters, with
digits for letters, stretched ("noooo"), spaced out, or in pieces that hyphens hold together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from archive.text.cells import Cell, cells_of, composed, plain, unsettled
from archive.text.lookalikes import DIGIT, GAP, LETTER, SIGN
from archive.text.pieces import SPACED_LEAST, joined, spaced

PAIRS = {"rn": "m", "vv": "w"}  # two letters that look like one
SHORTEST_WITH_RN = 5  # “burn” is no “bum”
FEWEST_LETTERS = 2  # of a word in which digits stand for letters: 455 is a number


@dataclass(frozen=True, slots=True)
class Found:
    """The number of the term, and the words in which it was written; whether in single letters,
    which may be initials."""

    term: int
    typed: str
    is_spaced: bool = False


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
            cells = _trimmed(unsettled(composed(term)))
            self._add(number, [cell.own for cell in cells])
            self._add(number, [plain(cell) for cell in cells])

    def find(self, text: str) -> list[Found]:
        """The terms in `text`, each once, in the order in which they end in it."""
        text = composed(text)
        cells = cells_of(text)
        found: dict[int, Found] = {}
        for run, edges in [(cells, None), *((run, None) for run in joined(cells)), *spaced(cells)]:
            for number, first, last in self._walk(run, edges):
                typed = text[run[first].at : run[last].at + 1]
                found.setdefault(number, Found(number, typed, edges is not None))
        return list(found.values())

    def _add(self, number: int, letters: list[str]) -> None:
        node = self._root
        for letter in "".join(own or " " for own in letters):
            node = node.after.setdefault(letter, _Node(length=node.length + 1))
        if node is not self._root and node.term is None:
            node.term = number

    def _walk(self, cells: list[Cell], edges: set[int] | None) -> Iterator[tuple[int, int, int]]:
        """Each term that is found in `cells`, with the numbers of its first and last cell. Of
        spaced letters, `edges` are where a word may begin, or end before."""
        ahead: list[list[_Reading]] = [[], [], []]  # that have read up to here, one and two further
        for here, cell in enumerate(cells):
            readings, ahead = ahead[0], [ahead[1], ahead[2], []]
            if cell.kind != GAP and _may_begin(cells, here, edges):
                readings = [*readings, _Reading(self._root, here)]
            for length, reading in _read(cells, here, readings, is_spaced=edges is not None):
                ahead[length - 1].append(reading)
                last = here + length - 1
                if _is_meant(reading, cells, last, edges):
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


def _may_begin(cells: list[Cell], here: int, edges: set[int] | None) -> bool:
    if edges is not None:
        return here in edges or cells[here].runs_on
    cell, before = cells[here], cells[here - 1] if here else None
    if before is None or before.kind == GAP or before.runs_on or cell.runs_on:
        return True
    return cell.kind == LETTER and before.kind in {DIGIT, SIGN}


def _may_end(cells: list[Cell], last: int, edges: set[int] | None) -> bool:
    if edges is not None:
        return last + 1 in edges or cells[last].runs_on
    cell, after = cells[last], cells[last + 1] if last + 1 < len(cells) else None
    if after is None or after.kind == GAP or after.runs_on or cell.runs_on:
        return True
    return after.kind == SIGN or (cell.kind == LETTER and after.kind == DIGIT)


def _is_meant(reading: _Reading, cells: list[Cell], last: int, edges: set[int] | None) -> bool:
    """Whether `reading` has come to the end of a term that somebody wrote."""
    node, length = reading.node, last - reading.start + 1
    if node.term is None or (reading.rn and node.length < SHORTEST_WITH_RN):
        return False
    if reading.digits and length - reading.digits < FEWEST_LETTERS:
        return False
    return (edges is None or length >= SPACED_LEAST) and _may_end(cells, last, edges)
