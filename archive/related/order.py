"""Which of two articles appeared first, as far as their dates tell."""

from archive.models import Article


def earlier(one: Article, other: Article) -> Article | None:
    """The one whose last possible day is before the other's first possible; None where the dates
    do not tell."""
    if _is_before(one, other):
        return one
    return other if _is_before(other, one) else None


def _is_before(one: Article, other: Article) -> bool:
    return bool(one.date_latest and other.date_earliest and one.date_latest < other.date_earliest)
