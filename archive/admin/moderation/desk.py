"""The desk: all that waits for somebody of the staff, with how much there is and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import policies
from archive.admin.moderation.queue import HELD, NEW, QUEUES, REPORTED, not_ones_own
from archive.models import (
    Appeal,
    Article,
    Ban,
    Comment,
    RemovalRequest,
    Report,
    RepublicationCandidate,
)


@dataclass(frozen=True, slots=True)
class Queue:
    """`since` is when the oldest began to wait; None where nothing does."""

    name: str
    words: str
    url: str
    total: int
    since: datetime | None


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """For whoever may look at anything of it."""
    queues = queues_for(request)
    if not queues:
        raise PermissionDenied
    context = {**admin.site.each_context(request), "title": _("The desk"), "queues": queues}
    return TemplateResponse(request, "admin/archive/comment/desk.html", context)


def queues_for(request: HttpRequest) -> list[Queue]:
    """The queues of whoever sends `request`: moderators', editors', or all."""
    found = _of_comments(request) if policies.may_moderate(request.user) else []
    if request.user.has_perm("archive.change_appeal"):
        appeals = Appeal.objects.open().exclude(member=request.user.pk)
        words = _("Appeals"), _("Members ask for a decision to be looked at again.")
        found.append(_queue(words, "appeal", "outcome=open", appeals, "made_at"))
    if request.user.has_perm("archive.change_removalrequest"):
        words = _("Requests to remove"), _("Somebody asks for something captured to go.")
        open_ones = RemovalRequest.objects.open()
        found.append(_queue(words, "removalrequest", "answered=no", open_ones, "made_at"))
    if request.user.has_perm("archive.change_ban"):
        words = _("Bans to explain"), _("Their members have not been told why yet.")
        bans = Ban.objects.unexplained()
        found.append(_queue(words, "ban", "standing=unexplained", bans, "begins_at"))
    if policies.may_edit(request.user):
        words = _("The same story?"), _("Pairs of articles that share much of their words.")
        pairs = RepublicationCandidate.objects.proposed()
        found.append(_queue(words, "republicationcandidate", "", pairs, "found_at"))
    return found


def _of_comments(request: HttpRequest) -> list[Queue]:
    shown = Comment.objects.filter(article__in=Article.objects.visible_to(request.user))
    others = shown.filter(not_ones_own(request))
    written = Coalesce("edited_at", "posted_at")
    reports = Report.objects.open().filter(comment__in=others).order_by()
    about = reports.aggregate(total=Count("comment", distinct=True), since=Min("reported_at"))
    held = _("Waiting"), _("Comments that nobody reads before you let them through.")
    new = _("New members"), _("Of them those whose members were never let through before.")
    reported = _("Reported"), _("Comments that a reader thinks break a rule.")
    return [
        _queue(held, "comment", f"queue={HELD}", others.filter(QUEUES[HELD]), written),
        Queue(*reported, _list("comment", f"queue={REPORTED}"), about["total"], about["since"]),
        _queue(new, "comment", f"queue={NEW}", others.filter(QUEUES[NEW]), written),
    ]


def _queue(
    words: tuple[str, str], model: str, query: str, rows: QuerySet[Any], moment: Any
) -> Queue:
    found = rows.order_by().aggregate(total=Count("pk"), since=Min(moment))
    return Queue(*words, _list(model, query), found["total"], found["since"])


def _list(model: str, query: str) -> str:
    address = reverse(f"admin:archive_{model}_changelist")
    return f"{address}?{query}" if query else address
