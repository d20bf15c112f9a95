"""Captures: an editor hands in a text file, and the reader reads it as any other."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from archive.admin.records import RecordAdmin
from archive.importing.captures import SUFFIX
from archive.importing.report import Report, Status
from archive.importing.runs import Run
from archive.models import Article, ImportRun, SourceBlock, SourceDocument


class UploadForm(forms.ModelForm):
    """A capture to read. What it refuses is a line beside the field; nothing is stored then."""

    file = forms.FileField(
        label=_("file"),
        help_text=_("Plain text in UTF-8. A file imported before becomes its new version."),
        widget=forms.FileInput(attrs={"accept": f"{SUFFIX},text/plain"}),
    )
    publish = forms.BooleanField(
        label=_("publish"), required=False, help_text=_("Or else it becomes a draft.")
    )

    class Meta:
        model = SourceDocument
        fields: tuple[str, ...] = ()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(SUFFIX):
            raise forms.ValidationError(
                _("%(name)s is not a %(suffix)s file. Save the page as plain text."),
                params={"name": file.name, "suffix": SUFFIX},
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" in cleaned:
            (outcome,) = read_upload(cleaned, dry_run=True).outcomes
            if outcome.status == Status.REFUSED:
                self.add_error("file", outcome.note)
        return cleaned


def read_upload(cleaned: dict[str, Any], *, dry_run: bool = False, user: Any = None) -> Report:
    """Import the file of a cleaned `UploadForm`; a dry run only says what would come of it."""
    file = cleaned["file"]
    file.seek(0)
    return Run(publish=cleaned["publish"], dry_run=dry_run, user=user).upload(
        file.name, file.read()
    )


@admin.register(SourceDocument)
class SourceDocumentAdmin(RecordAdmin):
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

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The rows that the import of the file made."""
        (outcome,) = read_upload(form.cleaned_data, user=request.user).outcomes
        return SourceDocument.objects.get(sha256=outcome.sha256)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Stored already, with its article."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing else hangs on the form."""

    def response_add(
        self, request: HttpRequest, obj: SourceDocument, post_url_continue: str | None = None
    ) -> HttpResponse:
        self.message_user(
            request,
            _("%(name)s was read: %(article)s.") % {"name": obj.name, "article": obj.article},
            messages.SUCCESS,
        )
        return redirect(reverse("admin:archive_article_change", args=[obj.article_id]))


@admin.register(SourceBlock)
class SourceBlockAdmin(RecordAdmin):
    list_display = ("document", "first_line", "last_line", "role")
    list_filter = ("role",)
    list_select_related = ("document",)
    search_fields = ("document__name",)


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
