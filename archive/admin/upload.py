"""Uploading: an editor hands in a text file, and the reader reads it as any other."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.importing.captures import SUFFIX
from archive.importing.report import Outcome, Status
from archive.importing.runs import Run
from archive.models import SourceDocument


class UploadRefused(Exception):
    """What was found good when the form was checked can no longer be read in."""


class UploadForm(forms.ModelForm):
    """A capture to read. What it refuses is a line beside the field; nothing is stored then."""

    file = forms.FileField(
        label=gettext_lazy("file"),
        help_text=gettext_lazy(
            "Plain text in UTF-8. A file imported before becomes its new version."
        ),
        widget=forms.FileInput(attrs={"accept": f"{SUFFIX},text/plain"}),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("publish"),
        required=False,
        help_text=gettext_lazy("Or else it becomes a draft."),
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
            outcome = _read(cleaned, dry_run=True)
            if outcome.status == Status.REFUSED:
                self.add_error("file", outcome.note)
        return cleaned


def take_in(cleaned: dict[str, Any], user: Any) -> tuple[SourceDocument, str]:
    """Import the file of a cleaned `UploadForm`: its capture, and in words what came of it.

    Raises UploadRefused where somebody else was quicker, with the same bytes for example.
    """
    outcome = _read(cleaned, user=user)
    if outcome.status == Status.REFUSED:
        raise UploadRefused(outcome.note)
    document = SourceDocument.objects.select_related("article").get(sha256=outcome.sha256)
    sentences = {
        Status.CREATED: _("%(name)s was read: %(article)s."),
        Status.UPDATED: _(
            "%(name)s was read as version %(version)s of “%(article)s”, which the archive held "
            "already. What editors corrected stays."
        ),
        Status.UNCHANGED: _("%(name)s is unchanged: the archive holds it as “%(article)s”."),
    }
    said = {"name": document.name, "article": document.article, "version": document.version}
    return document, sentences[outcome.status] % said


def _read(cleaned: dict[str, Any], *, dry_run: bool = False, user: Any = None) -> Outcome:
    file = cleaned["file"]
    file.seek(0)
    run = Run(publish=cleaned["publish"], dry_run=dry_run, user=user)
    (outcome,) = run.upload(file.name, file.read()).outcomes
    return outcome
