"""How allauth does its work here: with our names and addresses, its mail through our outbox."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import outbox, unconfirmed, waiting
from accounts.addresses import check_address
from accounts.limits import client_address

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

NO_ADDRESS = "0.0.0.0"  # noqa: S104 -- of a client that came by a socket without a network
# To show again that it is still they.
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        # Said of every log-in that fails, so that none tells which addresses have an account.
        "email_password_mismatch": _(
            "No confirmed account has this e-mail address and this password. If you have signed "
            "up but not followed the link in our mail yet, follow it first; if you have forgotten "
            "the password, set a new one, which confirms the address too."
        ),
        "too_many_login_attempts": _("This was tried too often. A new password ends the wait."),
        "duplicate_email": _("This is your address already, or one that you have yet to confirm."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
    }

    def save_user(
        self, request: "HttpRequest", user: "User", form: "BaseForm", commit: bool = True
    ) -> "User":
        """A name is unique, so it must be there before the first saving; and the password was
        hashed before the transaction began, which is no place to spend a third of a second."""
        data = form.cleaned_data
        user.email, user.display_name = data["email"], data["display_name"]
        user.password = data["password_hash"]
        if commit:
            user.save()
        return user

    def confirm_email(self, request: "HttpRequest", email_address: "EmailAddress") -> bool:
        """Whoever can read an address's mail has it, before those who only claimed it."""
        try:
            with transaction.atomic():
                unconfirmed.give_way(email_address.email, to=email_address.user)
                confirmed: bool = super().confirm_email(request, email_address)
        except IntegrityError:  # another account has the address, or was quicker
            failed = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, failed, {"email": email_address.email})
            return False
        return confirmed

    def pre_authenticate(self, request: "HttpRequest", **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            wait_s = waiting.seconds_left(request, "login_failed", timezone.now(), key=key)
            raise waiting.too_often(refusal.message, wait_s) from refusal

    def reauthenticate(self, user: "User", password: str) -> bool:
        """Whoever is logged in may show it again, be the address confirmed or not; tries count as
        log-ins do."""
        self.pre_authenticate(current.request, email=user.email)
        right = user.check_password(password)
        if right:
            self._rollback_login_failed_rl_usage()
        return right

    def respond_user_inactive(self, request: "HttpRequest", user: "User") -> "HttpResponse":
        """By a passkey for example: what a wrong password gets, and no more."""
        words = str(self.error_messages["email_password_mismatch"])
        self.add_message(request, messages.ERROR, message=words)
        return redirect("account_login")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """In the words of the pages that they lead to."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [
            method | {"description": WAYS.get(method["id"], method["description"])}
            for method in methods
        ]

    def clean_email(self, email: str) -> str:
        """Of whatever form that leads to mail."""
        check_address(email)
        return email

    # Who asks, and where they may be sent

    def is_ajax(self, request: "HttpRequest") -> bool:
        """There is one answer to a form, and it is a page."""
        return False

    def get_client_ip(self, request: "HttpRequest") -> str:
        return str(client_address(request) or NO_ADDRESS)

    def is_safe_url(self, url: str | None) -> bool:
        """Only within this site, whatever other hosts it also answers to."""
        request = current.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def _get_login_attempts_cache_key(self, request: "HttpRequest", **credentials: Any) -> str:
        """allauth counts each host name by itself; whoever tries passwords may choose the host."""
        return str(credentials.get("email", "")).lower()

    # Mail

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def get_email_confirmation_url(
        self, request: "HttpRequest", emailconfirmation: "EmailAddress"
    ) -> str:
        return settings.ADDRESS + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        return settings.ADDRESS + reverse("account_reset_password_from_key", args=[uid, token])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The worker sends it; this request only writes it down. Links in it begin with where the
        site is said to be, not with where a request says it went."""
        given = {"request": current.request, "email": email, "address": settings.ADDRESS}
        message = self.render_mail(template_prefix, email, given | context)
        with transaction.atomic():
            outbox.put(message, template_prefix)
