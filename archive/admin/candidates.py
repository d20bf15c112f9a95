"""Pairs of articles that share much of their words: editors say what they are to each other."""

from contextlib import suppress
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
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive import policies
from archive.admin.candidate_acts import ACTS, Act, next_after
from archive.admin.candidate_columns import column, in_percent, whence
from archive.admin.records import RecordAdmin
from archive.commenting.refusal import Refused
from archive.models import RepublicationCandidate
from archive.related.deciding import copy_of
from archive.related.order import earlier
from archive.related.side_by_side import side_by_side

WRONG = 422
State = RepublicationCandidate.State


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
    actions = ("dismiss_chosen",)
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
            decided, told = self._decide(request, candidate, ACTS[request.POST["how"]])
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return redirect("admin:archive_republicationcandidate_change", pk)
        self.message_user(request, told, messages.SUCCESS)
        if following := next_after(decided):
            return redirect("admin:archive_republicationcandidate_change", following.pk)
        return redirect("admin:archive_republicationcandidate_changelist")

    @admin.action(description=gettext_lazy("They are not the same"), permissions=["view"])
    def dismiss_chosen(
        self, request: HttpRequest, chosen: QuerySet[RepublicationCandidate]
    ) -> None:
        done = 0
        for candidate in list(chosen):
            with suppress(Refused):  # somebody decided meanwhile
                self._decide(request, candidate, ACTS["dismiss"])
                done += 1
        words = ngettext(
            "%(count)s pair is not the same, and is not proposed again.",
            "%(count)s pairs are not the same, and are not proposed again.",
            done,
        )
        self.message_user(request, words % {"count": done})

    def _decide(
        self, request: HttpRequest, candidate: RepublicationCandidate, act: Act
    ) -> tuple[RepublicationCandidate, str]:
        by: Any = request.user  # the admin lets nobody else in
        decided = act.do(candidate, by, timezone.now())
        told = act.words(decided)
        for article in (decided.one, decided.other):
            self.log_change(request, article, told)
        return decided, told

    def _page(
        self, request: HttpRequest, candidate: RepublicationCandidate, status: int = 200
    ) -> HttpResponse:
        first = earlier(candidate.one, candidate.other)
        texts = side_by_side(candidate.one, candidate.other)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("The same story?"),
            "candidate": candidate,
            "columns": [column(article, first) for article in (candidate.one, candidate.other)],
            "is_held": copy_of(candidate) is not None,
            "texts": texts,
            "share": in_percent(texts.share),
        }
        template = "admin/archive/republicationcandidate/change_form.html"
        return TemplateResponse(request, template, context, status=status)

    @admin.display(description=gettext_lazy("articles"))
    def pair(self, candidate: RepublicationCandidate) -> str:
        return format_html("<bdi>{}</bdi> · <bdi>{}</bdi>", candidate.one, candidate.other)

    @admin.display(description=gettext_lazy("in common"), ordering="overlap")
    def share(self, candidate: RepublicationCandidate) -> str:
        return in_percent(candidate.overlap)

    @admin.display(description=gettext_lazy("the first is from"))
    def first_from(self, candidate: RepublicationCandidate) -> str:
        return whence(candidate.one)

    @admin.display(description=gettext_lazy("the second is from"))
    def second_from(self, candidate: RepublicationCandidate) -> str:
        return whence(candidate.other)
