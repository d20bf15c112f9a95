"""What editors are shown of the two articles of a pair, beside their texts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.models import Article
from archive.pages.dates import original_date, source_date


@dataclass(frozen=True, slots=True)
class Column:
    """One article of the pair; the dates are empty where they are not known."""

    article: Article
    date: str
    original_date: str
    is_earlier: bool


def in_percent(share: float) -> str:
    return _("%(percent)s %%") % {"percent": round(share * 100)}


def whence(article: Article) -> str:
    known = (str(article.outlet or ""), source_date(article).words)
    return ", ".join(filter(None, known)) or "—"


def column(article: Article, first: Article | None) -> Column:
    return Column(
        article=article,
        date=source_date(article).words,
        original_date=original_date(article).words,
        is_earlier=article == first,
    )
