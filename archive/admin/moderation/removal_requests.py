"""Requests to remove: editors answer them, moderators may look. Those that wait come first."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.moderation.removal_form import DECLINE, AnswerForm
from archive.admin.refusable import RefusableAdmin
from archive.admin.visible import WithItsArticle
from archive.editing.redactions import still_shown
from archive.importing.reader.lines import split_lines
from archive.models import RemovalRequest
from archive.moderating import removals
from archive.moderating.granting import capture_of
from archive.pages.grounds import FIELDS


class AnsweredFilter(admin.SimpleListFilter):
    title = gettext_lazy("answer")
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Not yet")), ("yes", _("Answered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"no", "yes"}:
            return queryset
        return queryset.filter(answered_at__isnull=self.value() == "no")


@admin.register(RemovalRequest)
class RemovalRequestAdmin(RefusableAdmin, WithItsArticle):
    outlives = "article"
    form = AnswerForm
    change_form_template = "admin/archive/removalrequest/change_form.html"
    list_display = ("about", "relation", "made_at", "answered")
    list_filter = (AnsweredFilter, "relation")
    ordering = (F("answered_at").desc(nulls_first=True), "made_at", "pk")
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css = {"all": ("css/administration.css",)}

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Whoever sees no addresses finds nobody by theirs."""
        fields = ("about", "name", "words")
        return (
            (*fields, "email") if request.user.has_perm("archive.change_removalrequest") else fields
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.has_change_permission(request, obj):
            return ("how", "ground", "reason", "lines", "answer", "capture")
        return ("answered", "answer", "answered_by", "answered_at") if obj and obj.outcome else ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.has_change_permission(request, obj):
            return ()
        return self.get_fields(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was answered stays. Who answers it once more is told so by the verb."""
        answered = obj is not None and obj.outcome and request.method != "POST"
        return not answered and super().has_change_permission(request, obj)

    @admin.display(description=gettext_lazy("answer"), ordering="answered_at")
    def answered(self, asked: RemovalRequest) -> str:
        return str(asked.get_outcome_display() or _("not yet"))

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The row that the verb wrote."""
        by: Any = request.user  # the admin lets nobody else in
        said, asked = form.cleaned_data, form.instance
        if said["how"] == DECLINE:
            return removals.decline(asked, by, answer=said["answer"])
        granted = removals.grant(asked, by, answer=said["answer"], granting=form.granting())
        self._tell_what_is_left(request, granted, said["lines"])
        return granted

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Stored already."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on the form."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self.message_user(request, _("The request is answered, by mail too."), messages.SUCCESS)
        return redirect(reverse("admin:archive_removalrequest_changelist"))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        asked = kwargs["obj"]
        may_answer = super().has_change_permission(request, asked)
        context["may_answer"] = may_answer and not asked.outcome
        context["sees_address"] = may_answer
        context["lines"] = _lines(asked) if context["may_answer"] else ()
        return super().render_change_form(request, context, *args, **kwargs)

    def _tell_what_is_left(self, request: HttpRequest, granted: RemovalRequest, lines: Any) -> None:
        """Redacting lines changes nothing that was taken from them: whoever did it is told what
        readers see of it still."""
        document = capture_of(granted)
        if not (granted.article and document and lines and granted.article.state == "published"):
            return
        left = still_shown(granted.article, document, lines)
        names = [str(FIELDS.get(fact, fact)) for fact in left.facts]
        names += [_("comment %(number)s") % {"number": comment.pk} for comment in left.comments]
        if names:
            words = _("Readers still see what was taken from these lines: {}. {}")
            address = reverse("admin:archive_article_change", args=[granted.article.pk])
            link = format_html('<a href="{}">{}</a>', address, _("Correct the article"))
            self.message_user(request, format_html(words, ", ".join(names), link), messages.WARNING)


def _lines(asked: RemovalRequest) -> list[tuple[int, str]]:
    """The lines that the comment was captured from, with their numbers."""
    comment, document = asked.comment, capture_of(asked)
    if comment is None or document is None:
        return []
    first, last = comment.first_line or 1, comment.last_line or 1
    return list(enumerate(split_lines(document.text)[first - 1 : last], start=first))
