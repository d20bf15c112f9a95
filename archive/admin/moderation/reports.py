"""Reports: what readers think breaks a rule. They are answered by a decision about the comment."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from archive.admin.moderation.queue import not_ones_own
from archive.admin.records import LedgerAdmin
from archive.admin.visible import WithItsArticle
from archive.models import Comment, Report
from archive.text.plain import excerpt, plain_text

EXCERPT_LENGTH = 90  # a line of the list


class AnswerFilter(admin.SimpleListFilter):
    title = _("answer")
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Not yet")), ("yes", _("Answered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"no", "yes"}:
            return queryset
        return queryset.filter(resolved_at__isnull=self.value() == "no")


@admin.register(Report)
class ReportAdmin(LedgerAdmin, WithItsArticle):
    """Those that nobody has answered come first. Nobody deletes any; they go with their article."""

    paths_to_article = ("comment__article",)
    list_display = ("rule", "line", "reported", "reporter", "reported_at", "answer")
    list_filter = (AnswerFilter, "rule")
    list_select_related = ("rule", "comment", "reporter", "resolved_by")
    search_fields = ("line", "comment__body", "comment__member__display_name")
    ordering = (F("resolved_at").asc(nulls_first=True), "-reported_at", "-pk")
    show_facets = admin.ShowFacets.NEVER
    fields = ("reported", "rule", "line", "by", "reported_at", "answer", "resolved_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Nobody learns here who reported them."""
        return super().get_queryset(request).filter(not_ones_own(request, "comment__"))

    @admin.display(description=_("comment"))
    def reported(self, report: Report) -> str:
        return link_to_comment(report.comment)

    @admin.display(description=_("reported by"))
    def by(self, report: Report) -> str:
        """Without a link: who moderates does not administer members."""
        return str(report.reporter)

    @admin.display(description=_("answer"), ordering="resolved_at")
    def answer(self, report: Report) -> str:
        return str(report.resolved_by.get_act_display() if report.resolved_by else _("not yet"))


def link_to_comment(comment: Comment | None) -> str:
    """A link to a comment's page in the administration, where it is decided about."""
    if comment is None:
        return "—"
    url = reverse("admin:archive_comment_change", args=[comment.pk])
    words = excerpt(plain_text(comment.body), EXCERPT_LENGTH) or _("(erased)")
    return format_html('<a href="{}">{}</a>', url, words)
