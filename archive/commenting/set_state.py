"""What moderators decide about comments, each decision with its row in the log."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.discussion import count_reply, touch
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_articles, take_members
from archive.models import Comment, ModerationEntry, Report, Rule

Act = ModerationEntry.Act
BECOMES = {
    Act.APPROVED: Comment.Review.APPROVED,
    Act.REJECTED: Comment.Review.REJECTED,
    Act.REMOVED: Comment.Review.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What `actor` decides: approved, rejected or removed. `reason` is what members are told.

    `editions` tells, by a comment's id, which edition of it the actor read: nobody lets pass words
    that came after. `reviews` tells in the same way how the actor found it: nobody undoes what
    somebody else decided meanwhile without knowing of it."""

    act: ModerationEntry.Act
    actor: User
    reason: str = ""
    rule: Rule | None = None
    editions: Mapping[int, int] = field(default_factory=dict)
    reviews: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def set_state(comments: Collection[int], decision: Decision) -> list[ModerationEntry]:
    """Let `decision` hold for `comments`, by id: one transaction, and one entry for each comment
    that it changed or whose reports it answered. A comment that was edited or decided about since
    the actor read it is left as it is.

    Raises Refused where something would be hidden without a reason.
    """
    if decision.act != Act.APPROVED and not decision.reason.strip():
        raise Refused(_("Write a reason: the member is told why a comment is not shown."))
    held = Comment.objects.filter(pk__in=comments).order_by("pk")
    members = held.exclude(member=None).values_list("member_id", flat=True)
    take_members([decision.actor.pk, *members])
    take_articles(held.values_list("article_id", flat=True))
    batch = uuid4() if len(comments) > 1 else None
    # Whoever reports waits for the same turn, so no more come while this is going on.
    open_reports = Report.objects.open().filter(comment__in=comments)
    reported = set(open_reports.values_list("comment", flat=True))
    entries = [
        entry
        for comment in held
        if (entry := _decide(comment, decision, batch, reported=comment.pk in reported))
    ]
    touch(entry.comment.article_id for entry in entries if entry.comment)
    return entries


def _decide(
    comment: Comment, decision: Decision, batch: UUID | None, *, reported: bool
) -> ModerationEntry | None:
    if decision.editions.get(comment.pk, comment.edition) != comment.edition:
        return None
    if decision.reviews.get(comment.pk, comment.review) != comment.review:
        return None
    review, was = BECOMES[decision.act], comment.review
    if was == review and not reported:
        return None
    now = timezone.now()
    entry = ModerationEntry.objects.create(
        act=Act.KEPT if was == review == Comment.Review.APPROVED else decision.act,
        actor=decision.actor,
        comment=comment,
        member=comment.member,
        rule=decision.rule,
        reason=decision.reason.strip(),
        before={"review": was},
        batch=batch,
        at=now,
    )
    if reported:
        open_reports = Report.objects.open().filter(comment=comment)
        open_reports.update(resolved_at=now, resolved_by=entry)
    if was != review:
        _change(comment, review)
    return entry


def _change(comment: Comment, review: Comment.Review) -> None:
    was_public = comment.review == Comment.Review.APPROVED
    comment.review = review
    comment.save(update_fields=["review"])
    if not comment.withdrawn_at:
        count_reply(comment, (review == Comment.Review.APPROVED) - was_public)
