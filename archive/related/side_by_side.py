"""Two texts side by side: the passages that they have in common, with a little around each, and
marked what is the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.models import Article
from archive.related.wording import Wording, wording_of
from archive.text.overlap import overlap

AROUND = 12  # words before and after a passage
# Of the passages on the page, and of the words in each: enough to see what it is.
MOST_PASSAGES = 40
MOST_WORDS = 150


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    same: bool


Side = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`passages` in the order of the one text, each as it stands in the one and in the other;
    `further` ones are left out. `words` are the same in all, the `share` is the shorter text's."""

    passages: tuple[tuple[Side, Side], ...]
    further: int
    words: int
    share: float


def side_by_side(one: Article, other: Article) -> SideBySide:
    left, right = wording_of(one), wording_of(other)
    found = overlap(left.words, right.words)
    shown = found.passages[:MOST_PASSAGES]
    return SideBySide(
        passages=tuple(
            (
                _side(left, [(block.one, block.size) for block in passage]),
                _side(right, [(block.other, block.size) for block in passage]),
            )
            for passage in shown
        ),
        further=len(found.passages) - len(shown),
        words=found.words,
        share=found.share,
    )


def _side(wording: Wording, runs: list[tuple[int, int]]) -> Side:
    """One text around these runs of words, each with its first word and how many they are."""
    first, last = runs[0][0], runs[-1][0] + runs[-1][1]
    cut = first + MOST_WORDS
    pieces = [Piece("… ", same=False)] if first > AROUND else []
    at = wording.places[max(0, first - AROUND)][0] if first > AROUND else 0
    for start, end in _within(runs, cut):
        begins, ends = wording.places[start][0], wording.places[end - 1][1]
        pieces += [Piece(wording.text[at:begins], same=False)] * (begins > at)
        pieces.append(Piece(wording.text[begins:ends], same=True))
        at = ends
    if last > cut or last + AROUND < len(wording.words):
        ends = at if last > cut else wording.places[last + AROUND][0]
        return (*pieces, Piece(f"{wording.text[at:ends].rstrip()} …", same=False))
    return (*pieces, Piece(wording.text[at:], same=False))


def _within(runs: Iterable[tuple[int, int]], cut: int) -> Iterable[tuple[int, int]]:
    """The first and the last word but one of each run, as far as `cut`."""
    for first, size in runs:
        if first < cut:
            yield first, min(first + size, cut)
