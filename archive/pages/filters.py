"""The shelf's filters: what each value in the address means, and what one can choose from.

A name that nobody has leaves nothing; a value that a filter cannot have is left out. Either way
a sentence says so and names the value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Article, Author, Outlet, Topic
from archive.models.article import ArticleQuerySet
from archive.models.dates import Precision
from archive.pages.cards import how_many
from archive.pages.faults import fault

UNDATED = "undated"
YEARS = range(1000, 3000)  # four digits, as the field asks for
CHOICES_SHOWN = 100  # of each kind, those with most articles; all others have their own pages


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter at work: what it leaves of the articles, and a sentence if its value was not
    understood."""

    choices: tuple[Choice, ...]
    narrow: Callable[[ArticleQuerySet], ArticleQuerySet] = lambda articles: articles
    fault: str = ""

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.chosen and choice.value), None)


@dataclass(frozen=True, slots=True)
class NameFilter:
    model: type[Model]
    paths: tuple[str, ...]  # from an article to the name
    nobody: str | Promise


# An outlet's articles are those captured there and those that first appeared there: who looks
# for an outlet looks for both.
NAME_FILTERS: Mapping[str, NameFilter] = {
    "outlet": NameFilter(
        Outlet,
        ("outlet", "original_outlet"),
        gettext_lazy("No article here is from an outlet “%(value)s”."),
    ),
    "author": NameFilter(
        Author, ("authors",), gettext_lazy("No article here is by an author “%(value)s”.")
    ),
    "topic": NameFilter(
        Topic, ("topics",), gettext_lazy("No article here is filed under a topic “%(value)s”.")
    ),
}


def read_filters(asked: Mapping[str, str]) -> dict[str, Filter]:
    """The filters, by the parameter that sets each."""
    names = {key: _by_name(kind, asked.get(key, "")) for key, kind in NAME_FILTERS.items()}
    return names | {
        "kind": _by_kind(asked.get("kind", "")),
        "year": _by_year(asked.get("year", "")),
    }


def _by_name(kind: NameFilter, slug: str) -> Filter:
    names = _with_articles(kind)
    shown = list(names.order_by("-held", "pk")[:CHOICES_SHOWN])
    if slug and not any(row.slug == slug for row in shown):
        shown += names.filter(slug=slug)
    choices = tuple(
        Choice(row.slug, f"{row} ({row.held})", row.slug == slug)
        for row in sorted(shown, key=lambda row: str(row).casefold())
    )
    if not slug:
        return Filter(choices)
    known = any(choice.chosen for choice in choices)
    return Filter(
        choices,
        lambda articles: articles.filter(_through(kind.paths, "__slug", slug)),
        "" if known else fault(kind.nobody, slug),
    )


def _with_articles(kind: NameFilter) -> QuerySet[Any]:
    of_name = _through(kind.paths, "", OuterRef("pk"))
    held = how_many(Article.objects.published().filter(of_name))
    return kind.model._default_manager.annotate(held=held).filter(held__gt=0)


def _through(paths: tuple[str, ...], lookup: str, value: Any) -> Q:
    return reduce(or_, (Q(**{f"{path}{lookup}": value}) for path in paths))


def _by_kind(value: str) -> Filter:
    kinds = Article.Kind
    choices = tuple(Choice(kind.value, str(kind.label), kind == value) for kind in kinds)
    if value in kinds.values:
        return Filter(choices, lambda articles: articles.filter(kind=value))
    return Filter(choices, fault=fault(_("There is no kind “%(value)s”."), value) if value else "")


def _by_year(value: str) -> Filter:
    year = int(value) if value.isascii() and value.isdecimal() and len(value) == 4 else 0
    understood = year in YEARS
    years = sorted({*_years(), *([year] if understood else [])}, reverse=True)
    choices = (
        *(Choice(str(known), str(known), known == year) for known in years),
        Choice(UNDATED, _("undated"), value == UNDATED),
    )
    if value == UNDATED:
        return Filter(choices, lambda articles: articles.undated())
    if understood:
        return Filter(choices, lambda articles: articles.touching(year))
    return Filter(choices, fault=fault(_("“%(value)s” is not a year."), value) if value else "")


def _years() -> Iterator[int]:
    """The years that the dates of articles touch. "Not after" touches all years before; only
    its last is offered, though every other can be asked for."""
    dates = Article.objects.published().dated()
    for precision, earliest, latest, added in dates.values_list(
        "date_precision", "date_earliest__year", "date_latest__year", "added_at__year"
    ).distinct():
        if precision == Precision.NOT_AFTER:
            yield latest
        else:
            yield from range(earliest, max(earliest, latest or added) + 1)
