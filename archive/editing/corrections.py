"""Corrections: what an editor says of an article, kept as such."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from archive.models import Article, Basis, Evidence

# The columns that hold each fact, where their names differ from the fact's.
COLUMNS = {
    "date_precision": "date",
    "date_earliest": "date",
    "date_latest": "date",
    "original_date_precision": "original_date",
    "original_date_earliest": "original_date",
    "original_date_latest": "original_date",
}
FACTS = frozenset(
    {
        "kind",
        "title",
        "dek",
        "language",
        "key_points",
        "body",
        "outlet",
        "original_outlet",
        "original_url",
        "republication_of",
        "date",
        "original_date",
        "authors",
        "topics",
        "citations",
        "image_credits",
        "rights",
    }
)


def facts_in(columns: Iterable[str]) -> list[str]:
    """The facts that a change of these columns changes."""
    facts = {COLUMNS.get(column, column) for column in columns}
    return sorted(facts & FACTS)


@transaction.atomic
def record_correction(
    article: Article,
    facts: Iterable[str],
    *,
    by: User,
    fact: str = "",
    lines: list[list[int]] | None = None,
) -> None:
    """Let `by` vouch for `facts` of `article` as they are now. No import changes them any more.

    `fact` is the public fact and `lines` the ranges in the current capture that they rest on.
    """
    for name in facts:
        article.evidence.filter(field=name).delete()
        Evidence.objects.create(
            article=article,
            field=name,
            value=_in_words(article, name),
            basis=Basis.EDITORIAL,
            source=Evidence.Source.EDITOR,
            document=article.document if lines else None,
            lines=lines or [],
            fact=fact,
            set_by=by,
        )


def _in_words(article: Article, name: str) -> str:
    if name in {"date", "original_date"}:
        return article.date_words(name)
    if name == "authors":
        return ", ".join(byline.author.name for byline in article.bylines.all())
    if name == "topics":
        return ", ".join(topic.name for topic in article.topics.all())
    if name in {"body", "citations", "republication_of"}:  # which readers may not open for ever
        return ""
    value = getattr(article, name)
    return "\n".join(value) if isinstance(value, list) else str(value or "")
