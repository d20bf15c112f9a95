"""Shingles: the runs of words in a text as numbers, and a small sample of them to keep.

Which are kept is decided by the numbers alone. So two texts that share many runs keep many of the
same, wherever these stand in them, and none need be compared to find that out.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from heapq import nsmallest

RUN = 5  # words: shorter runs are in every text of a language, longer ones end at every change
SHARE = 16  # of so many runs one is kept,
FEWEST = 32  # but of a short text more,
MOST = 400  # and of a long one no more than these
NUMBER_BYTES = 8


def shingles(words: Sequence[str]) -> Iterator[int]:
    """The number of the run that begins at each word but the last few; from 0 to 2**63 - 1, which
    is as much as a database's column holds."""
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])  # no word has a space in it
        digest = blake2b(run.encode(), digest_size=NUMBER_BYTES).digest()
        yield int.from_bytes(digest) >> 1


def sample(words: Sequence[str]) -> list[int]:
    """The smallest of the numbers, in order: about one in `SHARE`, within the bounds above."""
    runs = set(shingles(words))
    return nsmallest(min(MOST, max(FEWEST, len(runs) // SHARE)), runs)
