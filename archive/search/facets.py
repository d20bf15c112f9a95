"""Facets: how many of what was ranked are from each outlet, of each author, of each year."""

from collections import Counter
from collections.abc import Iterable, Mapping

from archive.search.engine import Found

# By the letter that an entry's marks begin with (archive/indexing/marks.py).
FACETS = {"O": "outlet", "A": "author", "T": "topic", "Y": "year", "K": "kind"}

Facets = Mapping[str, Counter[str]]


def facets(found: Found) -> Facets:
    """By facet and value (a name's number, a year, a kind), how many of all that was ranked, on
    whatever page of the results it stands."""
    return counted(hit.marks for hit in found.hits)


def counted(marks: Iterable[str]) -> Facets:
    """The same of entries' marks."""
    counts = Counter(mark for row in marks for mark in row.split())
    found: dict[str, Counter[str]] = {name: Counter() for name in FACETS.values()}
    for mark, number in counts.items():
        if mark[0] in FACETS:
            found[FACETS[mark[0]]][mark[1:]] = number
    return found
