"""Comments that wait for a moderator."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from archive.models import Comment, ModerationEntry


def approved_before(member: User) -> int:
    """How many of the member's comments readers see, or saw until the member withdrew them."""
    return Comment.objects.filter(member=member, review=Comment.Review.APPROVED).count()


def hold(comment: Comment, reasons: Sequence[str], at: datetime) -> None:
    """Write down why `comment` waits, for the moderators."""
    ModerationEntry.objects.create(
        act=ModerationEntry.Act.HELD,
        comment=comment,
        member=comment.member,
        note="\n".join(reasons),
        at=at,
    )
