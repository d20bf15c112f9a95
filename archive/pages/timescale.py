"""A scale of time: where a day stands between two ends, in periods of equal width."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

MONTH, YEAR, DECADE, CENTURY = 1, 12, 120, 1200  # periods, in months
MONTHS_SHOWN = 36
PERIODS_SHOWN = 60  # so many columns are still told apart on a telephone
TICK_STEPS = (1, 3, 6, YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR, 20 * YEAR, 50 * YEAR, CENTURY)
WIDER_TICK_STEPS = (2 * CENTURY, 5 * CENTURY, 10 * CENTURY, 20 * CENTURY)
YEAR_TICKS = 7  # as many years as stand side by side at 320 px
MONTH_TICKS = 4  # months are written longer
DAYS = 31  # each month is as wide as any other


INSET = 2  # percent of the width on either side, so that a mark on the edge is whole


def percent(place: float) -> str:
    """A place from 0 to 1 as SVG takes it. It is written here, since a template would write its
    decimal point as the reader's language does."""
    return f"{INSET + place * (100 - 2 * INSET):.2f}%"


def percent_wide(share: float) -> str:
    """A width from 0 to 1 as SVG takes it."""
    return f"{share * (100 - 2 * INSET):.2f}%"


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Timescale:
    """`periods` of `step` months each, from the month `begin`, counted from the year 0."""

    begin: int
    step: int
    periods: int

    def place(self, months: float) -> float:
        """Where a moment stands, from 0 to 1."""
        return min(1.0, max(0.0, (months - self.begin) / (self.step * self.periods)))

    def period(self, month: int) -> int:
        """The number of the period that a month is in."""
        return min(self.periods - 1, max(0, (month - self.begin) // self.step))

    def year(self, period: int) -> int:
        """The year in which a period begins."""
        return (self.begin + period * self.step) // YEAR

    def words(self, period: int) -> str:
        """A period's name."""
        if self.step == MONTH:
            return _month(self.begin + period, _("F Y"))
        begin = self.year(period)
        return f"{begin}" if self.step == YEAR else f"{begin}–{begin + self.step // YEAR - 1}"

    def ticks(self) -> Iterator[Tick]:
        """Few enough round moments for their labels to stand side by side."""
        end = self.begin + self.step * self.periods
        for step in TICK_STEPS + WIDER_TICK_STEPS:
            months = range(-(-self.begin // step) * step, end, step)
            if len(months) <= (YEAR_TICKS if step >= YEAR else MONTH_TICKS):
                break
        for month in months:
            label = f"{month // YEAR}" if step >= YEAR else _month(month, _("M Y"))
            yield Tick(percent(self.place(month)), label)


def timescale(first: date, last: date) -> Timescale:
    """The scale that holds both days, in the shortest periods that are not too many."""
    begin, end = month_of(first), month_of(last)
    for step, most in ((MONTH, MONTHS_SHOWN), (YEAR, PERIODS_SHOWN), (DECADE, PERIODS_SHOWN)):
        scale = _scale(begin, end, step)
        if scale.periods <= most:
            return scale
    return _scale(begin, end, CENTURY)


def _scale(begin: int, end: int, step: int) -> Timescale:
    return Timescale(begin // step * step, step, end // step - begin // step + 1)


def month_of(day: date) -> int:
    return day.year * YEAR + day.month - 1


def moment(day: date) -> float:
    """A day in months, as `Timescale.place` takes it."""
    return month_of(day) + (day.day - 1) / DAYS


def _month(month: int, words: str) -> str:
    return date_format(date(month // YEAR, month % YEAR + 1, 1), words)
