"""Facets as links: what the ranked results can be narrowed to, with how many that would leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.pages.filters import NAME_FILTERS, UNDATED
from archive.pages.search.filters import KINDS, LABELS
from archive.search.engine import Found
from archive.search.facets import facets

FACET_LINKS = 10  # of each facet, those that most results have


@dataclass(frozen=True, slots=True)
class FacetLink:
    words: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    links: tuple[FacetLink, ...]


def facet_links(found: Found, url: Callable[..., str], chosen: Iterable[str]) -> tuple[Facet, ...]:
    """The facets that are not `chosen` yet: three queries, however much was found. `url` gives the
    address with a parameter changed."""
    if not found.hits:
        return ()
    counts = facets(found)
    made = []
    for name in LABELS:
        if name in chosen:
            continue
        links = tuple(
            FacetLink(words, number, url(**{name: value}))
            for value, words, number in _values(name, counts[name])
        )
        if links:
            made.append(Facet(name, str(LABELS[name]), links))
    return tuple(made)


def _values(name: str, counts: Counter[str]) -> Iterator[tuple[str, str, int]]:
    """The value in an address, the words for it, and how many have it."""
    most = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET_LINKS])
    if name in NAME_FILTERS:
        rows: QuerySet[Any] = NAME_FILTERS[name].model._default_manager.all()
        names = rows.in_bulk([int(number) for number in most])
        for number, articles in most.items():
            if row := names.get(int(number)):
                yield row.slug, str(row), articles
    elif name == "year":
        for year in sorted(most, key=int, reverse=True):
            value, words = (year, year) if int(year) else (UNDATED, _("undated"))
            yield value, words, most[year]
    else:
        for kind, articles in most.items():
            yield kind, str(KINDS[kind]), articles
