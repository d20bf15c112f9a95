"""Appeals: who waits longest comes first; somebody who did not decide answers, where there is
somebody else."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import policies
from archive.admin.moderation.standings import standings
from archive.admin.refusable import RefusableAdmin, RefusableForm
from archive.models import Appeal, ModerationEntry
from archive.models.appeal import ANSWER_LENGTH
from archive.moderating import appeals
from archive.moderating.decided import decision_with
from archive.moderation.decisions import as_told

Outcome = Appeal.Outcome


class OutcomeFilter(admin.SimpleListFilter):
    title = gettext_lazy("outcome")
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("Not answered yet")), *Outcome.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"open", *Outcome.values}:
            return queryset.filter(outcome="" if self.value() == "open" else self.value())
        return queryset


class AnswerForm(RefusableForm):
    verdict = forms.ChoiceField(
        label=gettext_lazy("The decision"),
        choices=[
            (Outcome.UPHELD.value, gettext_lazy("stays")),
            (
                Outcome.OVERTURNED.value,
                gettext_lazy("is taken back, with all that was done with it"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea({"rows": 6, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "The member reads it, by mail and beside the decision; nobody else outside does. Say "
            "what you looked at, and why you come to this."
        ),
    )

    class Meta:
        model = Appeal
        fields = ()


@admin.register(Appeal)
class AppealAdmin(RefusableAdmin):
    form = AnswerForm
    change_form_template = "admin/archive/appeal/change_form.html"
    list_display = ("made_at", "of", "came_out", "against", "decided_by")
    list_filter = (OutcomeFilter, ("made_at", admin.DateFieldListFilter))
    list_select_related = ("member", "entry__actor")
    search_fields = ("words", "answer", "member__display_name", "entry__reason")
    ordering = (F("answered_at").desc(nulls_first=True), "made_at", "pk")
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css = {"all": ("css/administration.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        """Of one's `own` appeal nobody learns who decided."""
        own = Case(When(member=request.user.pk, then=True), default=False)
        return super().get_queryset(request).annotate(own=own)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("verdict", "answer") if self.has_change_permission(request, obj) else ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Where there is nothing to answer, there is no form. Who sends one is told why by the
        verb, with the words still in the form."""
        if not super().has_change_permission(request, obj):
            return False
        by: Any = request.user  # the admin lets nobody else in
        return obj is None or request.method == "POST" or not appeals.why_no_answer(obj, by)

    @admin.display(description=gettext_lazy("by"), ordering="member__display_name")
    def of(self, appeal: Appeal) -> str:
        return str(appeal.member)

    @admin.display(description=gettext_lazy("against"), ordering="entry__act")
    def against(self, appeal: Appeal) -> str:
        return str(appeal.entry.get_act_display())

    @admin.display(description=gettext_lazy("decided by"), ordering="entry__actor__display_name")
    def decided_by(self, appeal: Any) -> str:
        return str((not appeal.own and appeal.entry.actor) or "—")

    @admin.display(description=gettext_lazy("outcome"), ordering="outcome")
    def came_out(self, appeal: Appeal) -> str:
        return str(appeal.get_outcome_display() or _("not answered yet"))

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The row that the verb wrote."""
        by: Any = request.user  # the admin lets nobody else in
        said = form.cleaned_data
        overturn = said["verdict"] == Outcome.OVERTURNED
        return appeals.answer(form.instance, by, overturn=overturn, words=said["answer"])

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Stored already."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on the form."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.message_user(request, _("The appeal is answered, by mail too."), messages.SUCCESS)
        acts = (ModerationEntry.Act.UPHELD, ModerationEntry.Act.OVERTURNED)
        written = ModerationEntry.objects.filter(appeal=obj, act__in=acts).last()
        if written and written.note:
            taken_back = written.act == ModerationEntry.Act.OVERTURNED
            left = _("Not all of it could be taken back. %(why)s") if taken_back else "%(why)s"
            self.message_user(request, left % {"why": written.note}, messages.WARNING)
        return redirect(reverse("admin:archive_appeal_changelist"))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= _case(kwargs["obj"], request)
        return super().render_change_form(request, context, *args, **kwargs)


def _case(appeal: Appeal, request: HttpRequest) -> dict[str, Any]:
    """What there is to know before one answers. Of what was decided about oneself, no more than
    any other member learns."""
    by: Any = request.user
    now, own = timezone.now(), appeal.member_id == by.pk
    decision = decision_with(appeal.entry)
    (told,) = as_told([decision], appeal.member, now)
    return {
        "title": _("Appeal"),
        "decision": told,
        "entry": None if own else appeal.entry,
        "about": [one for one in told.about if policies.may_read(by, one.comment.article)],
        "standing": None if own else standings([appeal.member_id], now)[appeal.member_id],
        "no_answer": appeals.why_no_answer(appeal, by),
    }
