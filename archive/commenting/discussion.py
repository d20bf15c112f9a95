"""What every change of a discussion does last."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BinaryField, Count, F
from django.db.models.functions import Substr

from archive.commenting.place import SEGMENT_BYTES, head_of
from archive.models import Article, Comment

AT_ONCE = 1_000  # rows named in one statement; SQLite takes 32,766 values


def count_reply(comment: Comment, change: int) -> None:
    """Count `comment` in its article and in the head of its thread, or (-1) count it no more."""
    count_replies({comment: change})


def count_replies(changes: Mapping[Comment, int]) -> None:
    """The same for several: one statement for all that change by as much in one article."""
    articles: Counter[int] = Counter()
    heads: Counter[tuple[int, bytes]] = Counter()
    for comment, change in changes.items():
        path = bytes(comment.sort_path)
        articles[comment.article_id] += change
        if path != head_of(path):
            heads[comment.article_id, head_of(path)] += change
    for article, change in articles.items():
        if change:
            of_article = Article.objects.filter(pk=article)
            of_article.update(comment_total=F("comment_total") + change)
    alike: dict[tuple[int, int], list[bytes]] = defaultdict(list)
    for (article, path), change in heads.items():
        if change:
            alike[article, change].append(path)
    for (article, change), paths in alike.items():
        for some in parts(paths):
            counted = Comment.objects.filter(article=article, sort_path__in=some)
            counted.update(reply_total=F("reply_total") + change)


def review(becomes: Mapping[Comment, str]) -> set[int]:
    """Let each comment's review be what it becomes, here and in the database, and count anew what
    readers see. The caller has taken the turns. Gives the articles under which readers see
    something else now, by id."""
    alike: dict[str, list[int]] = defaultdict(list)
    counts: dict[Comment, int] = {}
    for comment, state in becomes.items():
        if comment.review != state:
            alike[state].append(comment.pk)
            if not comment.withdrawn_at:
                approved = Comment.Review.APPROVED
                counts[comment] = (state == approved) - (comment.review == approved)
            comment.review = state
    for state, numbers in alike.items():
        for some in parts(numbers):
            Comment.objects.filter(pk__in=some).update(review=state)
    count_replies(counts)
    return {comment.article_id for comment, change in counts.items() if change}


def parts(rows: list[Any]) -> Iterable[list[Any]]:
    """`rows`, as many at once as a statement takes."""
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def recount(article_id: int) -> None:
    """Count anew, where comments moved from thread to thread or went."""
    comments = Comment.objects.filter(article=article_id)
    head = Substr("sort_path", 1, SEGMENT_BYTES, output_field=BinaryField())
    below = comments.public().filter(depth__gt=0).order_by().values_list(head)
    totals = {bytes(path): total for path, total in below.annotate(Count("pk"))}
    counted = comments.filter(depth=0) | comments.filter(reply_total__gt=0)
    for comment in counted.only("sort_path", "reply_total"):
        total = totals.get(bytes(comment.sort_path), 0)
        if comment.reply_total != total:
            Comment.objects.filter(pk=comment.pk).update(reply_total=total)
    Article.objects.filter(pk=article_id).update(comment_total=comments.public().count())


def touch(article_ids: Iterable[int]) -> None:
    """Say that these discussions changed: the last statement before the commit."""
    Article.objects.filter(pk__in=set(article_ids)).update(
        discussion_version=F("discussion_version") + 1
    )
