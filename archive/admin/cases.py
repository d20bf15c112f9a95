"""A case: a comment with everything that a moderator may know before deciding about it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive import policies
from archive.models import Ban, Comment, CommentRevision, ModerationEntry, Report

Act = ModerationEntry.Act
MOST = 100  # reports of one comment, or decisions about it, on its page; the lists have them all


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member has said so far, counted by what became of it, and the bans there were."""

    approved: int
    pending: int
    rejected: int
    removed: int
    withdrawn: int
    bans: tuple[Ban, ...]
    banned: bool


@dataclass(frozen=True, slots=True)
class Case:
    """`standing` is None for a captured comment, and for those who do not moderate; they get no
    `reports`, `entries` and `revisions` either."""

    comment: Comment
    standing: Standing | None
    reports: tuple[Report, ...]
    entries: tuple[ModerationEntry, ...]
    revisions: tuple[CommentRevision, ...]

    @property
    def acts(self) -> tuple[tuple[str, str], ...]:
        """What there is to decide, the likeliest first: act and words for its button."""
        kept = (Act.APPROVED.value, _("Keep, in spite of the reports"))
        match self.comment.review:
            case Comment.Review.PENDING:
                return (Act.APPROVED.value, _("Approve")), (Act.REJECTED.value, _("Reject…"))
            case Comment.Review.APPROVED:
                reported = any(report.resolved_at is None for report in self.reports)
                return *([kept] if reported else []), (Act.REMOVED.value, _("Remove…"))
        return ((Act.APPROVED.value, _("Show it again")),)


def case_of(comment: Comment, viewer: User) -> Case:
    """What `viewer` may know of `comment`."""

    def may(what: str) -> bool:
        return viewer.has_perm(f"archive.{what}")

    member = comment.member if policies.may_moderate(viewer) else None
    reports = comment.reports.select_related("rule", "reporter", "resolved_by")
    entries = comment.moderation_entries.select_related("actor", "rule")
    return Case(
        comment=comment,
        standing=_standing(member) if member else None,
        reports=tuple(reports[:MOST]) if may("view_report") else (),
        entries=tuple(entries[:MOST]) if may("view_moderationentry") else (),
        revisions=tuple(comment.revisions.order_by("-pk")) if may("view_commentrevision") else (),
    )


def _standing(member: User) -> Standing:
    said = Comment.objects.filter(member=member)
    shown: dict[str, Any] = {
        review.value: Count("pk", Q(review=review, withdrawn_at=None)) for review in Comment.Review
    }
    counts = said.aggregate(**shown, withdrawn=Count("pk", Q(withdrawn_at__isnull=False)))
    bans = Ban.objects.filter(member=member).select_related("set_by")
    in_force = bans.in_force(timezone.now())
    return Standing(**counts, bans=tuple(bans), banned=in_force.exists())
