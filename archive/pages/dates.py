"""Dates in words that claim no more than is known."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from archive.models import Article
from archive.models.dates import Precision

# Translators: date formats as in Django's documentation of the "date" filter.
DAY, DAY_OF_MONTH, DAY_OF_YEAR, MONTH = "j F Y", "j", "j F", "F Y"


@dataclass(frozen=True, slots=True)
class SourceDate:
    """`words` are empty where the date is unknown; `machine` is what a <time> element takes,
    empty where HTML has no way to say it."""

    words: str = ""
    machine: str = ""


def source_date(article: Article) -> SourceDate:
    """When this version of the piece appeared."""
    return in_words(article.date_precision, article.date_earliest, article.date_latest)


def original_date(article: Article) -> SourceDate:
    """When the piece first appeared, elsewhere."""
    return in_words(
        article.original_date_precision,
        article.original_date_earliest,
        article.original_date_latest,
    )


def on_day(moment: datetime) -> SourceDate:
    """The day of a moment, in the site's time zone."""
    day = localtime(moment).date()
    return SourceDate(_day(day), day.isoformat())


def in_words(precision: str, earliest: date | None, latest: date | None) -> SourceDate:
    match precision:
        case Precision.ON if earliest:
            return SourceDate(_day(earliest), earliest.isoformat())
        case Precision.BETWEEN if earliest and latest:
            return _between(earliest, latest)
        case Precision.NOT_BEFORE if earliest:
            whole_years = (earliest.month, earliest.day) == (1, 1)
            begin = f"{earliest.year}" if whole_years else _day(earliest)
            return SourceDate(_("not before %(date)s") % {"date": begin})
        case Precision.NOT_AFTER if latest:
            whole_years = (latest.month, latest.day) == (12, 31)
            end = f"{latest.year}" if whole_years else _day(latest)
            return SourceDate(_("not after %(date)s") % {"date": end})
    return SourceDate()


def _between(earliest: date, latest: date) -> SourceDate:
    """A whole year or month by its name, any other span by its two days."""
    last_of_month = monthrange(latest.year, latest.month)[1]
    whole_months = earliest.day == 1 and latest.day == last_of_month
    same_year = earliest.year == latest.year
    same_month = same_year and earliest.month == latest.month
    if whole_months and same_month:
        return SourceDate(date_format(earliest, _(MONTH)), f"{earliest:%Y-%m}")
    if whole_months and (earliest.month, latest.month) == (1, 12):
        if same_year:
            return SourceDate(f"{earliest.year}", f"{earliest:%Y}")
        begin, end = f"{earliest.year}", f"{latest.year}"
    else:
        shared = DAY_OF_MONTH if same_month else DAY_OF_YEAR if same_year else DAY
        begin, end = date_format(earliest, _(shared)), _day(latest)
    return SourceDate(_("between %(begin)s and %(end)s") % {"begin": begin, "end": end})


def _day(day: date) -> str:
    return date_format(day, _(DAY))
