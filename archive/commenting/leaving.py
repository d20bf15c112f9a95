"""Leaving: an account is deleted. What its member said in public stays, and names nobody."""

from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.privacy.deletion import bury, forget_in_log
from archive.models import Ban, Comment

JUDGED = (Comment.Review.REJECTED, Comment.Review.REMOVED)


@transaction.atomic
def leave(member: User, at: datetime) -> None:
    """Delete the account of `member`, as they ask or an administrator decides.

    Public comments stay. What waited for a moderator is withdrawn, and its words are erased with
    those of all that the member withdrew. What moderators rejected or removed stays as they
    judged it: nobody else can read it. Raises LastAdministrator.
    """
    bury(member, at)
    unread = Comment.objects.filter(member=member).exclude(review__in=JUDGED)
    unread.filter(Q(review=Comment.Review.PENDING) | Q(withdrawn_at__isnull=False)).update(
        body="",
        body_html="",
        withdrawn_at=Coalesce("withdrawn_at", Value(at), output_field=DateTimeField()),
    )
    forget_in_log(Ban.objects.filter(member=member))
