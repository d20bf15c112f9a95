"""Leaving: an account is deleted. What its member said in public stays, and names nobody."""

from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.privacy.deletion import bury, forget_in_log
from archive.commenting.discussion import touch
from archive.commenting.turns import take_articles
from archive.indexing import forget_comments
from archive.models import (
    Appeal,
    Author,
    Ban,
    Comment,
    CommentRevision,
    Member,
    MemberPremoderation,
    MemberWarning,
)

JUDGED = (Comment.Review.REJECTED, Comment.Review.REMOVED)


@transaction.atomic
def leave(member: User, at: datetime) -> None:
    """Delete the account of `member`, as they ask or an administrator decides.

    Public comments stay, without the mark of an article's author, who has a name. What waited for
    a moderator is withdrawn, and its words are erased with those of all that the member withdrew.
    What moderators rejected or removed stays as they judged it: nobody else can read it. So do
    bans and warnings; of appeals, the answers, and not what the member said. Raises
    LastAdministrator.
    """
    bury(member, at)
    comments = Comment.objects.filter(member=member)
    articles = set(comments.values_list("article_id", flat=True))
    take_articles(articles)  # before any row under them: whoever answers there holds theirs, too
    unread = comments.exclude(review__in=JUDGED).filter(
        Q(review=Comment.Review.PENDING) | Q(withdrawn_at__isnull=False)
    )
    CommentRevision.objects.filter(comment__in=unread).delete()
    forget_comments(unread)
    unread.update(
        body="",
        body_html="",
        withdrawn_at=Coalesce("withdrawn_at", Value(at), output_field=DateTimeField()),
    )
    Author.objects.filter(member=member).update(member=None)
    comments.update(by_article_author=False)
    _forget_judging(member)
    touch(articles)


def _forget_judging(member: User) -> None:
    """Nobody is left to answer or to wait for, and the administration's log names them no more.
    The moderation log is never changed: its rows lead to a tombstone now."""
    judged = [model.objects.filter(member=member) for model in (Ban, MemberWarning, Appeal)]
    for records in (*judged, Member.objects.filter(pk=member.pk)):
        forget_in_log(records)
    MemberPremoderation.objects.filter(member=member).delete()
    Appeal.objects.open().filter(member=member).delete()
    Appeal.objects.filter(member=member).update(words="")
