"""An article's republications: the published articles that are its text printed again."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from archive.models import Article

MOST = 20  # on the page, which says how many there are beside
COLUMNS = {"pk": "pk", "slug": "slug", "title": "title", "kind": "kind", "language": "language"}


@dataclass(frozen=True, slots=True)
class Republication:
    """`outlet` is where it was captured, by name; empty where that is not known."""

    article: Article
    outlet: str


@dataclass(frozen=True, slots=True)
class Republications:
    """The first ones, as many as there is room for, and how many there are `further`."""

    listed: tuple[Republication, ...]
    further: int


class JSONList(Aggregate):
    """What an expression gives for each row, as one list."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **extra)


def with_republications(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles`, each with what `republications` needs, in the same query."""
    named = JSONObject(outlet="outlet__name", **COLUMNS)
    copies = Article.objects.published().filter(republication_of=OuterRef("pk")).order_by()
    listed = copies.values("republication_of").annotate(rows=JSONList(named)).values("rows")
    return articles.annotate(republication_rows=Subquery(listed))


def republications(article: Any) -> Republications:
    """The republications of an article that came `with_republications`, those that were added
    first at the top."""
    rows = sorted(article.republication_rows or (), key=lambda row: int(row["pk"]))
    listed = tuple(
        Republication(Article(**{name: row[name] for name in COLUMNS}), row["outlet"] or "")
        for row in rows[:MOST]
    )
    return Republications(listed, further=len(rows) - len(listed))
