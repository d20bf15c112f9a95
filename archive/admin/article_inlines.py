"""An article's authors and citations, edited with it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.fields import LinesField
from archive.models import Article, Byline, Citation

NO_BASIS = _("Say what your change rests on: a public fact, or lines of the capture.")


class FactFormSet(forms.BaseInlineFormSet):
    """Rows that are one fact together: a change rests on what the article's form names."""

    instance: Article

    def clean(self) -> None:
        super().clean()
        named = any(self.data.get(f"evidence_{what}", "").strip() for what in ("fact", "lines"))
        if self.instance.document_id and self.has_changed() and not named:
            raise forms.ValidationError(NO_BASIS)


class CitationFormSet(FactFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        lines = form.fields.get("lines")
        if isinstance(lines, LinesField):
            lines.capture = form.instance.document or self.instance.document


class CitationForm(forms.ModelForm):
    lines = LinesField(label=_("lines of the capture"), required=False)

    class Meta:
        model = Citation
        fields = ("relation", "author", "title", "outlet", "target", "basis", "lines", "position")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = self.fields["lines"]
        if isinstance(lines, LinesField) and "lines" in cleaned:
            self.instance.document = lines.capture if cleaned["lines"] else None
        return cleaned


class BylineInline(admin.TabularInline):
    model = Byline
    formset = FactFormSet
    extra = 0
    autocomplete_fields = ("author",)


class CitationInline(admin.StackedInline):  # a table of all its fields fits no screen
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    fk_name = "article"
    extra = 0
    autocomplete_fields = ("author", "outlet", "target")
    fields = (("relation", "basis", "position"), "author", "title", "outlet", "target", "lines")
