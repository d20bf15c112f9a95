"""Dates in citations: the digits that are certain, and words around them where a day is not."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from archive.models import Article
from archive.models.dates import Precision

Parts = tuple[int, ...]  # a year, a year and month, or a year, month and day


@dataclass(frozen=True, slots=True)
class CitedDate:
    """A date as exactly as it is known. An end that is open, or unknown, is None."""

    precision: str = Precision.UNKNOWN
    earliest: date | None = None
    latest: date | None = None

    @property
    def year(self) -> int | None:
        """The year, where it is certain."""
        if self.earliest and self.latest and self.earliest.year == self.latest.year:
            return self.earliest.year
        return None

    @property
    def month(self) -> int | None:
        """The month, where it is certain."""
        if self.year and self.earliest and self.latest and self.earliest.month == self.latest.month:
            return self.earliest.month
        return None

    @property
    def ends(self) -> tuple[Parts | None, Parts | None]:
        """Both ends, no longer than they must be: a whole year is its year. They are the same
        where one date says it all."""
        first, last = self.earliest, self.latest
        begins_year = first is None or (first.month, first.day) == (1, 1)
        ends_year = last is None or (last.month, last.day) == (12, 31)
        if begins_year and ends_year:
            length = 1
        elif first and last and first.day == 1 and self.month and last == _month_end(last):
            length = 2
        else:
            length = 3
        return _parts(first, length), _parts(last, length)

    @property
    def words(self) -> str:
        """Such as "between 2023-03-27 and 2023-03-31"; empty where nothing is known. Digits
        stay in ISO 8601's order, which every reader of a citation takes the same way."""
        first, last = self.ends
        if first and last:
            if first == last:
                return iso(first)
            return _("between %(begin)s and %(end)s") % {"begin": iso(first), "end": iso(last)}
        if first:
            return _("not before %(date)s") % {"date": iso(first)}
        return _("not after %(date)s") % {"date": iso(last)} if last else ""


UNDATED = CitedDate()


def date_of(article: Article, name: str) -> CitedDate:
    """Its `name`, "date" or "original_date"."""
    parts = (getattr(article, f"{name}_{part}") for part in ("precision", "earliest", "latest"))
    return CitedDate(*parts)


def iso(parts: Parts) -> str:
    """`parts` with hyphens between them."""
    year, *rest = parts
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])


def _parts(day: date | None, length: int) -> Parts | None:
    return (day.year, day.month, day.day)[:length] if day else None


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
