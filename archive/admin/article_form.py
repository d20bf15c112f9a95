"""The form in which an editor writes or corrects an article."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.admin.article_inlines import NO_BASIS
from archive.admin.fields import KeyPointsField, LinesField, WordsField
from archive.admin.stale import moved, state_of
from archive.commenting.turns import take_articles
from archive.editing.corrections import facts_in
from archive.editing.republication import why_not
from archive.models import Article, Sharing
from archive.models.dates import Precision

MOST_DIGITS = 18  # of a number that a database holds


def original_in(posted: Mapping[str, Any]) -> list[int]:
    """The number of the article that what was `posted` names as republished, if it names one."""
    named = posted.get("republication_of", "").strip()
    return [int(named)] if named.isdecimal() and len(named) <= MOST_DIGITS else []


class ArticleForm(forms.ModelForm):
    """An article's facts, and what a change of them rests on."""

    key_points = KeyPointsField(
        label=_("key points"), required=False, help_text=_("One on each line.")
    )
    original_url = forms.URLField(
        label=_("original address"), required=False, max_length=1000, assume_scheme="https"
    )
    sharing = forms.ChoiceField(
        label=_("passed on to readers’ tools"),
        required=False,
        choices=[("", _("as the site’s settings say")), *Sharing.choices],
        help_text=_("In feeds, in the API and to search engines. Readers here read all of it."),
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
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

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
            "sharing",
            "state",
            "withdrawal_ground",
            "withdrawal_reason",
            "premoderated",
            "slow_minutes",
        )
        field_classes = dict.fromkeys(
            ("dek", "body", "image_credits", "rights", "withdrawal_reason"), WordsField
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["shown"] = state_of(self.instance)
        lines = self.fields["evidence_lines"]
        if isinstance(lines, LinesField):
            lines.capture = self.instance.document

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("shown") != state_of(self.instance):
            # Compared with what it became meanwhile, nobody can say what this editor changed.
            self.add_error(None, moved(self.instance))
            return cleaned
        self._check_evidence(cleaned)
        self._check_republication(cleaned)
        self._check_withdrawal(cleaned)
        for name in ("date", "original_date"):
            self._check_date(cleaned, name)
        return cleaned

    def _check_evidence(self, cleaned: dict[str, Any]) -> None:
        named = cleaned.get("evidence_fact") or cleaned.get("evidence_lines")
        refused = "evidence_lines" in self.errors  # and has its own words for that
        if self.instance.document and facts_in(self.changed_data) and not (named or refused):
            self.add_error("evidence_fact", NO_BASIS)

    def _check_republication(self, cleaned: dict[str, Any]) -> None:
        original = cleaned.get("republication_of")
        if original is None or "republication_of" not in self.changed_data:
            return
        # A new article takes its turn here; one that was there has taken both (admin/articles.py).
        take_articles([original.pk])
        original.refresh_from_db(fields=["republication_of"])
        if reason := why_not(self.instance, original):
            self.add_error("republication_of", reason)

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
