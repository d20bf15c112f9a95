"""A case: a comment with everything that a moderator may know before deciding about it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import policies
from archive.admin.moderation.acts import Acts, acts
from archive.admin.moderation.deciding import as_word
from archive.admin.moderation.erasing import is_erasable
from archive.admin.moderation.queue import is_ones_own
from archive.admin.moderation.standings import Standing, standings
from archive.models import Comment, CommentRevision, ModerationEntry, Report
from archive.moderating.seen import seen_now

MOST = 100  # reports of one comment, or decisions about it, on its page; the lists have them all


@dataclass(frozen=True, slots=True)
class Case:
    """`standing` is None for a captured comment, and for those who do not moderate; they get no
    `reports`, `entries` and `revisions` either, and nothing to do. `own` is what the moderator
    wrote: they learn as much of it as any other member would. `seen` is what a decision knows.
    `erasable` is for administrators."""

    comment: Comment
    parent: Comment | None
    own: bool
    seen: str
    acts: Acts
    erasable: bool
    standing: Standing | None
    reports: tuple[Report, ...]
    entries: tuple[ModerationEntry, ...]
    revisions: tuple[CommentRevision, ...]

    @property
    def name(self) -> str:
        return str(self.comment.member or self.comment.captured_name or _("unnamed reader"))


def case_of(comment: Comment, request: HttpRequest) -> Case:
    """What whoever sends `request` may know of `comment`, which they may read."""
    viewer: Any = request.user
    own = is_ones_own(comment, request)
    judges = policies.may_moderate(viewer) and not own

    def may(what: str) -> bool:
        return not own and viewer.has_perm(f"archive.{what}")

    reports = comment.reports.select_related("rule", "reporter", "resolved_by")
    entries = comment.moderation_entries.select_related("actor", "rule")
    told = tuple(reports[:MOST]) if may("view_report") else ()
    reported = any(report.resolved_at is None for report in told)
    return Case(
        comment=comment,
        parent=_parent(comment, viewer),
        own=own,
        seen=as_word(seen_now(Comment.objects.filter(pk=comment.pk))[0]) if judges else "",
        acts=acts(comment, reported=reported) if judges else (),
        erasable=is_erasable(comment, request),
        standing=_standing(comment) if judges else None,
        reports=told,
        entries=tuple(entries[:MOST]) if may("view_moderationentry") else (),
        revisions=tuple(comment.revisions.order_by("-pk")) if may("view_commentrevision") else (),
    )


def _standing(comment: Comment) -> Standing | None:
    if comment.member_id is None:
        return None
    return standings([comment.member_id], timezone.now())[comment.member_id]


def _parent(comment: Comment, viewer: Any) -> Comment | None:
    """What it answers, for those who may read that."""
    if comment.parent_id is None:
        return None
    above = Comment.objects.filter(pk=comment.parent_id).select_related("member")
    return (above if policies.may_moderate(viewer) else above.public()).first()
