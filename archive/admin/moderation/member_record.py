"""A member's record: all that moderators know of one, on one page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from archive.admin.moderation.queue import own_case
from archive.admin.moderation.standings import Standing, standings
from archive.models import Article, Comment, Member, MemberWarning, ModerationEntry, Report
from archive.moderating.notes import notes_on

LATEST = 20  # of each; the lists, to which the page leads, have them all


@dataclass(frozen=True, slots=True)
class Record:
    """Of oneself a moderator learns nothing that other members would not, and there is nothing
    that they could do: `own`. `acts` are the names of what can be done."""

    own: bool
    standing: Standing
    comments: tuple[Comment, ...]
    reports: tuple[Report, ...] = ()
    entries: tuple[ModerationEntry, ...] = ()
    warnings: tuple[MemberWarning, ...] = ()
    notes: tuple[ModerationEntry, ...] = ()
    acts: tuple[str, ...] = ()


def record_of(member: Member, request: HttpRequest) -> Record:
    """What whoever sends `request`, and moderates, may know of `member`."""
    standing = standings([member.pk], timezone.now())[member.pk]
    visible = Article.objects.visible_to(request.user)
    said = Comment.objects.filter(member=member, article__in=visible)
    latest = said.select_related("article", "member").defer("article__body", "article__body_blocks")
    comments = tuple(latest.order_by("-posted_at", "-pk")[:LATEST])
    if own_case(member.pk, request):
        return Record(own=True, standing=Standing(), comments=comments)
    reports = Report.objects.filter(comment__in=said).select_related("rule", "reporter", "comment")
    entries = ModerationEntry.objects.filter(member=member).select_related("actor", "rule")
    return Record(
        own=False,
        standing=standing,
        comments=comments,
        reports=tuple(reports.select_related("resolved_by")[:LATEST]),
        entries=tuple(entries[:LATEST]),
        warnings=tuple(
            MemberWarning.objects.filter(member=member).select_related("set_by", "rule")
        ),
        notes=tuple(notes_on(member)[:LATEST]),
        acts=tuple(_acts(standing, request)),
    )


def _acts(standing: Standing, request: HttpRequest) -> list[str]:
    found = ["note", "warn", "release" if standing.premoderated else "premoderate", "ban"]
    return [*found, "lift"] if standing.banned else found
