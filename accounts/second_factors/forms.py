"""What is typed into the pages of second factors, and what a browser hands over from a passkey."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from allauth.core import context as current
from allauth.mfa.base import forms as stock
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn import forms as stock_webauthn
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import waiting
from accounts.limits import Limit, allow
from accounts.models import User
from accounts.second_factors import codes, vault

# Of a million codes three count at a time. Whoever knows the password and tries as often as this
# has a chance of one in five thousand a day; who mistypes is back in ten minutes.
TRIES = Limit("second factor", 10, timedelta(minutes=10))
TRIES_A_DAY = Limit("second factor, day", 60, timedelta(days=1))

NAME_LENGTH = 60
# All that taking apart and checking a credential that a stranger made up has been seen to raise.
MALFORMED = (
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
    InvalidSignature,
    UnsupportedAlgorithm,
)
WRONG_CODE = _("This code is wrong, too old, or was used before. Write the one that is shown now.")
WRONG_PASSKEY = _("That did not work. Try again, or another way.")


def code_field(help_text: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
    return forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=help_text,
        widget=forms.TextInput(attrs=attributes),
    )


class AppForm(forms.Form):
    """Sets up an authenticator app: its first code shows that it knows the secret."""

    code = code_field(_("The six digits that the app shows now."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = get_totp_secret(regenerate=not self.is_bound)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.step = codes.step_of(self.secret, code, timezone.now())
        if self.step is None:
            raise ValidationError(WRONG_CODE, code="wrong")
        return code


class CodeForm(stock.AuthenticateForm):
    """Asks for a code at log-in."""

    code = code_field(_("From your authenticator app; or one of your recovery codes."))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        at, who = timezone.now(), str(self.user.pk)
        for limit in (TRIES, TRIES_A_DAY):
            if not allow(limit, who, at):
                raise waiting.too_often(_("Too many codes were tried."), limit.seconds_left(at))
        try:
            self.authenticator = codes.spend(self.user, code, at)
        except vault.Unreadable:
            raise ValidationError(
                _(
                    "The site can no longer check your codes, because its secret key was changed. "
                    "Ask an administrator to remove your second factors."
                ),
                code="unreadable",
            ) from None
        if self.authenticator is None:
            raise ValidationError(WRONG_CODE, code="wrong")
        return code


class CodeAgainForm(CodeForm):
    """Asks for a code in a session that is there already."""

    save = stock.ReauthenticateForm.save


class CredentialField(forms.JSONField):
    """What a script writes down of a passkey's answer, in a field that nobody sees."""

    widget = forms.HiddenInput
    default_error_messages = {"required": WRONG_PASSKEY, "invalid": WRONG_PASSKEY}

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:  # of brackets in brackets in brackets
            raise ValidationError(WRONG_PASSKEY, code="invalid") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was refused is not sent again: a passkey answers each time anew."""
        return None

    def prepare_value(self, value: Any) -> str:
        return ""


class CredentialForm(forms.Form):
    """What passkeys' forms have in common: the field that a script fills in is not shown, so
    what is wrong with it is said about the form as a whole."""

    credential = CredentialField()

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(None if field == "credential" else field, error)


class NewPasskeyForm(CredentialForm, stock_webauthn.AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("By which you will know it: where it is kept, for example."),
    )
    passwordless = forms.BooleanField(
        label=_("Log in with it alone, without the password"),
        required=False,
        initial=True,
        help_text=_("It must then ask for your finger, your face or a PIN."),
    )
    field_order = ("name", "passwordless", "credential")

    def clean(self) -> dict[str, Any] | None:
        with _refusing():
            return super().clean()


class PasskeyForm(CredentialForm, stock_webauthn.AuthenticateWebAuthnForm):
    """Asks for a passkey at log-in, after the password."""

    def clean_credential(self) -> Authenticator:
        with _refusing():
            try:
                return super().clean_credential()
            except ValidationError as refusal:
                if refusal.code != "too_many_login_attempts":
                    raise
        key, at = f"mfa-auth-user-{self.user.pk}", timezone.now()  # as allauth counts them
        wait_s = waiting.seconds_left(current.request, "login_failed", at, key=key)
        raise waiting.too_often(_("Passkeys were tried too often."), wait_s)


class PasskeyAgainForm(PasskeyForm):
    """Asks for a passkey in a session that is there already."""

    reauthenticated = True


class PasskeyAloneForm(PasskeyForm):
    """Logs in by a passkey, without a password."""

    passwordless = True


class RenameForm(stock_webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever is malformed is wrong, not an error of the site."""
    try:
        yield
    except ValidationError as wrong:
        raise ValidationError(WRONG_PASSKEY, code="wrong") from wrong
    except MALFORMED as malformed:
        raise ValidationError(WRONG_PASSKEY, code="wrong") from malformed
