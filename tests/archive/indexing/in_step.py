"""Whether entries say what the rows that they stand for say."""

from typing import Any

from archive.indexing.rebuild import rebuild
from archive.indexing.writing import WRITTEN
from archive.models import Article, Comment, SearchEntry

Entries = dict[tuple[int, int | None], tuple[Any, ...]]


def entries() -> Entries:
    """What is indexed, by article and comment."""
    rows = SearchEntry.objects.values_list("article", "comment", "pk", *WRITTEN)
    return {(article, comment): tuple(rest) for article, comment, *rest in rows}


def assert_in_step() -> Entries:
    """Nothing is missing, nothing is too much, and writing all of it again changes nothing."""
    said = Comment.objects.exclude(body="").values_list("article", "pk")
    held = entries()
    assert set(held) == {
        *((pk, None) for pk in Article.objects.values_list("pk", flat=True)),
        *said,
    }
    list(rebuild(everything=True))
    again = entries()
    assert {
        subject: (held[subject], again[subject])
        for subject in held
        if held[subject] != again[subject]
    } == {}
    return held
