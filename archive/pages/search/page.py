"""The search page: what was found, best first or newest first, and what it can be narrowed to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from archive.faults import fault
from archive.keyset import PAGE_ROWS, Page
from archive.pages.search import links
from archive.pages.search.facets import Facet, facet_links
from archive.pages.search.filters import Narrowed, read_filters
from archive.pages.search.links import NEWEST, OrderLink, Removable, address
from archive.pages.search.results import Result, results
from archive.pages.search.words import beyond, notes, status, status_by_date
from archive.search.engine import Found, Here, newest, search
from archive.search.grammar import Question, read

ONE_PAGE = Page(())


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`q` is the question as it was typed; `status` says how much was found, `notes` what there is
    to say of that, `faults` what of the question was not understood. `all_url` leads to all that
    matches where not all of it was ranked, `ranked_url` to what can be narrowed, `beginning_url`
    back from beyond the last page, and `shelf_url` to the shelf where filters are set and nothing
    is asked; `kept` are the fields that the form sends along."""

    q: str
    asked: bool = False
    status: str = ""
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    all_url: str = ""
    shelf_url: str = ""
    beginning_url: str = ""
    ranked_url: str = ""
    results: tuple[Result, ...] = ()
    facets: tuple[Facet, ...] = ()
    chosen: tuple[Removable, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    orders: tuple[OrderLink, ...] = ()
    paging: Page = ONE_PAGE
    previous_url: str = ""
    next_url: str = ""

    @property
    def first_said(self) -> str:
        """Of faults and notes, the one that is announced beside the status; the others stand
        further down."""
        return next(iter((*self.faults, *self.notes)), "")

    @property
    def further_faults(self) -> tuple[str, ...]:
        return self.faults[1:]

    @property
    def further_notes(self) -> tuple[str, ...]:
        return self.notes if self.faults else self.notes[1:]


def search_page(asked: Mapping[str, str]) -> SearchPage:
    """The page of the search that `asked`, an address's query, describes."""
    question, narrowed = read(asked.get("q", "")), read_filters(asked)
    page = SearchPage(asked.get("q", ""))
    if not question.is_empty:
        in_order = _by_date if asked.get("sort") == NEWEST else _ranked
        page = in_order(asked, question, narrowed)
    return replace(
        page,
        faults=(*question.faults, *narrowed.faults, *_unknown_order(asked), *page.faults),
        chosen=tuple(links.removables(asked, narrowed)),
        kept=tuple(links.kept(asked, narrowed)),
        orders=tuple(links.orders(asked)),
        shelf_url="" if page.asked else links.shelf(narrowed),
    )


def _ranked(asked: Mapping[str, str], question: Question, narrowed: Narrowed) -> SearchPage:
    """The best first. All that was ranked is at hand, so that a page has a number here."""
    found = Found(()) if narrowed.nobody else search(question, narrowed.filters)
    pages = max(1, -(-len(found.hits) // PAGE_ROWS))
    number, wrong = _page_number(asked.get("page", ""), pages)
    hits = found.hits[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    as_found = question.beginning() if found.begins_with else None
    chosen = [chosen.name for chosen in narrowed.chosen]
    previous = str(number - 1) if number > 1 else ""
    following = str(number + 1) if number < pages else ""
    return SearchPage(
        q=asked.get("q", ""),
        asked=True,
        status=status(found, number, pages),
        faults=(*found.faults, *wrong),
        notes=tuple(notes(found, question, narrowed)),
        all_url=address(asked, sort=NEWEST) if found.bounded else "",
        results=results([hit.entry for hit in hits], as_found or question),
        facets=facet_links(found, lambda **changes: address(asked, **changes), chosen),
        paging=Page((), previous, following),
        previous_url=address(asked, page=previous if number > 2 else ""),
        next_url=address(asked, page=following),
    )


def _by_date(asked: Mapping[str, str], question: Question, narrowed: Narrowed) -> SearchPage:
    """All that match, the newest here first: neither ranked nor counted, however many they are."""
    cursor = asked.get("cursor", "")
    found = Here(()) if narrowed.nobody else newest(question, narrowed.filters, cursor)
    further = beyond(found, cursor)
    as_found = question.beginning() if found.begins_with else None
    return SearchPage(
        q=asked.get("q", ""),
        asked=True,
        status=status_by_date(found, cursor),
        faults=(*found.faults, *filter(None, [found.fault])),
        notes=() if further else tuple(notes(found, question, narrowed)),
        beginning_url=address(asked) if further else "",
        ranked_url=address(asked, sort="") if found.rows else "",
        results=results([row.pk for row in found.rows], as_found or question),
        paging=found,
        previous_url=address(asked, cursor=found.previous),
        next_url=address(asked, cursor=found.next),
    )


def _page_number(value: str, pages: int) -> tuple[int, tuple[str, ...]]:
    """The page that is asked for, from 1; the first, with a sentence, where there is no such."""
    readable = value.isascii() and value.isdecimal() and len(value) <= len(str(pages))
    number = int(value) if readable else 0
    if 1 <= number <= pages or not value:
        return number or 1, ()
    return 1, (fault(_("“%(value)s” leads to no page here: this is the first."), value),)


def _unknown_order(asked: Mapping[str, str]) -> Iterator[str]:
    if asked.get("sort", "") not in {"", NEWEST}:
        yield fault(_("There is no order “%(value)s”."), asked["sort"])
