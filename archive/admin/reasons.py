"""Reasons that readers see: they continue a sentence, "…, because"."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

BECAUSE = "because"
IN_THE_LOG = _(
    "Everybody can read it in the public log (/moderation/log/): no names in it, nothing private."
)


def read_by_all(words: Any) -> Any:
    """The help of a field whose words are told to a member, and stand in the public log."""
    return format_lazy("{} {}", words, IN_THE_LOG)


class ReasonField(forms.CharField):
    """A reason as a clause, however it was written."""

    default_error_messages = {"no_clause": _("Write what comes after “because”.")}

    def __init__(self, **kwargs: Any) -> None:
        wide = forms.TextInput(attrs={"class": "vLargeTextField"})
        super().__init__(**{"label": _("Reason"), "widget": wide, **kwargs})

    def to_python(self, value: Any) -> Any:
        typed = str(super().to_python(value) or "")
        # The sentence brings its own full stop; three of them are somebody's ellipsis.
        words = typed if typed.endswith("..") else typed.removesuffix(".")
        first, _space, rest = words.partition(" ")
        clause = (rest if first.lower() == BECAUSE else words).strip()
        if typed and not clause:
            raise forms.ValidationError(self.error_messages["no_clause"], code="no_clause")
        return clause
