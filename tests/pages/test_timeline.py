"""The timeline: no date is drawn as better known than it is, and no archive is too large."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Article
from archive.pages.timeline import MARKS_SHOWN, Timeline, timeline
from archive.pages.timeline_columns import LEAST, PLOT, Group, columns
from archive.pages.timeline_marks import SHORTEST_FADE, marks
from archive.pages.timescale import timescale
from tests import builders

pytestmark = pytest.mark.django_db
YEARS = timescale(date(2020, 1, 1), date(2024, 12, 31))  # five of them: 20 % of the width each
ADDED = datetime(2024, 7, 1, tzinfo=UTC)
DAY, WEEK = date(2022, 1, 1), (date(2023, 3, 27), date(2023, 3, 31))


def published() -> Any:
    return Article.objects.published()


def share(place: str) -> float:
    """A place in the drawing from 0 to 1, as before it was inset."""
    return (float(place.rstrip("%")) - 2) / 96


@pytest.mark.parametrize(
    ("precision", "earliest", "latest", "begin", "end"),
    [
        ("on", DAY, DAY, 0.4, 0.4),
        ("between", date(2021, 1, 1), date(2023, 1, 1), 0.2, 0.6),
        ("not_before", DAY, None, 0.4, 0.9),  # as far as the day it was added
        ("not_after", None, DAY, 0.0, 0.4),
        ("not_before", date(2024, 7, 1), None, 0.9, 0.9 + SHORTEST_FADE),
        ("not_after", None, date(2020, 1, 1), 0.0, SHORTEST_FADE),
    ],
)
def test_a_mark_begins_and_ends_where_its_date_does(
    precision: str, earliest: date | None, latest: date | None, begin: float, end: float
) -> None:
    article = Article(
        title="A title", added_at=ADDED, **builders.dated(precision, earliest, latest)
    )
    (mark,) = marks([article], YEARS).rows
    assert mark.shape == precision
    assert share(mark.x) == pytest.approx(begin, abs=0.001)
    assert share(mark.end) == pytest.approx(end, abs=0.001)
    assert float(mark.width.rstrip("%")) == pytest.approx((end - begin) * 96, abs=0.1)


def test_labels_keep_to_the_side_with_room() -> None:
    days = date(2020, 1, 1), date(2024, 12, 31)
    articles = [Article(title="A long title " * 20, **builders.on(day)) for day in days]
    first, last = (mark.label for mark in marks(articles, YEARS).rows)
    assert (first.anchor, last.anchor) == ("start", "end")
    assert len(first.short) < len(first.long)
    assert marks(articles, YEARS).height > marks(articles, YEARS).floor == 80


@pytest.mark.parametrize(
    ("group", "certain", "possible"),
    [
        (("on", 2021, 2021), [0, 3, 0, 0, 0], [0] * 5),
        (("between", 2022, 2022), [0, 0, 3, 0, 0], [0] * 5),
        (("between", 2021, 2023), [0] * 5, [0, 3, 3, 3, 0]),
        (("not_before", 2023, 2024), [0] * 5, [0, 0, 0, 3, 3]),
        (("not_before", 2024, 2024), [0] * 5, [0, 0, 0, 0, 3]),
        (("not_after", 2021, 2021), [0] * 5, [3, 3, 0, 0, 0]),
    ],
)
def test_a_range_may_be_from_every_period_it_touches(
    group: tuple[str, int, int], certain: list[int], possible: list[int]
) -> None:
    precision, begin, end = group
    drawn = columns([Group(precision, begin * 12, end * 12, 3)], YEARS, "/?year=").columns
    by_year = {column.words: column for column in drawn}
    for year, sure, unsure in zip(range(2020, 2025), certain, possible, strict=True):
        column = by_year.get(str(year))
        assert (column.certain if column else 0) == sure
        assert (column.possible if column else 0) == unsure
        assert column is None or column.url == f"/?year={year}"


def test_columns_stay_within_the_drawing() -> None:
    groups = [Group("on", 2020 * 12, 2020 * 12, 100_000), Group("between", 2020 * 12, 2021 * 12, 1)]
    for column in columns(groups, YEARS, "").columns:
        assert 0 <= column.possible_y <= column.certain_y <= PLOT
        assert column.possible_height >= LEAST
    assert columns(groups, YEARS, "").most == 100_001


def fill(number: int, **fields: Any) -> None:
    """Articles in every state of knowledge, over twenty years."""
    for each in range(number):
        begin = date(2000 + each % 20, each % 12 + 1, 1)
        end = date(begin.year + each % 3, 12, 28)
        ends = {
            "on": (begin, begin),
            "between": (begin, end),
            "not_before": (begin, None),
            "not_after": (None, end),
        }
        precision = list(ends)[each % 4]
        builders.article(added_at=ADDED, **builders.dated(precision, *ends[precision]), **fields)


def test_every_column_counts_what_the_shelf_shows_for_its_year(client: Client) -> None:
    fill(MARKS_SHOWN * 4)
    found = timeline(published()).columns
    assert found
    assert len(found.columns) == 25  # to 2024, when those without an end were added
    for column in found.columns:
        shelf = client.get(column.url).context["page"]
        assert column.certain + column.possible == shelf.total, column.words


def test_few_are_marks_and_many_are_columns() -> None:
    assert timeline(published()) == Timeline(0, 0, "/articles/?year=undated")
    fill(1)
    assert not timeline(published()).drawn
    fill(MARKS_SHOWN - 1)
    shown = timeline(published())
    assert shown.marks
    assert len(shown.marks.rows) == MARKS_SHOWN
    assert not shown.columns
    fill(1)
    shown = timeline(published())
    assert shown.columns
    assert not shown.marks


def test_months_where_all_are_from_a_short_time() -> None:
    for month in (1, 1, 2, 12, *[3] * MARKS_SHOWN):
        builders.article(**builders.on(date(2021, month, 5)))
    builders.article(**builders.dated("between", date(2021, 1, 9), date(2021, 2, 1)))
    found = timeline(published()).columns
    assert found
    assert [(c.words, c.certain, c.possible) for c in found.columns] == [
        ("January 2021", 2, 1),
        ("February 2021", 1, 1),
        ("March 2021", MARKS_SHOWN, 0),
        ("December 2021", 1, 0),
    ]


@pytest.mark.parametrize("number", [MARKS_SHOWN - 2, MARKS_SHOWN * 3])
def test_what_is_hidden_or_undated_is_not_drawn(number: int) -> None:
    fill(number)
    for hidden in (builders.draft, builders.withdrawn):
        hidden(title="Hidden", **builders.on(date(1871, 5, 4)))
    builders.article(title="Undated one")
    shown = timeline(published())
    html = render_to_string("pages/_timeline.html", {"timeline": shown, "heading": "When"})
    assert (shown.dated, shown.undated) == (number, 1)
    assert "Hidden" not in html
    assert "Undated one" not in html
    assert "1871" not in html
    assert ">187" not in html
    assert '<a href="/articles/?year=undated">' in html


def test_size_and_queries_do_not_grow() -> None:
    sizes, queries = [], []
    for _ in range(2):
        fill(150)
        with CaptureQueriesContext(connection) as asked:
            shown = timeline(published())
            html = render_to_string("pages/_timeline.html", {"timeline": shown, "heading": "When"})
        sizes.append(len(html))
        queries.append(len(asked))
    Article.objects.filter(pk__in=Article.objects.values("pk")[MARKS_SHOWN:]).delete()
    with CaptureQueriesContext(connection) as asked:
        assert timeline(published()).marks
    assert [*queries, len(asked)] == [2, 2, 2]
    assert sizes[1] < sizes[0] * 1.05


@pytest.mark.parametrize("number", [4, 40])
def test_drawing_and_table_say_the_same(client: Client, number: int) -> None:
    fill(number, title="Salt & <Tides>", language="")
    html = client.get("/").content.decode()
    drawing = html[html.index("<svg") : html.index("</svg>")]
    table = html[html.index("<details") : html.index("</details>")]
    links = re.compile(r'href="(/articles/[^"]+)"')
    assert links.findall(drawing) == links.findall(table) != []
    assert not re.search(r"\sstyle=|<style|<script", drawing)
    assert "<Tides>" not in html
