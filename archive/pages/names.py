"""Outlets, authors and topics: lists of them, and what the archive holds of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from archive.keyset import BY_NAME, NEWEST, Page, page_of
from archive.models import Article, Author, Outlet, Topic
from archive.models.spoken_of import TIES, spoken_of, tie_counts
from archive.pages.cards import Card, cards, listed
from archive.pages.filters import NAME_FILTERS, published_of
from archive.pages.holdings import Holdings, holdings

NAMES_ON_A_PAGE = 100
SECTION_ROWS = 10


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which articles are tied to a name (archive/models/spoken_of.py)."""

    heading: str | Promise
    counted: Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of name: how its pages are called, the shelf's filter, and its ties by their keys."""

    title: str | Promise
    lede: str | Promise
    index: str
    filter: str
    ties: Mapping[str, Tie]


CITED = ngettext_lazy("quoted or discussed in %d article", "quoted or discussed in %d articles")

KINDS: Mapping[type[Model], Kind] = {
    Outlet: Kind(
        _("Outlets"),
        _("Publications, sites and agencies that articles here come from or speak of."),
        "outlets",
        "outlet",
        {
            "captured": Tie(
                _("Captured here"), ngettext_lazy("%d captured here", "%d captured here")
            ),
            "original": Tie(
                _("First appeared here"),
                ngettext_lazy("%d first appeared here", "%d first appeared here"),
            ),
            "cited": Tie(_("Quoted or discussed in"), CITED),
        },
    ),
    Author: Kind(
        _("Authors"),
        _("People who wrote the articles here, or pieces that these quote or discuss."),
        "authors",
        "author",
        {
            "written": Tie(_("Written"), ngettext_lazy("%d written", "%d written")),
            "cited": Tie(_("Quoted or discussed in"), CITED),
        },
    ),
    Topic: Kind(
        _("Topics"),
        _("Regions, themes, sections and tags under which the original pages filed them."),
        "topics",
        "topic",
        {"filed": Tie(_("Filed under this topic"), ngettext_lazy("%d article", "%d articles"))},
    ),
}


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in a list, and in words how the archive holds it."""

    row: Any
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamesPage:
    kind: Kind
    rows: tuple[NameRow, ...]
    total: int
    paging: Page


def names_page(kind: type[Model], cursor: str) -> NamesPage:
    """All names of `kind` in alphabetical order."""
    names = spoken_of(kind)
    paging = page_of(names, BY_NAME, cursor, NAMES_ON_A_PAGE)
    counts = tie_counts(kind, paging.rows)
    rows = tuple(NameRow(row, _counted(kind, row.pk, counts)) for row in paging.rows)
    return NamesPage(KINDS[kind], rows, names.count(), paging)


def _counted(kind: type[Model], name: int, counts: dict[str, dict[int, int]]) -> tuple[str, ...]:
    numbers = ((tie, counts[key].get(name, 0)) for key, tie in KINDS[kind].ties.items())
    return tuple(str(tie.counted % number) for tie, number in numbers if number)


@dataclass(frozen=True, slots=True)
class Section:
    """The articles with one tie to the name. `key` is its anchor and its cursor's parameter."""

    key: str
    heading: str | Promise
    total: int
    counted: str
    cards: tuple[Card, ...]
    paging: Page

    @property
    def previous_url(self) -> str:
        return f"?{self.key}={self.paging.previous}#{self.key}"

    @property
    def next_url(self) -> str:
        return f"?{self.key}={self.paging.next}#{self.key}"


@dataclass(frozen=True, slots=True)
class NamePage:
    """`holdings` are of the articles that are the name's own, not of those that cite it."""

    kind: Kind
    row: Any
    sections: tuple[Section, ...]
    holdings: Holdings


def name_page(kind: type[Model], slug: str, cursors: Mapping[str, str]) -> NamePage:
    """What the archive holds of one name. Raises the model's DoesNotExist."""
    row = spoken_of(kind).get(slug=slug)
    counts = tie_counts(kind, [row])
    sections = (
        _section(kind, key, row, counts[key][row.pk], cursors.get(key, ""))
        for key in KINDS[kind].ties
        if row.pk in counts[key]
    )
    own = published_of(NAME_FILTERS[KINDS[kind].filter], row.pk)
    held = holdings(own, but=row, **{KINDS[kind].filter: row.slug})
    return NamePage(KINDS[kind], row, tuple(sections), held)


def _section(kind: type[Model], key: str, row: Model, total: int, cursor: str) -> Section:
    tie = KINDS[kind].ties[key]
    # Asked by id, since an article that cites a name twice is still one article.
    tied = Article.objects.filter(**{TIES[kind][key]: row}).values("pk")
    articles = listed(Article.objects.published().filter(pk__in=tied))
    paging = page_of(articles, NEWEST, cursor, SECTION_ROWS)
    counted = str(tie.counted % total)
    return Section(key, tie.heading, total, counted, cards(paging.rows), paging)
