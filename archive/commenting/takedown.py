"""What of a banned member's words goes with the ban."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from archive.models import Comment

LATELY = timedelta(days=1)


class Takedown(StrEnum):
    """What readers shall not see any more."""

    NONE = "none"
    THIS = "this"
    DAY = "day"
    ALL = "all"


def taken_down(
    takedown: Takedown, member_ids: Collection[int], comment: Comment | None, at: datetime
) -> QuerySet[Comment]:
    """Of what these members said, and readers see or a moderator was to look at, that which goes
    with a ban at the moment `at`. `comment` is the one that THIS means."""
    shown = (Comment.Review.PENDING, Comment.Review.APPROVED)
    said = Comment.objects.filter(member__in=member_ids, withdrawn_at=None, review__in=shown)
    match takedown:
        case Takedown.NONE:
            return said.none()
        case Takedown.THIS:
            return said.filter(pk=comment.pk if comment else None)
        case Takedown.DAY:
            return said.filter(posted_at__gt=at - LATELY)
        case Takedown.ALL:
            return said
