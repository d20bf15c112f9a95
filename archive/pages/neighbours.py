"""An article's neighbours on the shelf, in the order of "newest here"."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from archive.models import Article

# The range on added_at is where the index begins to be read; the rest only parts those that were
# added at the very same moment.
MOMENT, NUMBER = OuterRef("added_at"), OuterRef("pk")
PUBLISHED = Article.objects.published().order_by("added_at", "pk")
NEWER = PUBLISHED.filter(Q(added_at__gt=MOMENT) | Q(pk__gt=NUMBER), added_at__gte=MOMENT)
OLDER = PUBLISHED.reverse().filter(Q(added_at__lt=MOMENT) | Q(pk__lt=NUMBER), added_at__lte=MOMENT)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The published articles on either side; None at an end of the shelf."""

    newer: Article | None = None
    older: Article | None = None


def with_neighbours(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles`, each with what `neighbours` needs, in the same query."""
    return articles.annotate(newer_row=_first(NEWER), older_row=_first(OLDER))


def neighbours(article: Any) -> Neighbours:
    """The neighbours of an article that came `with_neighbours`."""
    return Neighbours(
        newer=Article(**article.newer_row) if article.newer_row else None,
        older=Article(**article.older_row) if article.older_row else None,
    )


def _first(articles: QuerySet[Article]) -> Subquery:
    columns = {name: name for name in ("pk", "slug", "title", "kind", "language")}
    return Subquery(articles.values(row=JSONObject(**columns))[:1])
