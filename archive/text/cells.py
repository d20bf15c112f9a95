"""A text as cells: what is left of its characters for somebody who looks for words in it.

Case, accents and what is not seen are gone, and each cell knows what its character can be read as.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.text.lookalikes import DIGIT, GAP, LETTER, SCRIPTLESS, glyph

# Of the letters of a text in another script so many stand in words that could not be Latin ones,
# at the least: of Russian and Greek it is about half. Latin words in borrowed letters are none.
NATIVE_SHARE = 1 / 3
QUOTED = 4  # words in a row that make a quotation in another script, and no scrap of it
STRETCH = 3  # the same letter so often in a row is the writer's voice, and no spelling


@dataclass(slots=True)
class Cell:
    """`at` is where its character stands. `stretched`: it is one of three or more alike in a row.
    Of a gap, `width` is how many characters it holds, and `tight` that none of them is a space, a
    line end or the end of a sentence."""

    kind: str
    at: int
    own: str = ""
    latin: tuple[str, ...] = ()
    script: str = SCRIPTLESS
    runs_on: bool = False
    stretched: bool = False
    width: int = 1
    tight: bool = False


def composed(text: str) -> str:
    """`text` as the cells count its characters."""
    return unicodedata.normalize("NFC", text)


def cells_of(text: str) -> list[Cell]:
    """The cells of `text`, which is composed. Runs of gaps are one cell."""
    cells = unsettled(text)
    words = list(words_in(cells))
    every = sum(map(_letters, words))
    natives = {script for script in _scripts(words) if _is_in(script, words, every)}
    for script, run in groupby(words, key=_script_of):
        row = list(run)
        is_quoted = len(row) >= QUOTED and _is_in(script, row, sum(map(_letters, row)))
        for word in row:
            _settle(word, text, is_native=script in natives or is_quoted)
    return cells


def unsettled(text: str) -> list[Cell]:
    """The same, while every letter can still be read as all that it looks like."""
    cells: list[Cell] = []
    for at, character in enumerate(text):
        seen = glyph(character)
        if seen is None:
            continue
        if seen.kind != GAP:
            cells.append(Cell(seen.kind, at, seen.own, seen.latin, seen.script, seen.runs_on))
        elif cells and cells[-1].kind == GAP:
            cells[-1].width += 1
            cells[-1].tight = False
        else:
            cells.append(Cell(GAP, at, tight=character in "-‐‑–_*·•'’~"))
    _mark_stretches(cells)
    return cells


def words_in(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The runs of cells between gaps."""
    for is_gap, run in groupby(cells, key=lambda cell: cell.kind == GAP):
        if not is_gap:
            yield list(run)


def folded(text: str) -> str:
    """`text` as those write it who mean no harm: small Latin letters where it can be read as such,
    one space between words. What is the same for two texts, only their writing sets apart."""
    pieces = [" " if cell.kind == GAP else plain(cell) for cell in cells_of(composed(text))]
    return "".join(pieces).strip()


def plain(cell: Cell) -> str:
    """How whoever means no harm writes the character."""
    if cell.own.isascii() or not cell.latin:
        return cell.own
    return cell.latin[0]


def _mark_stretches(cells: list[Cell]) -> None:
    for own, run in groupby(cells, key=lambda cell: cell.own):
        alike = list(run)
        if own and len(alike) >= STRETCH:
            for cell in alike:
                cell.stretched = True


def _is_in(script: str, words: Sequence[list[Cell]], letters: int) -> bool:
    """Whether `words`, of so many `letters`, are a text in `script` rather than borrow from it."""
    own = (word for word in words if _script_of(word) == script and not all(c.latin for c in word))
    return bool(script) and sum(map(_letters, own)) > NATIVE_SHARE * letters


def _letters(word: list[Cell]) -> int:
    """How many letters `word` has, however it is folded."""
    return sum(len(plain(cell)) for cell in word if plain(cell).isalpha())


def _scripts(words: Sequence[list[Cell]]) -> set[str]:
    return {_script_of(word) for word in words}


def _script_of(word: list[Cell]) -> str:
    """The script that all letters of `word` are of; empty if it is Latin, or there are several."""
    scripts = {cell.script for cell in word if cell.kind == LETTER}
    return scripts.pop() if len(scripts) == 1 and "LATIN" not in scripts else ""


def _settle(word: list[Cell], text: str, *, is_native: bool) -> None:
    """Take from the letters of `word` the readings that nobody means, and add what some do."""
    if is_native:
        for cell in word:
            if cell.kind == LETTER:
                cell.latin = ()
        return
    as_written = "".join(text[cell.at] for cell in word)
    is_ordinary = as_written.isascii() and as_written.isalpha()
    ordinary_case = as_written in {as_written.lower(), as_written.upper(), as_written.capitalize()}
    doubtful = word[:1] if is_ordinary and ordinary_case else word
    for cell in doubtful:
        _cross(cell, text[cell.at])


def _cross(cell: Cell, written: str) -> None:
    """A small L and a capital I are one stroke in many a font."""
    if written == "l":
        cell.latin = ("i",)
    elif written == "I" and cell.kind != DIGIT:
        cell.latin = ("l",)
