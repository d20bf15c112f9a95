"""Keyset paging: every row once, whatever the ties, there and back."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime
from typing import Any

import pytest

from archive.keyset import BY_DATE, BY_NUMBER, NEWEST, Order, page_of
from archive.models import Article
from tests import builders

pytestmark = pytest.mark.django_db
MOMENT = datetime(2024, 5, 1, 12, 30, 15, 123456, UTC)


@pytest.fixture
def rows() -> int:
    """Eleven articles: ties in both orders, and some without a date."""
    dates: list[dict[str, Any]] = [{}, builders.on(date(2020, 1, 1)), builders.on(date(2021, 1, 1))]
    for number in range(11):
        builders.article(added_at=MOMENT, **dates[number % 3])
    return 11


def walk(order: Order, size: int) -> tuple[list[int], list[int]]:
    """The ids met going to the end, and those met going back."""
    there, back = [], []
    page = page_of(Article.objects.all(), order, "", size)
    there += [row.pk for row in page.rows]
    while page.next and len(there) < 100:
        page = page_of(Article.objects.all(), order, page.next, size)
        there += [row.pk for row in page.rows]
    back = [row.pk for row in page.rows]
    while page.previous and len(back) < 100:
        page = page_of(Article.objects.all(), order, page.previous, size)
        back = [row.pk for row in page.rows] + back
    return there, back


@pytest.mark.parametrize("order", [NEWEST, BY_DATE], ids=lambda order: order.name)
@pytest.mark.parametrize("size", [1, 2, 3, 4, 10, 11, 12])
def test_every_row_once_there_and_back(rows: int, order: Order, size: int) -> None:
    there, back = walk(order, size)
    assert len(there) == len(set(there)) == rows
    assert there == back


@pytest.mark.parametrize("order", [NEWEST, BY_DATE], ids=lambda order: order.name)
def test_pages_are_the_order_in_slices(rows: int, order: Order) -> None:
    all_at_once = page_of(Article.objects.all(), order, "", rows)
    assert walk(order, 4)[0] == [row.pk for row in all_at_once.rows]
    assert (all_at_once.previous, all_at_once.next) == ("", "")


@pytest.mark.usefixtures("rows")
def test_rows_that_go_shift_nothing() -> None:
    first = page_of(Article.objects.all(), NEWEST, "", 4)
    expected = [row.pk for row in page_of(Article.objects.all(), NEWEST, first.next, 4).rows]
    Article.objects.filter(pk__in=[row.pk for row in first.rows]).delete()
    assert [r.pk for r in page_of(Article.objects.all(), NEWEST, first.next, 4).rows] == expected


def encoded(*parts: object) -> str:
    return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "%",
        "a",
        "ÿ",
        "W10",
        "W" * 20_000,
        encoded("newest", False, MOMENT.isoformat()),
        encoded("newest", False, "2024-05-01T12:00:00", 1),
        encoded("newest", False, "0001-01-01T00:00:00+14:00", 1),
        encoded("newest", False, None, 1),
        encoded("newest", False, 7, 1),
        encoded("newest", False, MOMENT.isoformat(), "1"),
        encoded("newest", False, MOMENT.isoformat(), 2**63),
        encoded("newest", False, MOMENT.isoformat(), -1),
        encoded("newest", "x", MOMENT.isoformat(), 1),
        encoded("date", False, "2021-01-01", 1),
    ],
)
@pytest.mark.usefixtures("rows")
def test_cursor_that_leads_nowhere_is_the_first_page(cursor: str) -> None:
    first = page_of(Article.objects.all(), NEWEST, "", 4)
    page = page_of(Article.objects.all(), NEWEST, cursor, 4)
    assert page.rows == first.rows
    assert page.fault


@pytest.mark.parametrize("value", [10**30, -1, "1", True, 1.5, None, [1]])
@pytest.mark.usefixtures("rows")
def test_no_number_leads_nowhere(value: object) -> None:
    page = page_of(Article.objects.all(), BY_NUMBER, encoded("here", False, value, 1), 4)
    assert page.fault
    assert len(page.rows) == 4
