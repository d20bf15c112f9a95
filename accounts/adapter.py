"""How allauth does its work here: with our names, and its mail through our outbox."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.db import transaction

from accounts import outbox

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest

    from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def save_user(
        self, request: "HttpRequest", user: "User", form: "BaseForm", commit: bool = True
    ) -> "User":
        """A name is unique, so it must be there before the first saving."""
        user.display_name = form.cleaned_data["display_name"]
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The worker sends it; this request only writes it down."""
        given = {"request": current.request, "email": email} | context
        message = self.render_mail(template_prefix, email, given)
        with transaction.atomic():
            outbox.put(message, template_prefix)
