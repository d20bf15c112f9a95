"""What moderators decide about comments, each decision with its row in the log."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.discussion import AT_ONCE, review, touch
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_articles, take_members
from archive.models import Comment, ModerationEntry, Report, Rule
from archive.moderating.log import waiting_since
from archive.moderating.telling import tell

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
    held = Comment.objects.filter(pk__in=comments)
    members = held.exclude(member=None).values_list("member_id", flat=True)
    take_members([decision.actor.pk, *members])
    take_articles(held.values_list("article_id", flat=True))
    batch = uuid4() if len(comments) > 1 else None
    entries = decide(held, decision, batch, timezone.now())
    tell(entries)
    return entries


def decide(
    comments: QuerySet[Comment], decision: Decision, batch: UUID | None, at: datetime
) -> list[ModerationEntry]:
    """The lower half of `set_state`, for verbs that have taken the turns of the comments, their
    members and the actor, and have read the clock. In as many statements for many as for few,
    but for the heads of threads, which are counted article by article."""
    found = list(comments.defer("body", "body_html").select_related("member").order_by("pk"))
    erased = set(comments.filter(body="").order_by().values_list("pk", flat=True))
    # Whoever reports waits for the same turn, so no more come while this is going on.
    reports = list(Report.objects.open().filter(comment__in=comments.order_by()))
    reported = {report.comment_id for report in reports}
    waiting = waiting_since(comments)
    entries = {
        comment: _entry(comment, decision, batch, at, waiting.get(comment.pk))
        for comment in found
        if _concerns(comment, decision, is_reported=comment.pk in reported)
        and not (comment.pk in erased and _is_shown_by(comment, decision))
    }
    ModerationEntry.objects.bulk_create(entries.values(), batch_size=AT_ONCE)
    _answer(reports, {comment.pk: entry for comment, entry in entries.items()})
    touch(review(dict.fromkeys(entries, BECOMES[decision.act])))
    return list(entries.values())


def _concerns(comment: Comment, decision: Decision, *, is_reported: bool) -> bool:
    """Whether `comment` is still what the actor saw, and something is decided about it."""
    if decision.editions.get(comment.pk, comment.edition) != comment.edition:
        return False
    if decision.reviews.get(comment.pk, comment.review) != comment.review:
        return False
    return is_reported or comment.review != BECOMES[decision.act]


def _is_shown_by(comment: Comment, decision: Decision) -> bool:
    """Whether readers would see `comment` by it who do not now: not where nothing is left of it."""
    return decision.act == Act.APPROVED and comment.review != Comment.Review.APPROVED


def _entry(
    comment: Comment,
    decision: Decision,
    batch: UUID | None,
    at: datetime,
    since: datetime | None,
) -> ModerationEntry:
    was, becomes = comment.review, BECOMES[decision.act]
    return ModerationEntry(
        act=Act.KEPT if was == becomes == Comment.Review.APPROVED else decision.act,
        actor=decision.actor,
        comment=comment,
        member=comment.member,
        rule=decision.rule,
        reason=decision.reason.strip(),
        before={"review": was},
        after={"review": becomes},
        waited=max(at - since, timedelta()) if since else None,
        batch=batch,
        at=at,
    )


def _answer(reports: list[Report], entries: Mapping[int, ModerationEntry]) -> None:
    """By the entry of the comment that each is about."""
    answered = [report for report in reports if report.comment_id in entries]
    for report in answered:
        report.resolved_by = entries[report.comment_id]
        report.resolved_at = report.resolved_by.at
    Report.objects.bulk_update(answered, ["resolved_by", "resolved_at"], batch_size=200)
