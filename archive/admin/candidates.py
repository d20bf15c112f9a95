"""Pairs of articles that share much of their words: editors say what they are to each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from archive import policies
from archive.admin.records import RecordAdmin
from archive.commenting.refusal import Refused
from archive.models import Article, RepublicationCandidate
from archive.pages.dates import original_date, source_date
from archive.related.deciding import confirm, dismiss, take_back
from archive.related.order import earlier
from archive.related.side_by_side import side_by_side

WRONG = 422
State = RepublicationCandidate.State


@dataclass(frozen=True, slots=True)
class Act:
    """What an editor can say of a pair, and how they are told that it is done."""

    do: Callable[[RepublicationCandidate, User, datetime], RepublicationCandidate]
    told: str | Promise


ACTS = {
    "first": Act(
        lambda pair, by, at: confirm(pair, pair.one_id, by, at),
        gettext_lazy("The first is a republication of the second: readers see it on both."),
    ),
    "second": Act(
        lambda pair, by, at: confirm(pair, pair.other_id, by, at),
        gettext_lazy("The second is a republication of the first: readers see it on both."),
    ),
    "dismiss": Act(dismiss, gettext_lazy("They are not the same, and are not proposed again.")),
    "take_back": Act(
        lambda pair, by, _at: take_back(pair, by),
        gettext_lazy("That was taken back: the pair is to be decided again."),
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One article of the pair; the dates are empty where they are not known."""

    article: Article
    date: str
    original_date: str
    is_earlier: bool


class UndecidedFirst(admin.SimpleListFilter):
    """The list is of what is to be decided, unless asked for the rest."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(State.CONFIRMED, _("Confirmed")), (State.DISMISSED, _("Dismissed"))]

    def choices(self, changelist: Any) -> Any:
        undecided, *others = super().choices(changelist)
        return [{**undecided, "display": _("To decide")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        known = self.value() in {State.CONFIRMED, State.DISMISSED}
        return queryset.filter(state=self.value() if known else State.PROPOSED)


@admin.register(RepublicationCandidate)
class RepublicationCandidateAdmin(RecordAdmin):
    """Found by comparing (archive/related/compare.py). Whoever edits articles decides."""

    list_display = ("pair", "share", "first_from", "second_from", "found_at")
    list_select_related = (
        "one__outlet",
        "one__original_outlet",
        "one__republication_of",
        "other__outlet",
        "other__original_outlet",
        "other__republication_of",
        "decided_by",
    )
    list_filter = (UndecidedFirst,)
    search_fields = ("one__title", "other__title")
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css = {"all": ("css/administration_pairs.css",)}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return policies.may_edit(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return policies.may_edit(request.user)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.decide_view)
        name = "archive_republicationcandidate_decide"
        return [path("<int:pk>/decide/", view, name=name), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        candidate = self.get_object(request, unquote(object_id))
        if candidate is None or not self.has_view_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            raise PermissionDenied  # what is decided is sent to `decide_view`
        return self._page(request, candidate)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whoever had to log in again is led here by what they had sent, and is shown the pair."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        candidate = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":
            return redirect("admin:archive_republicationcandidate_change", pk)
        if request.POST.get("how") not in ACTS:
            self.message_user(request, _("Choose one of the answers below."), messages.ERROR)
            return self._page(request, candidate, WRONG)
        try:
            self._decide(request, candidate, ACTS[request.POST["how"]])
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return redirect("admin:archive_republicationcandidate_change", pk)
        return redirect("admin:archive_republicationcandidate_changelist")

    def _decide(self, request: HttpRequest, candidate: RepublicationCandidate, act: Act) -> None:
        by: Any = request.user  # the admin lets nobody else in
        decided, told = act.do(candidate, by, timezone.now()), str(act.told)
        for article in (decided.one, decided.other):
            self.log_change(request, article, told)
        self.message_user(request, told, messages.SUCCESS)

    def _page(
        self, request: HttpRequest, candidate: RepublicationCandidate, status: int = 200
    ) -> HttpResponse:
        first = earlier(candidate.one, candidate.other)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("The same story?"),
            "candidate": candidate,
            "columns": [_column(article, first) for article in (candidate.one, candidate.other)],
            "texts": side_by_side(candidate.one, candidate.other),
        }
        template = "admin/archive/republicationcandidate/change_form.html"
        return TemplateResponse(request, template, context, status=status)

    @admin.display(description=gettext_lazy("articles"))
    def pair(self, candidate: RepublicationCandidate) -> str:
        return str(candidate)

    @admin.display(description=gettext_lazy("in common"), ordering="overlap")
    def share(self, candidate: RepublicationCandidate) -> str:
        return in_percent(candidate.overlap)

    @admin.display(description=gettext_lazy("the first is from"))
    def first_from(self, candidate: RepublicationCandidate) -> str:
        return _whence(candidate.one)

    @admin.display(description=gettext_lazy("the second is from"))
    def second_from(self, candidate: RepublicationCandidate) -> str:
        return _whence(candidate.other)


def in_percent(share: float) -> str:
    return _("%(percent)s %%") % {"percent": round(share * 100)}


def _whence(article: Article) -> str:
    known = (str(article.outlet or ""), source_date(article).words)
    return ", ".join(filter(None, known)) or "—"


def _column(article: Article, first: Article | None) -> Column:
    return Column(
        article=article,
        date=source_date(article).words,
        original_date=original_date(article).words,
        is_earlier=article == first,
    )
