"""Many articles on a timeline, counted by period. Who may be from several periods counts in each
that it touches, and is shown lighter."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from archive.models.dates import Precision
from archive.pages.timescale import YEAR, Tick, Timescale, percent, percent_wide

PLOT, AXIS = 128, 24  # px
GAP = 0.18  # of a period's width, between columns
LEAST = 3  # px: one article is seen beside a thousand


@dataclass(frozen=True, slots=True)
class Group:
    """So many articles whose dates are known alike, between two months counted from the year 0."""

    precision: str
    begin: int
    end: int
    articles: int


@dataclass(frozen=True, slots=True)
class Column:
    """A period: how many articles are certainly from it, and how many more may be. `url` leads
    to them where the shelf can show them."""

    words: str
    certain: int
    possible: int
    x: str
    certain_height: int
    possible_height: int
    url: str

    @property
    def counted(self) -> str:
        """The period and its articles in words."""
        certain = ngettext("%(n)s article", "%(n)s articles", self.certain) % {"n": self.certain}
        if not self.possible:
            return f"{self.words}: {certain}"
        possible = ngettext("%(n)s that may be", "%(n)s that may be", self.possible)
        return f"{self.words}: {certain}, {possible % {'n': self.possible}}"

    @property
    def certain_y(self) -> int:
        return PLOT - self.certain_height

    @property
    def possible_y(self) -> int:
        return self.certain_y - self.possible_height


@dataclass(frozen=True, slots=True)
class Columns:
    """`most` articles are what the highest column stands for."""

    columns: tuple[Column, ...]
    width: str
    most: int
    ticks: tuple[Tick, ...]
    floor: int = PLOT
    height: int = PLOT + AXIS


def columns(groups: Iterable[Group], scale: Timescale, shelf: str) -> Columns:
    """The periods of `scale` in which anything is; `shelf` is the address to which a year is
    added."""
    certain, possible = _counts(groups, scale)
    most = max(map(sum, zip(certain, possible, strict=True)))
    return Columns(
        columns=tuple(
            Column(
                words=scale.words(period),
                certain=sure,
                possible=unsure,
                x=percent((period + GAP / 2) / scale.periods),
                certain_height=_height(sure, most),
                possible_height=_height(unsure, most),
                url=f"{shelf}{scale.year(period)}" if scale.step <= YEAR else "",
            )
            for period, (sure, unsure) in enumerate(zip(certain, possible, strict=True))
            if sure or unsure
        ),
        width=percent_wide((1 - GAP) / scale.periods),
        most=most,
        ticks=tuple(scale.ticks()),
    )


def _counts(groups: Iterable[Group], scale: Timescale) -> tuple[list[int], list[int]]:
    """By period, how many articles are certainly from it and how many may be."""
    certain, possible = [0] * scale.periods, [0] * scale.periods
    for group in groups:
        first, last = scale.period(group.begin), scale.period(group.end)
        closed = group.precision in {Precision.ON, Precision.BETWEEN}
        if closed and first == last:
            certain[first] += group.articles
            continue
        if group.precision == Precision.NOT_AFTER:
            first = 0
        for period in range(first, last + 1):
            possible[period] += group.articles
    return certain, possible


def _height(articles: int, most: int) -> int:
    """Of one part of a column. Rounded down, and with room left for the other part at its least,
    so that both together stay within the drawing."""
    return max(LEAST, articles * (PLOT - LEAST) // most) if articles else 0
