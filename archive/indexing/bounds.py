"""Bounds: how much is written in one transaction. While it lasts, SQLite lets nobody else write."""

from collections.abc import Iterator, Sequence

from django.db.models.functions import Length

from archive.models import Article

Subject = tuple[int, int]  # an article, and the comment under it or NONE
NONE = 0
AT_ONCE = 50
MOST_CHARACTERS = 500_000  # of articles' texts, unless one alone has more


def first_of(articles: Sequence[int]) -> list[int]:
    """So many that whoever renames an outlet may wait for them; the worker does the rest in its own
    time."""
    parts = bounded([(article, NONE) for article in articles[:AT_ONCE]])
    return [article for article, _comment in next(parts, [])]


def bounded(few: Sequence[Subject]) -> Iterator[list[Subject]]:
    """All of them, in their order, in parts of texts that are not too long together."""
    articles = [article for article, comment in few if comment == NONE]
    lengths = _lengths(articles) if len(few) > 1 else {}
    part: list[Subject] = []
    characters = 0
    for article, comment in few:
        length = lengths.get(article, 0) if comment == NONE else 0
        if part and characters + length > MOST_CHARACTERS:
            yield part
            part, characters = [], 0
        part.append((article, comment))
        characters += length
    if part:
        yield part


def _lengths(articles: Sequence[int]) -> dict[int, int]:
    rows = Article.objects.filter(pk__in=articles).order_by()
    return dict(rows.values_list("pk", Length("body")))
