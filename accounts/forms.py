"""The forms by which members come in, where allauth's own do not know enough."""

from typing import Any

from allauth.account import forms as stock
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import unconfirmed
from accounts.models import User, check_display_name
from accounts.models.user import DISPLAY_NAME_LENGTH

# What the validators in config/settings.py ask for, in a sentence; Django says it in four.
PASSWORD_HELP = _(
    "At least 8 characters: not digits alone, not what many others use, and nothing like your "
    "name or your address."
)


class Labelled(forms.Form):
    """Says once what goes into a field, in its label: allauth repeats it inside the field."""

    labels = {
        "login": _("E-mail address"),
        "email": _("E-mail address"),
        "remember": _("Stay logged in on this device"),
        "oldpassword": _("Present password"),
        "password2": _("The new password again"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            if name == "password1":
                field.help_text = PASSWORD_HELP


LIKE_THE_NAME = UserAttributeSimilarityValidator(["display_name"])
NEW = {"password1": _("New password")}


class LoginForm(Labelled, stock.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the way to a new one stands beside the button


class SignupForm(Labelled, stock.SignupForm):
    """Somebody becomes a member: an address, a name to be seen by, a password."""

    display_name = forms.CharField(
        label=_("Display name"),
        max_length=DISPLAY_NAME_LENGTH,
        help_text=_("What other people see beside your comments. It need not be your real name."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("email", "display_name", "password1")

    def clean_display_name(self) -> str:
        return check_display_name(self.cleaned_data["display_name"], at=timezone.now())

    def validate_unique_email(self, email: str) -> str:
        """Another member's wish to change to `email` does not make it theirs."""
        self.account_already_exists = User.objects.filter(email=email).exists()
        return email

    def clean(self) -> dict[str, Any]:
        """Hashes the password for known addresses too: that takes the time of all the rest."""
        super().clean()
        if not self.errors:
            self.refuse_a_password_like_the_name()
        if not self.errors:
            self.cleaned_data["password_hash"] = make_password(self.cleaned_data["password1"])
        return self.cleaned_data

    def refuse_a_password_like_the_name(self) -> None:
        """allauth has the passwords of those to be compared with their addresses alone."""
        named = User(display_name=self.cleaned_data["display_name"])
        try:
            LIKE_THE_NAME.validate(self.cleaned_data["password1"], named)
        except ValidationError as alike:
            self.add_error("password1", alike)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            unconfirmed.stand_in(
                self.cleaned_data["display_name"], self.cleaned_data["password_hash"]
            )
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved

    def refuse_a_name_just_taken(self) -> bool:
        """Whether somebody took the name since it was looked at."""
        try:
            check_display_name(self.cleaned_data["display_name"], at=timezone.now())
        except ValidationError as taken:
            self.add_error("display_name", taken)
            return True
        return False


class ResetPasswordForm(Labelled, stock.ResetPasswordForm):
    def clean_email(self) -> str:
        """allauth would also mail the link to an address that a member only wants to change to,
        and whoever reads that address's mail would have the account."""
        email: str = get_adapter().clean_email(self.cleaned_data["email"])
        self.users = list(User.objects.not_deleted().filter(email=email, is_active=True))
        return email


class AddEmailForm(Labelled, stock.AddEmailForm):
    labels = Labelled.labels | {"email": _("New e-mail address")}


class ChangePasswordForm(Labelled, stock.ChangePasswordForm):
    labels = Labelled.labels | NEW


class SetPasswordForm(Labelled, stock.SetPasswordForm):
    pass


class ResetPasswordKeyForm(Labelled, stock.ResetPasswordKeyForm):
    labels = Labelled.labels | NEW


class ReauthenticateForm(Labelled, stock.ReauthenticateForm):
    pass
