"""What every change of a discussion does last."""

from collections.abc import Iterable

from django.db.models import F

from archive.commenting.place import head_of
from archive.models import Article, Comment


def count_reply(comment: Comment, change: int) -> None:
    """Count `comment` in the head of its thread, or (-1) count it there no more."""
    path = bytes(comment.sort_path)
    if change and path != head_of(path):
        Comment.objects.filter(article=comment.article_id, sort_path=head_of(path)).update(
            reply_total=F("reply_total") + change
        )


def touch(article_ids: Iterable[int]) -> None:
    """Say that these discussions changed: the last statement before the commit."""
    Article.objects.filter(pk__in=set(article_ids)).update(
        discussion_version=F("discussion_version") + 1
    )
