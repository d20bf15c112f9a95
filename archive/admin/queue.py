"""The queue: which comments wait for a moderator, why, and how many there are."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.models import Comment, ModerationEntry, Report

WAITING, HELD, REPORTED, WITHDRAWN, ALL = "waiting", "held", "reported", "withdrawn", "all"
JUDGED = (Comment.Review.APPROVED, Comment.Review.REJECTED, Comment.Review.REMOVED)
# What was withdrawn is nobody's to read any more, unless somebody complained of it before.
QUEUES = {
    HELD: Q(review=Comment.Review.PENDING, withdrawn_at=None),
    REPORTED: Q(pk__in=Report.objects.open().values("comment")),
    WITHDRAWN: Q(withdrawn_at__isnull=False),
    ALL: Q(),
    **{review.value: Q(review=review) for review in JUDGED},
}


def queue_of(request: HttpRequest) -> str:
    """The queue that `request` asks for. Who sees no reports has no queue of them."""
    asked = request.GET.get(QueueFilter.parameter_name, WAITING)
    known = asked in QUEUES and (asked != REPORTED or sees_reports(request))
    return asked if known else WAITING


def sees_reports(request: HttpRequest) -> bool:
    return request.user.has_perm("archive.view_report")


def condition(queue: str, request: HttpRequest) -> Q:
    """What the comments in `queue` have in common."""
    if queue != WAITING:
        return QUEUES[queue]
    return QUEUES[HELD] | QUEUES[REPORTED] if sees_reports(request) else QUEUES[HELD]


class QueueFilter(admin.SimpleListFilter):
    """One queue at a time; without a word, what waits."""

    title = _("queue")
    parameter_name = "queue"

    def __init__(self, request: HttpRequest, *given: Any) -> None:
        self.queue = queue_of(request)
        super().__init__(request, *given)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        comments = model_admin.get_queryset(request)

        def counted(queue: str, words: str) -> tuple[str, str]:
            total = comments.filter(condition(queue, request)).count()
            return queue, gettext("%(words)s (%(total)s)") % {"words": words, "total": total}

        shown: list[tuple[str, Any]] = [counted(WAITING, gettext("What waits"))]
        if sees_reports(request):
            shown.append(counted(HELD, gettext("Held for review")))
            shown.append(counted(REPORTED, gettext("Reported")))
        shown += [(review.value, review.label.capitalize()) for review in JUDGED]
        return [*shown, (WITHDRAWN, _("Withdrawn by their members")), (ALL, _("All"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(condition(self.queue, request))

    def choices(self, changelist: Any) -> Iterator[Any]:
        for queue, words in self.lookup_choices:
            yield {
                "selected": queue == self.queue,
                "query_string": changelist.get_query_string({self.parameter_name: queue}),
                "display": words,
            }


class QueueList(ChangeList):
    """Each comment with what a moderator wants to know before deciding, in as many queries for
    many as for one."""

    def get_queryset(self, request: HttpRequest, *given: Any, **named: Any) -> QuerySet[Any]:
        return with_grounds(super().get_queryset(request, *given, **named))


def with_grounds(comments: QuerySet[Any]) -> QuerySet[Any]:
    """Comments with `held_because`, `approved_total` of their members, and `open_reports`."""
    held = ModerationEntry.objects.filter(comment=OuterRef("pk"), act=ModerationEntry.Act.HELD)
    approved = Comment.objects.filter(member=OuterRef("member"), review=Comment.Review.APPROVED)
    totals = approved.order_by().values("member").annotate(total=Count("pk")).values("total")
    reports = Report.objects.open().select_related("rule").order_by("reported_at", "pk")
    return (
        comments.select_related("article", "member")
        .defer("body_html", "article__body", "article__body_blocks")
        .annotate(held_because=Subquery(held.order_by("-at", "-pk").values("note")[:1]))
        .annotate(approved_total=Coalesce(Subquery(totals), 0))
        .prefetch_related(Prefetch("reports", reports, to_attr="open_reports"))
    )
