"""Form fields that know when an editor touched them.

A browser sends a text back with its line ends changed and its edges trimmed; that alone is no
correction, and must not be recorded as somebody's.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.models import SourceDocument
from archive.text.runs import merged

RANGE = re.compile(r"^([0-9]{1,6})(?:\s*[-–]\s*([0-9]{1,6}))?$")


class WordsField(forms.CharField):
    """Text of several lines, whatever a browser makes of their ends."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(_plain_line_ends(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)


class KeyPointsField(forms.CharField):
    """Key points, one on each line; cleaned they are a list."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = self.prepare_value(initial or [])
        return bool(self.to_python(data) != self.to_python(shown))


class LinesField(forms.CharField):
    """Lines of a capture, as "5, 9-12"; cleaned they are ranges in order, [[5, 5], [9, 12]].

    Its form says which `capture` they are lines of; without one there are none to name.
    """

    capture: SourceDocument | None = None

    def prepare_value(self, value: Any) -> Any:
        return _in_words(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        lines = merged(_range(part.strip()) for part in words.split(",") if part.strip())
        if lines and self.capture is None:
            raise forms.ValidationError(_("There is no capture whose lines could be named."))
        if lines and self.capture and lines[-1][1] > self.capture.line_count:
            raise forms.ValidationError(
                _("The capture has %(count)s lines. Name lines that it has."),
                params={"count": self.capture.line_count},
            )
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial or []) != (data or "").strip())


def _plain_line_ends(value: Any) -> Any:
    return re.sub(r"\r\n?", "\n", value) if isinstance(value, str) else value


def _in_words(lines: list[list[int]]) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in lines)


def _range(part: str) -> list[int]:
    match = RANGE.match(part)
    first = int(match[1]) if match else 0
    last = int(match[2] or match[1]) if match else 0
    if not 0 < first <= last:
        raise forms.ValidationError(
            _("“%(part)s” is no line or range of lines, such as 5 or 9-12."),
            params={"part": part},
        )
    return [first, last]
