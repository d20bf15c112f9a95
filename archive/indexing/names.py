"""The names on articles: their authors and topics, of any number of articles in one query."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from archive.indexing.marks import Names
from archive.models import Article, Byline

AUTHOR, TOPIC = 1, 2


def names_of(articles: Collection[int]) -> dict[int, Names]:
    """By article, each with its authors as the page names them and its topics by their names."""
    bylines = Byline.objects.filter(article__in=articles)
    filed = Article.topics.through.objects.filter(article__in=articles)
    authors = _alike(
        bylines, AUTHOR, place=F("position"), number=F("author"), name=F("author__name")
    )
    topics = _alike(filed, TOPIC, number=F("topic"), name=F("topic__name"))
    found: dict[int, dict[int, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    in_order = ("named_place", "named_name", "named_number")
    for article, what, _place, number, name in authors.union(topics, all=True).order_by(*in_order):
        found[article][what].append((number, name))
    return {
        article: Names(tuple(named[AUTHOR]), tuple(named[TOPIC]))
        for article, named in found.items()
    }


def _alike(rows: QuerySet[Any], what: int, **columns: F) -> QuerySet[Any, Any]:
    """Both kinds with the same columns, as a union wants them; none of them is sorted yet."""
    named = {"place": _number(0), **columns}
    return (
        rows.order_by()
        .annotate(named_what=_number(what), **{f"named_{key}": one for key, one in named.items()})
        .values_list("article_id", "named_what", "named_place", "named_number", "named_name")
    )


def _number(value: int) -> Cast:
    return Cast(Value(value), IntegerField())
