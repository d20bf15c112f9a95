"""The forms by which members come in, where allauth's own do not know enough."""

from allauth.account import forms as stock
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import check_display_name
from accounts.models.user import DISPLAY_NAME_LENGTH


class SignupForm(stock.SignupForm):  # type: ignore[misc]
    """Somebody becomes a member: an address, a name to be seen by, a password."""

    display_name = forms.CharField(
        label=_("Display name"),
        max_length=DISPLAY_NAME_LENGTH,
        help_text=_("What other people see beside your comments. It need not be your real name."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("email", "display_name", "password1")

    def clean_display_name(self) -> str:
        return check_display_name(self.cleaned_data["display_name"])
