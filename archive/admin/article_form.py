"""The form in which an editor writes or corrects an article."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.editing.corrections import facts_in
from archive.models import Article
from archive.models.dates import Precision

RANGE = re.compile(r"^(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$")


class LinesField(forms.CharField):
    """Lines of a capture, as "5, 9-12"; cleaned they are ranges, [[5, 5], [9, 12]]."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return [self._range(part.strip()) for part in words.split(",") if part.strip()]

    def _range(self, part: str) -> list[int]:
        match = RANGE.match(part)
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not 0 < first <= last:
            raise forms.ValidationError(
                _("“%(part)s” is no line or range of lines, such as 5 or 9-12."),
                params={"part": part},
            )
        return [first, last]


class KeyPointsField(forms.CharField):
    """Key points, one on each line; cleaned they are a list."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data or "") != (initial or [])


class ArticleForm(forms.ModelForm):
    """An article's facts, and what a change of them rests on."""

    key_points = KeyPointsField(
        label=_("key points"), required=False, help_text=_("One on each line.")
    )
    original_url = forms.URLField(
        label=_("original address"), required=False, max_length=1000, assume_scheme="https"
    )
    evidence_fact = forms.CharField(
        label=_("public fact"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What your change rests on. Readers see it beside what you changed."),
    )
    evidence_lines = LinesField(
        label=_("lines of the capture"), required=False, help_text=_("Such as 5, 9-12.")
    )

    class Meta:
        model = Article
        fields = (
            "title",
            "dek",
            "kind",
            "language",
            "key_points",
            "body",
            "outlet",
            "original_outlet",
            "original_url",
            "republication_of",
            "topics",
            "date_precision",
            "date_earliest",
            "date_latest",
            "original_date_precision",
            "original_date_earliest",
            "original_date_latest",
            "image_credits",
            "rights",
            "state",
            "withdrawal_ground",
            "withdrawal_reason",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_evidence(cleaned)
        self._check_withdrawal(cleaned)
        for name in ("date", "original_date"):
            self._check_date(cleaned, name)
        return cleaned

    def _check_evidence(self, cleaned: dict[str, Any]) -> None:
        captured = self.instance.document
        lines = cleaned.get("evidence_lines") or []
        if lines and (captured is None or lines[-1][1] > captured.line_count):
            count = captured.line_count if captured else 0
            self.add_error(
                "evidence_lines",
                _("The capture has %(count)s lines. Name lines that it has.") % {"count": count},
            )
        if captured and facts_in(self.changed_data) and not (lines or cleaned["evidence_fact"]):
            self.add_error(
                "evidence_fact",
                _("Say what your change rests on: a public fact, or lines of the capture."),
            )

    def _check_withdrawal(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("state") != Article.State.WITHDRAWN:
            return
        if not cleaned.get("withdrawal_reason"):
            self.add_error("withdrawal_reason", _("Give the reason that readers will see."))
        if not cleaned.get("withdrawal_ground"):
            self.add_error("withdrawal_ground", _("Say whether the reason is a legal one."))

    def _check_date(self, cleaned: dict[str, Any], name: str) -> None:
        """Each precision has its ends; one day may be written once."""
        earliest, latest = cleaned.get(f"{name}_earliest"), cleaned.get(f"{name}_latest")
        precision = cleaned.get(f"{name}_precision")
        if precision == Precision.ON:
            latest = cleaned[f"{name}_latest"] = latest or earliest
        fits = {
            Precision.ON: earliest is not None and earliest == latest,
            Precision.BETWEEN: earliest is not None and latest is not None and earliest < latest,
            Precision.NOT_BEFORE: earliest is not None and latest is None,
            Precision.NOT_AFTER: earliest is None and latest is not None,
            Precision.UNKNOWN: earliest is None and latest is None,
        }
        if precision in fits and not fits[precision]:
            self.add_error(
                f"{name}_precision",
                _(
                    "“On” has one day, “between” two days in order, “not before” only the "
                    "earliest, “not after” only the latest, “unknown” neither."
                ),
            )
