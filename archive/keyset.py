"""Keyset paging: a page begins beside the row where the last one ended, so that the
thousandth page costs what the first does and rows that come or go shift nothing."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.utils.translation import gettext as _

from archive.faults import fault

PAGE_ROWS = 20
GREATEST_ID = 2**63 - 1


class BadCursor(ValueError):
    """A cursor that no page of this order can have given out."""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= GREATEST_ID:
        raise ValueError(value)
    return value


def _words(text: Any) -> str:
    if not isinstance(text, str) or "\0" in text:
        raise ValueError(text)
    text.encode()  # a cursor can smuggle in what the edge refuses elsewhere
    return text


def _kind_of(rows: QuerySet[Any], field: str) -> Any:
    annotation = rows.query.annotations.get(field)
    return annotation.output_field if annotation else rows.model._meta.get_field(field)


def _compared(pair: tuple[F, F], sign: str, place: tuple[Value, Value]) -> Func:
    """(a, b) < (c, d): an index on both is entered at that very place, among however many ties.
    Django has such lookups, but writes them as an OR on SQLite, which no index serves."""
    return Func(
        Func(*pair, function=""),
        Func(*place, function=""),
        template="%(expressions)s",
        arg_joiner=f" {sign} ",
        output_field=BooleanField(),
    )


@dataclass(frozen=True, slots=True)
class Order:
    """Rows by `field`, ties by id. Rows where the field is null come last. An order `without_ties`
    leaves the id out, so that an index on the field alone is read as far as the page goes."""

    name: str
    field: str
    read: Callable[[str], Any]
    descending: bool = False
    nullable: bool = False
    without_ties: bool = False

    def apply(self, rows: QuerySet[Any], *, backwards: bool) -> QuerySet[Any]:
        falling = self.descending != backwards
        by = F(self.field)
        nulls: dict[str, Any] = {"nulls_first": True} if backwards else {"nulls_last": True}
        if not self.nullable:
            nulls = {}  # a plain index serves these, on every database
        by_id = F("pk")
        places = (by.desc(**nulls), by_id.desc()) if falling else (by.asc(**nulls), by_id.asc())
        return rows.order_by(*places[:1] if self.without_ties else places)

    def beyond(
        self, rows: QuerySet[Any], value: Any, row_id: int, *, backwards: bool
    ) -> QuerySet[Any]:
        """Those of `rows` after the place (value, row_id), or before it."""
        falling = self.descending != backwards
        if not self.nullable:
            place = Value(value, output_field=_kind_of(rows, self.field)), Value(row_id)
            return rows.filter(_compared((F(self.field), F("pk")), "<" if falling else ">", place))
        return rows.filter(self._beyond_or_unknown(value, row_id, falling, backwards))

    def _beyond_or_unknown(self, value: Any, row_id: int, falling: bool, backwards: bool) -> Q:
        further = "lt" if falling else "gt"
        tie = Q(**{self.field: value, f"pk__{further}": row_id})
        unknown = Q(**{f"{self.field}__isnull": True})
        if value is None:
            tie = unknown & Q(**{f"pk__{further}": row_id})
            return tie | ~unknown if backwards else tie
        rest = tie | Q(**{f"{self.field}__{further}": value})
        return rest if backwards else rest | unknown


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows, and the cursors of its neighbours, empty where there is none.
    `fault` says that the cursor asked for leads nowhere."""

    rows: tuple[Any, ...]
    previous: str = ""
    next: str = ""
    fault: str = ""


def page_of(rows: QuerySet[Any], order: Order, cursor: str, size: int = PAGE_ROWS) -> Page:
    """The page of `rows` at `cursor`; the first one where that is empty or leads nowhere."""
    try:
        place, backwards = place_of(cursor, order) if cursor else (None, False)
    except BadCursor:
        words = fault(_("“%(value)s” leads to no page here: this is the first."), cursor)
        return replace(page_of(rows, order, "", size), fault=words)
    if place:
        rows = order.beyond(rows, *place, backwards=backwards)
    found = list(order.apply(rows, backwards=backwards)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page(())
    before = more if backwards else bool(place)
    after = more or backwards
    return Page(
        tuple(found),
        previous=cursor_beyond(order, found[0], backwards=True) if before else "",
        next=cursor_beyond(order, found[-1], backwards=False) if after else "",
    )


def cursor_beyond(order: Order, row: Model, *, backwards: bool) -> str:
    """What leads to the page that begins after `row`, or that ends before it."""
    value = getattr(row, order.field)
    if isinstance(value, bytes | memoryview):
        spoken = bytes(value).hex()
    else:
        spoken = value.isoformat() if isinstance(value, date) else value
    text = json.dumps([order.name, backwards, spoken, row.pk], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(cursor: str, order: Order) -> tuple[tuple[Any, int], bool]:
    """Where a `cursor` leads: beside which row, and whether backwards. BadCursor if nowhere."""
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        name, backwards, spoken, row_id = json.loads(text)
        value = None if spoken is None and order.nullable else order.read(spoken)
        if not (name == order.name and backwards in (True, False)):
            raise ValueError(cursor)
        row_id = _number(row_id)
    except (NotBase64, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadCursor(cursor) from error
    return (value, row_id), bool(backwards)


BY_NUMBER = Order("here", "id", _number, descending=True)  # as rows came here
NEWEST = Order("newest", "added_at", _moment, descending=True)
LATEST = Order("latest", "posted_at", _moment, descending=True)
DECIDED = Order("decided", "at", _moment, descending=True)
BY_DATE = Order("date", "date_earliest", date.fromisoformat, nullable=True)
BY_NAME = Order("name", "sort_name", _words)
