"""The timeline: articles by the dates of their pieces, no date drawn as better known than it is.

A few articles stand one to a row, each a link; many are counted by period, so that the picture,
and what it costs, does not grow with the archive.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Count, DateField, F, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear, Greatest, TruncDate
from django.urls import reverse
from django.utils.http import urlencode

from archive.models import Article
from archive.models.article import ArticleQuerySet
from archive.models.dates import Precision
from archive.pages.timeline_columns import Columns, Group, columns
from archive.pages.timeline_marks import Marks, marks
from archive.pages.timescale import MONTH, YEAR, Timescale, timescale

MARKS_SHOWN = 12  # as many rows as are a picture and not yet a list
FEWEST = 2  # one date alone is said sooner than drawn

# The first and the last day that a date is seen to touch. What has no end reaches to the day on
# which it was added here, as it does for the shelf's years.
BEGINS = Coalesce("date_earliest", "date_latest")
ENDS = Case(
    When(
        date_precision=Precision.NOT_BEFORE,
        then=Greatest("date_earliest", TruncDate("added_at"), output_field=DateField()),
    ),
    default=F("date_latest"),
    output_field=DateField(),
)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Either `marks` or `columns`; neither where too little is dated to draw. `undated` are
    counted beside them; `undated_url` leads to them on the shelf."""

    dated: int
    undated: int
    undated_url: str
    marks: Marks | None = None
    columns: Columns | None = None

    @property
    def drawn(self) -> bool:
        return bool(self.marks or self.columns)


def timeline(articles: ArticleQuerySet, **chosen: str) -> Timeline:
    """The timeline of `articles`, in two queries; `chosen` are the filters that show the same
    articles on the shelf."""
    undated = Q(date_precision=Precision.UNKNOWN)
    ends = articles.aggregate(
        dated=Count("pk", filter=~undated),
        undated=Count("pk", filter=undated),
        first=Min(BEGINS),
        last=Max(ENDS),
    )
    shelf = f"{reverse('articles')}?{urlencode(chosen)}{'&' if chosen else ''}year="
    shown = Timeline(ends["dated"], ends["undated"], f"{shelf}undated")
    if shown.dated < FEWEST:
        return shown
    scale = timescale(ends["first"], ends["last"])
    dated = articles.dated()
    if shown.dated <= MARKS_SHOWN:
        return replace(shown, marks=marks(_rows(dated), scale))
    return replace(shown, columns=columns(_groups(dated, scale), scale, shelf))


def _rows(dated: ArticleQuerySet) -> QuerySet[Article]:
    shown = ("slug", "title", "kind", "language")
    dates = ("date_precision", "date_earliest", "date_latest", "added_at")
    return dated.only(*shown, *dates).order_by(BEGINS, ENDS, "pk")


def _groups(dated: ArticleQuerySet, scale: Timescale) -> Iterator[Group]:
    """How many articles are known as well, between the same months or years."""
    parts: list[Any] = [ExtractYear(BEGINS), ExtractYear(ENDS)]
    if scale.step == MONTH:
        parts += [ExtractMonth(BEGINS), ExtractMonth(ENDS)]
    else:
        parts += [Value(1), Value(1)]
    rows = dated.values_list("date_precision", *parts).order_by()
    for precision, year, end_year, month, end_month, number in rows.annotate(Count("pk")):
        begin, end = year * YEAR + month - 1, end_year * YEAR + end_month - 1
        yield Group(precision, begin, end, number)
