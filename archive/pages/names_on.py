"""The names on an article: its authors in the order of its bylines, and its topics."""

from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from archive.models import Article, Author, Byline, Topic

AUTHOR, TOPIC = "author", "topic"


def names_on(article: Article) -> tuple[tuple[Author, ...], tuple[Topic, ...]]:
    """One query for both: an article's page has ten to spend."""
    bylines = _alike(
        Byline.objects.filter(article=article),
        AUTHOR,
        number=F("author_id"),
        name=F("author__name"),
        slug=F("author__slug"),
        position=F("position"),
        tie=F("pk"),
    )
    topics = _alike(
        Topic.objects.filter(articles=article),
        TOPIC,
        number=F("pk"),
        name=F("name"),
        slug=F("slug"),
        kind=F("kind"),
    )
    in_order = ("found_as", "found_position", "found_tie", "found_name", "found_kind")
    rows = list(bylines.union(topics, all=True).order_by(*in_order))
    authors = [row for row in rows if row["found_as"] == AUTHOR]
    return (
        tuple(Author(row["found_number"], **_named(row)) for row in authors),
        tuple(
            Topic(row["found_number"], kind=row["found_kind"], **_named(row))
            for row in rows
            if row["found_as"] == TOPIC
        ),
    )


def _alike(rows: QuerySet[Any], found_as: str, **columns: F) -> QuerySet[Any, Any]:
    """Both kinds with the same columns, as a union wants them; none of them is sorted yet."""
    empty = {"kind": Value("", CharField()), "position": _zero(), "tie": _zero()}
    named = {f"found_{name}": column for name, column in {**empty, **columns}.items()}
    return (
        rows.order_by()
        .annotate(found_as=Value(found_as, CharField()), **named)
        .values("found_as", *sorted(named))
    )


def _zero() -> Cast:
    return Cast(Value(0), IntegerField())


def _named(row: Any) -> dict[str, str]:
    return {"name": row["found_name"], "slug": row["found_slug"]}
