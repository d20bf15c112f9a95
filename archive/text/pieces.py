"""Words that were taken to pieces: what cells spell when the gaps between them are left out."""

from collections.abc import Iterator

from archive.text.cells import Cell
from archive.text.lookalikes import GAP

SPACED_LEAST = 3  # letters that stand alone, before they may spell a word
SPACED_WIDEST = 3  # characters between two of them


def joined(cells: list[Cell]) -> Iterator[list[Cell]]:
    """The pieces that hyphens and the like hold together, as one word."""
    compound: list[Cell] = []
    pieces = 0
    for word, gap in _words_and_gaps(cells):
        compound, pieces = compound + word, pieces + 1
        if gap is None or not gap.tight:
            if pieces > 1:
                yield compound
            compound, pieces = [], 0


def spaced(cells: list[Cell]) -> Iterator[tuple[list[Cell], set[int]]]:
    """The letters that stand alone in a row, and where words in it have their edges: at its ends,
    and where a gap is wider than others."""
    letters: list[Cell] = []
    gaps: list[int] = []
    for word, gap in _words_and_gaps(cells):
        letters += word if len(word) == 1 else []
        if len(word) == 1 and gap is not None and gap.width <= SPACED_WIDEST:
            gaps.append(gap.width)
            continue
        if len(letters) >= SPACED_LEAST:
            inner = gaps[: len(letters) - 1]
            wide = {at for at, width in enumerate(inner, 1) if width > min(inner)}
            yield letters, {0, len(letters), *wide}
        letters, gaps = [], []


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
