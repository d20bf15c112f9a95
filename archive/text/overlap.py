"""Overlap: which passages two texts have in common, and how much that is of the shorter one.

Seeds are runs of words that stand in both; those that follow each other closely in both texts are
one passage; and within a passage it is asked, word by word, what is the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from archive.text.shingles import RUN, shingles

Words = Sequence[str]
GAP = 12  # words between two seeds of one passage: half a sentence that was written anew
LEAST_PASSAGE = 8  # words that are the same: fewer are a name, a title or a saying
MOST_PLACES = 8  # of one run in a text that repeats itself


@dataclass(frozen=True, slots=True)
class Block:
    """`size` words that are the same from word `one` of the one text and `other` of the other."""

    one: int
    other: int
    size: int


Passage = tuple[Block, ...]  # in the order of both texts, the same in all its blocks' words


@dataclass(frozen=True, slots=True)
class Overlap:
    """`words` that are the same, and their `share` of the shorter text: 0 to 1."""

    passages: tuple[Passage, ...]
    words: int
    share: float


NO_NOTICES: Mapping[int, bool] = {}


def overlap(one: Words, other: Words, common: Mapping[int, bool] = NO_NOTICES) -> Overlap:
    """What two texts share, in the order of `one`.

    `common` says of shingles of `one` whether so many texts hold them that they belong to none.
    Passages that have more of these than others are notices, and left out; but not where they are
    most of the shorter text: that is a story which was printed often.
    """
    passages = [
        passage
        for chain in _chains(_seeds(one, other))
        if _words_in(passage := _aligned(one, other, chain)) >= LEAST_PASSAGE
    ]
    notices = [passage for passage in passages if _is_notice(one, passage, common)]
    shorter = min(len(one), len(other))
    if 2 * _covered(notices) <= shorter:
        passages = [passage for passage in passages if passage not in notices]
    words = _covered(passages)
    return Overlap(tuple(passages), words, words / shorter if shorter else 0.0)


def _covered(passages: Iterable[Passage]) -> int:
    """How many words stand in them, each once, on the side where that is less: a refrain is no
    long text."""
    blocks = [block for passage in passages for block in passage]
    return min(
        len({at for block in blocks for at in range(block.one, block.one + block.size)}),
        len({at for block in blocks for at in range(block.other, block.other + block.size)}),
    )


def _seeds(one: Words, other: Words) -> Iterator[Block]:
    """Runs of at least `RUN` words that are the same, as long as they go, in the order of `one`."""
    places: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(other) - RUN + 1):
        known = places.setdefault(tuple(other[start : start + RUN]), [])
        if len(known) < MOST_PLACES:
            known.append(start)
    at, expected = 0, 0
    while at <= len(one) - RUN:
        found = places.get(tuple(one[at : at + RUN]))
        if not found:
            at += 1
            continue
        # Of several places the one where the text goes on, or else the nearest one after it.
        place = min(found, key=lambda start: (start < expected, abs(start - expected)))
        size = _same(one, at, other, place)
        yield Block(at, place, size)
        at, expected = at + size, place + size


def _same(one: Words, at: int, other: Words, place: int) -> int:
    size, most = RUN, min(len(one) - at, len(other) - place)
    while size < most and one[at + size] == other[place + size]:
        size += 1
    return size


def _chains(seeds: Iterable[Block]) -> Iterator[list[Block]]:
    """Seeds that are of one passage."""
    chain: list[Block] = []
    for seed in seeds:
        if chain and not _follows(seed, chain[-1]):
            yield chain
            chain = []
        chain.append(seed)
    if chain:
        yield chain


def _follows(seed: Block, before: Block) -> bool:
    gaps = seed.one - before.one - before.size, seed.other - before.other - before.size
    return all(0 <= gap <= GAP for gap in gaps)


def _aligned(one: Words, other: Words, chain: Sequence[Block]) -> Passage:
    """`chain` with the words that are the same between its seeds, too."""
    blocks = [chain[0]]
    for before, seed in pairwise(chain):
        one_from, other_from = before.one + before.size, before.other + before.size
        edits = LCSseq.editops(one[one_from : seed.one], other[other_from : seed.other])
        blocks += [
            Block(one_from + same.a, other_from + same.b, same.size)
            for same in edits.as_matching_blocks()
            if same.size
        ]
        blocks.append(seed)
    return tuple(blocks)


def _words_in(passage: Passage) -> int:
    return sum(block.size for block in passage)


def _is_notice(words: Words, passage: Passage, common: Mapping[int, bool]) -> bool:
    first, last = passage[0], passage[-1]
    runs = shingles(words[first.one : last.one + last.size])
    found = [common[number] for number in runs if number in common]
    return 2 * sum(found) > len(found)
