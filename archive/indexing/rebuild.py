"""Rebuilding: entries that are missing, and those to be written anew, a few at a time."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, groupby

from django.db import transaction
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Value, When
from django.db.models.functions import Cast

from archive.indexing.bounds import AT_ONCE, NONE, Subject, bounded
from archive.indexing.writing import take, write_articles, write_comments
from archive.models import Article, Comment, SearchEntry
from archive.models.search_entry import SearchEntryQuerySet

Few = list[Subject]
AT_A_LOOK = 5_000  # of what is missing: to look for it is to go through everything
LONGEST_S = 10  # others wait for the worker, too


def freshen(_at: datetime) -> None:
    """A chore: write stale entries anew, as far as there is time."""
    _write_for(LONGEST_S, _held(SearchEntry.objects.stale()))


def complete(_at: datetime) -> bool:
    """A chore: write missing entries, as far as there is time; and whether none are left."""
    return _write_for(LONGEST_S, _missing())


def rebuild(*, everything: bool = False) -> Iterator[int]:
    """Write what is stale and what is missing, or everything; after every few, how many it was."""
    held = SearchEntry.objects.all() if everything else SearchEntry.objects.stale()
    for few in _parts(chain(_held(held), _missing())):
        _write(few)
        yield len(few)


def _write_for(seconds: float, subjects: Iterator[Few]) -> bool:
    """Whether the time was enough."""
    ends = time.monotonic() + seconds
    is_over = False
    for few in _parts(subjects):
        if is_over:
            return False
        _write(few)
        is_over = time.monotonic() >= ends
    return True


def _parts(subjects: Iterable[Few]) -> Iterator[Few]:
    for few in subjects:
        yield from bounded(few)


@transaction.atomic
def _write(few: Few) -> None:
    """In their order, so that what is new is numbered as it came here."""
    take(article for article, _comment in few)
    for is_article, run in groupby(few, lambda subject: subject[1] == NONE):
        if is_article:
            write_articles([article for article, _comment in run])
        else:
            write_comments([comment for _article, comment in run])


def _held(held: SearchEntryQuerySet) -> Iterator[Few]:
    """Each look begins behind the one before."""
    last = 0
    entries = held.order_by("pk").values_list("pk", "article", "comment")
    while found := list(entries.filter(pk__gt=last)[:AT_ONCE]):
        last = found[-1][0]
        yield [(article, comment or NONE) for _pk, article, comment in found]


def _missing() -> Iterator[Few]:
    """In the order in which they came here, since entries are numbered by that."""
    while found := _without_entry():
        for start in range(0, len(found), AT_ONCE):
            yield found[start : start + AT_ONCE]


def _without_entry() -> Few:
    """The oldest; captured comments came with their article."""
    entries = SearchEntry.objects.order_by()
    of_article, of_comment = (
        Exists(entries.filter(article=OuterRef("pk"), comment=None)),
        Exists(entries.filter(comment=OuterRef("pk"))),
    )
    posted = When(origin=Comment.Origin.MEMBER, then="posted_at")
    articles = Article.objects.order_by().filter(~of_article)
    comments = Comment.objects.order_by().filter(~of_comment).exclude(body="")
    found = articles.annotate(
        came_at=F("added_at"), said=Cast(Value(NONE), BigIntegerField()), under=F("pk")
    ).values_list("came_at", "said", "under")
    said = comments.annotate(
        came_at=Case(posted, default="article__added_at"), said=F("pk"), under=F("article")
    ).values_list("came_at", "said", "under")
    in_order = found.union(said, all=True).order_by("came_at", "said")[:AT_A_LOOK]
    return [(article, comment) for _came_at, comment, article in in_order]
