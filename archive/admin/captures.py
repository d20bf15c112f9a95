"""Captures, their blocks and the imports that brought them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from archive.admin.records import RecordAdmin
from archive.admin.upload import UploadForm, UploadRefused, take_in
from archive.admin.visible import WithItsArticle
from archive.models import Article, ImportRun, Redaction, SourceBlock, SourceDocument


@admin.register(SourceDocument)
class SourceDocumentAdmin(RecordAdmin, WithItsArticle):
    list_display = ("name", "version", "article", "line_count", "reader_version", "added_at")
    list_select_related = ("article",)
    search_fields = ("name", "article__title", "sha256")
    exclude = ("content",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.add_sourcedocument")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return super().get_form(request, obj, change=change, **kwargs) if obj else UploadForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj else ("file", "publish")

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().add_view(request, *args, **kwargs)
        except UploadRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return redirect(request.path)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The rows that the import of the file made."""
        document, what = take_in(form.cleaned_data, request.user)
        self.message_user(request, what, messages.SUCCESS)
        return document

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Stored already, with its article."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing else hangs on the form."""

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return redirect(reverse("admin:archive_article_change", args=[obj.article_id]))


@admin.register(SourceBlock)
class SourceBlockAdmin(RecordAdmin, WithItsArticle):
    paths_to_article = ("document__article",)
    list_display = ("document", "first_line", "last_line", "role")
    list_filter = ("role",)
    list_select_related = ("document",)
    search_fields = ("document__name",)


class RedactionForm(forms.ModelForm):
    class Meta:
        model = Redaction
        fields = ("document", "first_line", "last_line", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        document, last = cleaned.get("document"), cleaned.get("last_line")
        if document and last and last > document.line_count:
            self.add_error(
                "last_line",
                _("The capture has %(count)s lines. Name lines that it has.")
                % {"count": document.line_count},
            )
        return cleaned


@admin.register(Redaction)
class RedactionAdmin(WithItsArticle):
    """Lines that the capture view does not show. The capture itself stays as it is."""

    paths_to_article = ("document__article",)
    form = RedactionForm
    autocomplete_fields = ("document",)
    list_display = ("document", "first_line", "last_line", "reason", "by", "at")
    list_select_related = ("document", "by")
    search_fields = ("document__name", "reason")

    def save_model(self, request: HttpRequest, obj: Redaction, form: Any, change: bool) -> None:
        obj.by = request.user  # type: ignore[assignment]  # the admin lets nobody else in
        super().save_model(request, obj, form, change)


@admin.register(ImportRun)
class ImportRunAdmin(RecordAdmin):
    list_display = ("started_at", "started_by", "created", "updated", "unchanged", "refused")
    fields = (*list_display, "finished_at", "lines", "documents_read")
    readonly_fields = ("documents_read",)
    date_hierarchy = "started_at"

    @admin.display(description=_("documents"))
    def documents_read(self, run: ImportRun) -> str:
        return "\n".join(
            f"{outcome['status']}: {outcome['note'] or outcome['name']}" for outcome in run.outcomes
        )


def link_to_capture(article: Article) -> str:
    """A link from an article to its current capture in the administration."""
    if article.document_id is None:
        return "—"
    url = reverse("admin:archive_sourcedocument_change", args=[article.document_id])
    return format_html('<a href="{}">{}</a>', url, article.document)
