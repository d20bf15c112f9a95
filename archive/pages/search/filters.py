"""The search's filters: what each value in its address means. A name that no published article
has leaves nothing, a value that a filter cannot have is left out, and a sentence says so."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.faults import QUOTED_LENGTH, fault
from archive.models import Article
from archive.models.spoken_of import own_of
from archive.pages.filters import NAME_FILTERS, UNDATED, not_a_year, year_of
from archive.search.engine import Filters
from archive.text.plain import excerpt

NAMES = tuple(NAME_FILTERS)
KINDS: Mapping[str, str | Promise] = {
    "article": gettext_lazy("Articles"),
    "discussion": gettext_lazy("Discussions"),
    "comment": gettext_lazy("Comments"),
}
LABELS: Mapping[str, str | Promise] = {
    "kind": gettext_lazy("Kind"),
    "outlet": gettext_lazy("Outlet"),
    "author": gettext_lazy("Author"),
    "topic": gettext_lazy("Topic"),
    "year": gettext_lazy("Year"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter at work: its parameter, its value in the address, and what that is called."""

    name: str
    value: str
    words: str

    @property
    def label(self) -> str:
        return str(LABELS[self.name])


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`nobody` says that a name was asked for that nobody has: then nothing is left."""

    filters: Filters
    chosen: tuple[Chosen, ...]
    faults: tuple[str, ...]
    nobody: bool


def read_filters(asked: Mapping[str, str]) -> Narrowed:
    """The filters that an address asks for."""
    chosen: list[Chosen] = []
    faults: list[str] = []
    numbers: dict[str, int | None] = {}
    for name in NAMES:
        numbers[name] = _by_name(name, asked.get(name, ""), chosen, faults)
    nobody = bool(faults)
    year = _by_year(asked.get("year", ""), chosen, faults)
    kind = _by_kind(asked.get("kind", ""), chosen, faults)
    filters = Filters(**numbers, year=year, kind=kind)
    return Narrowed(filters, tuple(chosen), tuple(faults), nobody)


def _by_name(name: str, slug: str, chosen: list[Chosen], faults: list[str]) -> int | None:
    if not slug:
        return None
    kind = NAME_FILTERS[name]
    row = kind.model._default_manager.filter(slug=slug).first()
    published = Article.objects.published()
    if row is None or not published.filter(own_of(kind.model, row.pk)).exists():
        faults.append(fault(kind.nobody, slug))
        chosen.append(Chosen(name, slug, excerpt(slug, QUOTED_LENGTH)))  # until it is taken away
        return None
    chosen.append(Chosen(name, slug, str(row)))
    return int(row.pk)


def _by_year(value: str, chosen: list[Chosen], faults: list[str]) -> int | None:
    if value == UNDATED:
        chosen.append(Chosen("year", value, _("undated")))
        return 0
    year = year_of(value)
    if year:
        chosen.append(Chosen("year", value, str(year)))
    elif value:
        faults.append(not_a_year(value))
    return year


def _by_kind(value: str, chosen: list[Chosen], faults: list[str]) -> str:
    if value in KINDS:
        chosen.append(Chosen("kind", value, str(KINDS[value])))
        return value
    if value:
        faults.append(fault(_("There is no kind “%(value)s”."), value))
    return ""
