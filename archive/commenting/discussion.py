"""What every change of a discussion does last."""

from collections.abc import Iterable

from django.db.models import BinaryField, Count, F
from django.db.models.functions import Substr

from archive.commenting.place import SEGMENT_BYTES, head_of
from archive.models import Article, Comment


def count_reply(comment: Comment, change: int) -> None:
    """Count `comment` in its article and in the head of its thread, or (-1) count it no more."""
    if not change:
        return
    Article.objects.filter(pk=comment.article_id).update(comment_total=F("comment_total") + change)
    path = bytes(comment.sort_path)
    if path != head_of(path):
        Comment.objects.filter(article=comment.article_id, sort_path=head_of(path)).update(
            reply_total=F("reply_total") + change
        )


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
