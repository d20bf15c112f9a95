"""What moderators decide about comments, each decision with its row in the log."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import User
from archive.commenting.discussion import count_reply, lock, touch
from archive.models import Comment, ModerationEntry, Report, Rule

Act = ModerationEntry.Act
BECOMES = {
    Act.APPROVED: Comment.Review.APPROVED,
    Act.REJECTED: Comment.Review.REJECTED,
    Act.REMOVED: Comment.Review.REMOVED,
}


def set_state(
    comments: Collection[int],
    act: "ModerationEntry.Act",
    actor: User,
    at: datetime,
    *,
    reason: str = "",
    rule: Rule | None = None,
) -> list[ModerationEntry]:
    """Let `act` (approved, rejected or removed) be what `actor` decided about `comments`, by id.

    One transaction, one entry for each comment that it changed or whose reports it answered.
    Raises ValueError where a comment would be hidden without a reason: its member is told one.
    """
    if act != Act.APPROVED and not reason.strip():
        raise ValueError("hiding a comment takes a reason")
    batch = uuid4() if len(comments) > 1 else None
    with transaction.atomic():
        lock(Comment.objects.filter(pk__in=comments).values_list("article_id", flat=True))
        held = Comment.objects.filter(pk__in=comments).order_by("pk")
        decided = (_decide(comment, act, actor, at, reason, rule, batch) for comment in held)
        entries = [entry for entry in decided if entry]
        touch(entry.comment.article_id for entry in entries if entry.comment)
    return entries


def _decide(
    comment: Comment,
    act: "ModerationEntry.Act",
    actor: User,
    at: datetime,
    reason: str,
    rule: Rule | None,
    batch: UUID | None,
) -> ModerationEntry | None:
    review = BECOMES[act]
    reports = Report.objects.open().filter(comment=comment)
    changes = comment.review != review
    if not changes and not reports.exists():
        return None
    entry = ModerationEntry.objects.create(
        act=act if changes else Act.KEPT,
        actor=actor,
        comment=comment,
        member=comment.member,
        rule=rule,
        reason=reason,
        before={"review": comment.review},
        batch=batch,
        at=at,
    )
    reports.update(resolved_at=at, resolved_by=entry)
    if changes:
        _change(comment, review)
    return entry


def _change(comment: Comment, review: str) -> None:
    was_public = comment.review == Comment.Review.APPROVED
    comment.review = review
    comment.save(update_fields=["review"])
    if not comment.withdrawn_at:
        count_reply(comment, (review == Comment.Review.APPROVED) - was_public)
