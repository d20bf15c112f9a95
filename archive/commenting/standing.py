"""Standing: what a comment is to somebody who reads it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from archive import policies
from archive.commenting.edit import editable_until
from archive.models import Comment, SiteSettings

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser

CAN_CHANGE = (Comment.Review.PENDING, Comment.Review.APPROVED)


@dataclass(frozen=True, slots=True)
class Standing:
    """`own`: whoever reads wrote it; `editable`: and may change it now. `review` is empty for what
    everybody reads, or else pending, rejected or removed, for the `reason` its member was told.
    `decidable`: whoever reads decides about comments."""

    own: bool
    editable: bool
    review: str
    reason: str
    decidable: bool = False


def standing(
    comment: Comment, person: "Person", at: datetime, settings: SiteSettings, reason: str = ""
) -> Standing:
    """What `comment` is to `person`, who may read it, at the moment `at`."""
    own = comment.member_id is not None and comment.member_id == person.pk
    until = editable_until(comment, settings) if own else None
    in_time = until is not None and at < until
    return Standing(
        own=own,
        editable=in_time and comment.review in CAN_CHANGE,
        review="" if comment.review == Comment.Review.APPROVED else comment.review,
        reason=reason,
        # Whoever is not of the staff is no moderator, and costs no query.
        decidable=person.is_staff and policies.may_moderate(person),
    )
