"""The shelf: every published article, narrowed by filters, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from archive.faults import fault
from archive.keyset import BY_DATE, NEWEST, Page, page_of
from archive.models import Article
from archive.pages.cards import Card, cards, listed
from archive.pages.filters import Choice, Filter, read_filters

ORDERS = {order.name: order for order in (NEWEST, BY_DATE)}


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """`faults` are sentences about what was asked for and not understood."""

    cards: tuple[Card, ...]
    total: int
    paging: Page
    filters: Mapping[str, Filter]
    orders: tuple[Choice, ...]
    faults: tuple[str, ...]


def shelf_page(asked: Mapping[str, str]) -> ShelfPage:
    """The page of the shelf that `asked`, an address's query, describes."""
    filters = read_filters(asked)
    faults = [filter_.fault for filter_ in filters.values() if filter_.fault]
    articles = Article.objects.published()
    for filter_ in filters.values():
        articles = filter_.narrow(articles)
    sort = asked.get("sort", "")
    if sort and sort not in ORDERS:
        faults.append(fault(_("There is no order “%(value)s”."), sort))
    order = ORDERS.get(sort, NEWEST)
    paging = page_of(listed(articles), order, asked.get("cursor", ""))
    return ShelfPage(
        cards=cards(paging.rows),
        total=articles.count(),
        paging=paging,
        filters=MappingProxyType(filters),
        orders=_order_choices(order.name),
        faults=(*faults, paging.fault) if paging.fault else tuple(faults),
    )


def _order_choices(chosen: str) -> tuple[Choice, ...]:
    words = {NEWEST.name: _("Newest here"), BY_DATE.name: _("By source date")}
    return tuple(Choice(name, words[name], name == chosen) for name in ORDERS)
