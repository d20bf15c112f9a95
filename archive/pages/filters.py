"""The shelf's filters: what each value in the address means, and what one can choose from.

A name that nobody has leaves nothing; a value that a filter cannot have is left out. Either way
a sentence says so and names the value.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from archive.faults import fault
from archive.models import Article, Author, Outlet, Topic
from archive.models.article import ArticleQuerySet
from archive.models.dates import Precision
from archive.models.spoken_of import NOBODY, OWN, own_of

UNDATED = "undated"
YEARS = range(1, 10_000)  # those that a date can have
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
class HeldName:
    """A name and how many published articles a filter by it leaves."""

    pk: int
    slug: str
    words: str
    articles: int


@dataclass(frozen=True, slots=True)
class NameFilter:
    model: type[Model]

    @property
    def nobody(self) -> str | Promise:
        return NOBODY[self.model]

    @property
    def paths(self) -> tuple[str, ...]:
        """From an article to the name."""
        return OWN[self.model]


NAME_FILTERS: Mapping[str, NameFilter] = {
    "outlet": NameFilter(Outlet),
    "author": NameFilter(Author),
    "topic": NameFilter(Topic),
}


def read_filters(asked: Mapping[str, str]) -> dict[str, Filter]:
    """The filters, by the parameter that sets each."""
    names = {key: _by_name(kind, asked.get(key, "")) for key, kind in NAME_FILTERS.items()}
    return names | {
        "kind": _by_kind(asked.get("kind", "")),
        "year": _by_year(asked.get("year", "")),
    }


def _by_name(kind: NameFilter, slug: str) -> Filter:
    shown = most_held(kind, Article.objects.published())
    if slug and not any(name.slug == slug for name in shown):
        shown += _held_as(kind, slug)
    choices = tuple(
        Choice(name.slug, f"{name.words} ({name.articles})", name.slug == slug)
        for name in sorted(shown, key=lambda name: name.words.casefold())
    )
    if not slug:
        return Filter(choices)
    chosen = next((name for name in shown if name.slug == slug), None)
    if chosen is None:
        return Filter(choices, lambda articles: articles.none(), fault(kind.nobody, slug))
    return Filter(choices, lambda articles: articles.filter(own_of(kind.model, chosen.pk)))


def most_held(kind: NameFilter, among: ArticleQuerySet) -> list[HeldName]:
    """The names with most articles, those first. They are counted in one go for each path: asked
    for each name on its own, a database without statistics may read all articles every time."""
    counts: Counter[tuple[int, str, str]] = Counter()
    first, *others = kind.paths
    for path in kind.paths:
        articles = among.exclude(**{path: None})
        if path in others:
            articles = articles.exclude(**{path: F(first)})  # counted there already
        name = (path, f"{path}__slug", f"{path}__name")
        held = articles.order_by().values_list(*name).annotate(articles=Count("pk"))
        if not others:
            held = held.order_by("-articles", path)[:CHOICES_SHOWN]
        counts.update({(pk, slug, words): number for pk, slug, words, number in held})
    return [HeldName(*name, number) for name, number in counts.most_common(CHOICES_SHOWN)]


def _held_as(kind: NameFilter, slug: str) -> list[HeldName]:
    """The name at this address, in a list that is empty if no published article has it."""
    row = kind.model._default_manager.filter(slug=slug).first()
    if row is None:
        return []
    articles = Article.objects.published().filter(own_of(kind.model, row.pk)).count()
    return [HeldName(row.pk, slug, str(row), articles)] if articles else []


def published_of(kind: NameFilter, name: int) -> ArticleQuerySet:
    """The published articles that a filter by this name leaves. They are asked for by id, so
    that a further question may follow the same path to other names."""
    tied = Article.objects.filter(own_of(kind.model, name)).values("pk")
    return Article.objects.published().filter(pk__in=tied)


def _by_kind(value: str) -> Filter:
    kinds = Article.Kind
    choices = tuple(Choice(kind.value, str(kind.label), kind == value) for kind in kinds)
    if value in kinds.values:
        return Filter(choices, lambda articles: articles.filter(kind=value))
    return Filter(choices, fault=fault(_("There is no kind “%(value)s”."), value) if value else "")


def year_of(value: str) -> int | None:
    """The year that an address asks for; None where it is none that a date can have."""
    readable = value.isascii() and value.isdecimal() and len(value) <= 4
    year = int(value) if readable else 0
    return year if year in YEARS else None


def not_a_year(value: str) -> str:
    return fault(_("“%(value)s” is not a year."), value)


def _by_year(value: str) -> Filter:
    year = year_of(value)
    years = sorted({*_years(), *([year] if year else [])}, reverse=True)
    choices = (
        *(Choice(str(known), str(known), known == year) for known in years),
        Choice(UNDATED, _("undated"), value == UNDATED),
    )
    if value == UNDATED:
        return Filter(choices, lambda articles: articles.undated())
    if year:
        return Filter(choices, lambda articles: articles.touching(year))
    return Filter(choices, fault=not_a_year(value) if value else "")


def _years() -> Iterator[int]:
    """The years that the dates of articles touch. "Not after" touches all years before; only
    its last is offered, though every other can be asked for."""
    dates = Article.objects.published().dated().order_by()  # an order would undo distinct
    for precision, earliest, latest, added in dates.values_list(
        "date_precision", "date_earliest__year", "date_latest__year", "added_at__year"
    ).distinct():
        if precision == Precision.NOT_AFTER:
            yield latest
        else:
            yield from range(earliest, max(earliest, latest or added) + 1)
