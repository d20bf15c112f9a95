"""Reasons that readers see: they continue a sentence, "…, because"."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonField(forms.CharField):
    """A reason as a clause, however it was written."""

    def __init__(self, **kwargs: Any) -> None:
        wide = forms.TextInput(attrs={"class": "vLargeTextField"})
        super().__init__(**{"label": _("Reason"), "widget": wide, **kwargs})

    def to_python(self, value: Any) -> Any:
        words = str(super().to_python(value) or "").removesuffix(".")
        return words[len("because ") :] if words.lower().startswith("because ") else words
