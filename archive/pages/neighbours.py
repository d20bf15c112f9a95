"""An article's neighbours on the shelf, in the order of "newest here"."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Subquery

from archive.models import Article


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The published articles on either side; None at an end of the shelf."""

    newer: Article | None = None
    older: Article | None = None


def neighbours(article: Article) -> Neighbours:
    """The neighbours of `article`, in one query, however far down the shelf it stands."""
    published = Article.objects.published().order_by("added_at", "pk")
    # The range on added_at is where the index begins to be read; the rest only parts those that
    # were added at the very same moment.
    newer = published.filter(
        Q(added_at__gt=article.added_at) | Q(pk__gt=article.pk), added_at__gte=article.added_at
    )
    older = published.reverse().filter(
        Q(added_at__lt=article.added_at) | Q(pk__lt=article.pk), added_at__lte=article.added_at
    )
    beside = Article.objects.filter(pk__in=[_first(newer), _first(older)])
    found = {
        (row.added_at, row.pk) > (article.added_at, article.pk): row
        for row in beside.order_by().only("slug", "title", "kind", "language", "added_at")
    }
    return Neighbours(newer=found.get(True), older=found.get(False))


def _first(articles: QuerySet[Article]) -> Subquery:
    return Subquery(articles.values("pk")[:1])
