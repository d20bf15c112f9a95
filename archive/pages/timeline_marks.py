"""A few articles on a timeline, one to a row: a day is a point, a range is a bar, and a bar
fades out at an end that is not known."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localtime

from archive.models import Article
from archive.models.dates import Precision
from archive.pages.dates import SourceDate, source_date
from archive.pages.timescale import Tick, Timescale, moment, percent, percent_wide
from archive.text.plain import excerpt

ROW, LABEL, CENTRE, AXIS = 40, 15, 27, 24  # px: a row, in it the label's line and the mark; axis
SHORTEST_FADE = 0.08  # of the width; less does not look open
NARROW, WIDE, LETTER = 280, 600, 6.7  # px: the least widths of the drawing, and a letter's


@dataclass(frozen=True, slots=True)
class Label:
    """`short` fits on a telephone, `long` from a tablet on."""

    x: str
    anchor: str
    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An article's row. `shape` is its date's precision."""

    article: Article
    date: SourceDate
    shape: str
    x: str
    width: str
    end: str
    top: int
    label: Label

    @property
    def label_y(self) -> int:
        return self.top + LABEL

    @property
    def centre(self) -> int:
        return self.top + CENTRE


@dataclass(frozen=True, slots=True)
class Marks:
    rows: tuple[Mark, ...]
    ticks: tuple[Tick, ...]

    @property
    def floor(self) -> int:
        """Where the rows end and the axis begins."""
        return len(self.rows) * ROW

    @property
    def height(self) -> int:
        return self.floor + AXIS


def marks(articles: Iterable[Article], scale: Timescale) -> Marks:
    """A row for each of `articles`, which are dated."""
    rows = tuple(_mark(row, article, scale) for row, article in enumerate(articles))
    return Marks(rows, tuple(scale.ticks()))


def _mark(row: int, article: Article, scale: Timescale) -> Mark:
    begin, end = _places(article, scale)
    return Mark(
        article=article,
        date=source_date(article),
        shape=article.date_precision,
        x=percent(begin),
        width=percent_wide(end - begin),
        end=percent(end),
        top=row * ROW,
        label=_label(article.label, begin, end),
    )


def _places(article: Article, scale: Timescale) -> tuple[float, float]:
    """Where the mark begins and ends. An open end is as long as it can be: to the left edge, or
    to the day on which the archive had the article."""
    first, last = article.date_earliest, article.date_latest
    begin = scale.place(moment(first)) if first else 0.0
    end = scale.place(moment(last or localtime(article.added_at).date()))
    if article.date_precision == Precision.NOT_BEFORE:
        return begin, min(1.0, max(end, begin + SHORTEST_FADE))
    if article.date_precision == Precision.NOT_AFTER:
        return begin, max(end, SHORTEST_FADE)
    return begin, end


def _label(words: str, begin: float, end: float) -> Label:
    """The title over its mark, towards the side with more room."""
    rightwards = begin <= 1 - end or begin <= 0.5
    room = 1 - begin if rightwards else end
    short, long = (excerpt(words, int(room * width / LETTER)) for width in (NARROW, WIDE))
    return Label(
        percent(begin if rightwards else end), "start" if rightwards else "end", short, long
    )
