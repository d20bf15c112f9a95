"""A page of a list, with the addresses of those beside it."""

from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from archive.faults import fault
from archive.keyset import GREATEST_ID, Order, Page, cursor_beyond, page_of, place_of
from archive.publishing.api.asked import Window
from archive.publishing.api.problems import WRONG, Problem
from archive.web import absolute


def page_asked(rows: QuerySet[Any], order: Order, window: Window) -> Page:
    """The page of `rows` that `window` asks for. Raises Problem where its cursor leads nowhere."""
    page = page_of(rows, order, window.cursor or "", window.limit)
    if page.fault:
        raise nowhere(window)
    return page if page.rows or not window.cursor else _beside_nothing(order, window.cursor)


def _beside_nothing(order: Order, cursor: str) -> Page:
    """An empty page: all that once stood where `cursor` leads is gone. The way back is to what
    stands on the other side of its place, and to the row at that."""
    (value, number), backwards = place_of(cursor, order)
    step = 1 if order.descending == backwards else -1
    beside = min(max(number + step, 0), GREATEST_ID)
    place: Any = SimpleNamespace(pk=beside, **{order.field: value})
    way = cursor_beyond(order, place, backwards=not backwards)
    return Page((), next=way) if backwards else Page((), previous=way)


def nowhere(window: Window) -> Problem:
    """That a cursor is none that was given out."""
    return Problem(WRONG, fault(_("“%(value)s” leads to no page here."), window.cursor or ""))


def neighbours(request: HttpRequest, page: Page) -> dict[str, str | None]:
    """The addresses of the pages before and after this one, None where there is none."""
    return {
        "next": _beside(request, page.next),
        "previous": _beside(request, page.previous),
    }


def _beside(request: HttpRequest, cursor: str) -> str | None:
    if not cursor:
        return None
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return absolute(f"{escape_uri_path(request.path)}?{asked.urlencode()}")
