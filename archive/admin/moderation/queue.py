"""The queue: which comments wait for a moderator, why, and how many there are."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import policies
from archive.admin.moderation.acts import acts
from archive.admin.moderation.deciding import as_word
from archive.admin.moderation.standings import standings
from archive.models import Comment, ModerationEntry, Report
from archive.moderating.impartiality import judges_alone
from archive.moderating.seen import as_seen, seen_of

WAITING, HELD, REPORTED, NEW = "waiting", "held", "reported", "new"
WITHDRAWN, ALL = "withdrawn", "all"
OLDEST_FIRST = {WAITING, HELD, REPORTED, NEW}
JUDGED = (Comment.Review.APPROVED, Comment.Review.REJECTED, Comment.Review.REMOVED)
PENDING = Q(review=Comment.Review.PENDING, withdrawn_at=None)


def unheard() -> Q:
    """By members of whom nothing was approved yet. Not by Exists, of which PostgreSQL makes a join:
    where it takes the table for empty, that is of everything with everything."""
    said = Comment.objects.filter(member=OuterRef("member"), review=Comment.Review.APPROVED)
    return Q(member__isnull=False) & Q(IsNull(Subquery(said.order_by().values("pk")[:1]), True))


# What was withdrawn is nobody's to read any more, unless somebody complained of it before.
QUEUES = {
    HELD: PENDING,
    REPORTED: Q(pk__in=Report.objects.open().values("comment")),
    NEW: PENDING & unheard(),
    WITHDRAWN: Q(withdrawn_at__isnull=False),
    ALL: Q(),
    **{review.value: Q(review=review) for review in JUDGED},
}


def queue_of(request: HttpRequest) -> str:
    """The queue that `request` asks for; without a word, what waits."""
    asked = request.GET.get(QueueFilter.parameter_name, WAITING)
    return asked if asked in QUEUES else WAITING


def condition(queue: str, request: HttpRequest) -> Q:
    """What the comments in `queue` have in common. In none that waits is one's own."""
    if queue not in OLDEST_FIRST:
        return QUEUES[queue]
    found = QUEUES[HELD] | QUEUES[REPORTED] if queue == WAITING else QUEUES[queue]
    return found & not_ones_own(request)


def not_ones_own(request: HttpRequest, path: str = "") -> Q:
    """Nobody decides about what they wrote, or learns who reported it; unless they are alone.
    `path` leads to the comment."""
    if _alone(request):
        return Q()
    return ~Q(**{f"{path}member": request.user.pk}) | Q(**{f"{path}member__isnull": True})


def is_ones_own(comment: Comment, request: HttpRequest) -> bool:
    """Of one comment, whether somebody else decides about it."""
    return comment.member_id is not None and own_case(comment.member_id, request)


def own_case(member_id: int, request: HttpRequest) -> bool:
    """The same of all that there is about a member."""
    return member_id == request.user.pk and not _alone(request)


def _alone(request: HttpRequest) -> bool:
    """Asked once for a page."""
    if not hasattr(request, "judges_alone"):
        request.judges_alone = judges_alone(request.user)  # type: ignore[attr-defined, arg-type]
    return bool(request.judges_alone)  # type: ignore[attr-defined]


class QueueFilter(admin.SimpleListFilter):
    """One queue at a time. Who does not moderate has none: all that they see is public."""

    title = _("queue")
    parameter_name = "queue"

    def __init__(self, request: HttpRequest, *given: Any) -> None:
        self.queue = queue_of(request) if policies.may_moderate(request.user) else ALL
        super().__init__(request, *given)

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        if not policies.may_moderate(request.user):
            return [(ALL, _("All"))]
        comments = model_admin.get_queryset(request)

        def counted(queue: str, words: str) -> tuple[str, str]:
            total = comments.filter(condition(queue, request)).count()
            return queue, gettext("%(words)s (%(total)s)") % {"words": words, "total": total}

        return [
            counted(WAITING, gettext("What waits")),
            counted(HELD, gettext("Held for review")),
            counted(REPORTED, gettext("Reported")),
            counted(NEW, gettext("By new members")),
            *((review.value, review.label.capitalize()) for review in JUDGED),
            (WITHDRAWN, _("Withdrawn by their members")),
            (ALL, _("All")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(condition(self.queue, request))

    def choices(self, changelist: Any) -> Iterator[Any]:
        for queue, words in self.lookup_choices:
            yield {
                "selected": queue == self.queue,
                "query_string": changelist.get_query_string({self.parameter_name: queue}, ["p"]),
                "display": words,
            }


class QueueList(ChangeList):
    """Each comment with what a moderator wants to know before deciding, in as many queries for
    many as for one."""

    def get_queryset(self, request: HttpRequest, *given: Any, **named: Any) -> QuerySet[Any]:
        comments = super().get_queryset(request, *given, **named)
        return with_grounds(comments, request) if policies.may_moderate(request.user) else comments

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        filters = self.model_admin.get_preserved_filters(request)
        moderates = policies.may_moderate(request.user)
        for comment in self.result_list:
            comment.filters = filters
            if moderates:
                comment.seen = as_word(seen_of(comment))
                reported = bool(comment.open_reports)
                own = is_ones_own(comment, request)
                comment.acts = () if own else acts(comment, reported=reported)
        if moderates:
            self._add_standings()

    def _add_standings(self) -> None:
        members = {comment.member_id for comment in self.result_list if comment.member_id}
        stand = standings(members, timezone.now())
        for comment in self.result_list:
            comment.standing = stand.get(comment.member_id)


def with_grounds(comments: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Comments as they are seen, with `held_because`, `open_reports`, and what they answer."""
    held = ModerationEntry.objects.filter(comment=OuterRef("pk"), act=ModerationEntry.Act.HELD)
    reports = Report.objects.open().filter(not_ones_own(request, "comment__"))
    shown = reports.select_related("rule").order_by("reported_at", "pk")
    return (
        as_seen(comments)
        .select_related("article", "member", "parent__member")
        .defer("body_html", "parent__body_html", "article__body", "article__body_blocks")
        .annotate(held_because=Subquery(held.order_by("-at", "-pk").values("note")[:1]))
        .prefetch_related(Prefetch("reports", shown, to_attr="open_reports"))
    )
