"""Moments that staff name: they lie ahead, and within what every page can show."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A hundred years. The last day of the calendar has no time left for other time zones.
FARTHEST = timedelta(days=36_525)


class MomentAhead(forms.SplitDateTimeField):
    """A moment that has not passed, in `FARTHEST` at most."""

    widget = AdminSplitDateTime
    default_error_messages = forms.SplitDateTimeField.default_error_messages | {
        "over": _("That is over. Name a moment that is to come."),
        "too_far": _("That is more than a hundred years ahead. Name a moment before that."),
    }

    def clean(self, value: Any) -> Any:
        moment = super().clean(value)
        now = timezone.now()
        if moment and moment <= now:
            raise forms.ValidationError(self.error_messages["over"], code="over")
        if moment and moment > now + FARTHEST:
            raise forms.ValidationError(self.error_messages["too_far"], code="too_far")
        return moment
