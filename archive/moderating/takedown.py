"""What of a banned member's words goes with the ban."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from archive.models import Ban, Comment

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
            return said.filter(pk=comment.pk) if comment else said.none()
        case Takedown.DAY:
            return said.filter(posted_at__gt=at - LATELY)
        case Takedown.ALL:
            return said


def reason_told() -> Coalesce:
    """Of entries of the log, why, as their members are told: what an entry says, or else what the
    ban says that it went with, which may have been explained later. Empty while nobody said."""
    bans = Ban.objects.filter(batch=OuterRef("batch"), member=OuterRef("member"))
    of_ban = Subquery(bans.order_by("pk").values("reason")[:1])
    return Coalesce(NullIf(F("reason"), Value("")), of_ban, Value(""))
