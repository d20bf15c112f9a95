"""Where the search's links lead: each is an address that anyone can keep or pass on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.models import Comment
from archive.pages.search.filters import LABELS, Chosen, Narrowed

NEWEST = "newest"
NOT_ON_SHELF = {Comment._meta.model_name}
KEPT = ("q", *LABELS, "sort")  # of an address, from one page of what was found to another


@dataclass(frozen=True, slots=True)
class Removable:
    """A filter at work, and the address of the same search without it."""

    filter: Chosen
    url: str


@dataclass(frozen=True, slots=True)
class OrderLink:
    words: str
    url: str
    chosen: bool


def address(asked: Mapping[str, str], **changes: str) -> str:
    """Where the search that `asked` describes is with `changes`, from its first page on."""
    kept = {name: asked.get(name, "") for name in KEPT} | changes
    query = urlencode({name: value for name, value in kept.items() if value})
    return f"{reverse('search')}?{query}" if query else reverse("search")


def removables(asked: Mapping[str, str], narrowed: Narrowed) -> Iterator[Removable]:
    for chosen in narrowed.chosen:
        yield Removable(chosen, address(asked, **{chosen.name: ""}))


def shelf(narrowed: Narrowed) -> str:
    """The shelf with the filters that it has too; empty where none of these is at work."""
    query = {one.name: one.value for one in narrowed.chosen if one.value not in NOT_ON_SHELF}
    return f"{reverse('articles')}?{urlencode(query)}" if query else ""


def orders(asked: Mapping[str, str]) -> Iterator[OrderLink]:
    by_date = asked.get("sort") == NEWEST
    yield OrderLink(_("Best first"), address(asked, sort=""), not by_date)
    yield OrderLink(_("Newest here first"), address(asked, sort=NEWEST), by_date)


def kept(asked: Mapping[str, str], narrowed: Narrowed) -> Iterator[tuple[str, str]]:
    """What the form keeps while another question is typed."""
    yield from ((chosen.name, chosen.value) for chosen in narrowed.chosen)
    if asked.get("sort") == NEWEST:
        yield "sort", NEWEST
