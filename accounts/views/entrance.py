"""Coming in, where allauth's own views would do by a link what only a button may do."""

from typing import Any

from allauth.account import views as stock
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import waiting
from accounts.forms import ResetPasswordForm, ResetPasswordKeyForm, SignupForm
from accounts.models import User
from accounts.signup_defence.views import DefendedSignupView


class SignupView(DefendedSignupView):
    def form_valid(self, form: SignupForm) -> HttpResponse:
        """Of two who sign up at once with one name or one address, the second is answered as
        whoever comes a minute later."""
        try:
            return super().form_valid(form)
        except IntegrityError:
            self.given = ""  # the challenge is spent
            if form.refuse_a_name_just_taken():
                return self.form_invalid(form)
            return redirect("account_email_verification_sent")


class LogsOutByButton:
    """A link in a mail, if it is for somebody else's account, ends no session by being opened."""

    request: HttpRequest

    def logout(self) -> None:
        if self.request.method == "POST":
            super().logout()  # type: ignore[misc]


class ConfirmEmailView(LogsOutByButton, stock.ConfirmEmailView):
    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().get(*args, **kwargs)
        response.status_code = 200 if self.object else 404
        return response

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = super().post(*args, **kwargs)
                return answer
        except Http404:
            return self.get(*args, **kwargs)


class AskForResetView(stock.PasswordResetView):
    def form_valid(self, form: ResetPasswordForm) -> HttpResponse:
        """Refused in its own form, where the address stays."""
        answer: HttpResponse = super().form_valid(form)
        if answer.status_code != 429:
            return answer
        key = form.cleaned_data["email"].lower()
        wait_s = waiting.seconds_left(self.request, "reset_password", timezone.now(), key=key)
        words = _("This link was asked for too often.")
        form.add_error(None, waiting.too_often(words, wait_s))
        return self.form_invalid(form)


class ResetPasswordView(LogsOutByButton, stock.PasswordResetFromKeyView):
    reset_user: User | None

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A link that holds no more leads nowhere."""
        status = 404 if self.reset_user is None else None
        answer: HttpResponse = super().render_to_response(context, status=status, **kwargs)
        return answer

    def form_valid(self, form: ResetPasswordKeyForm) -> HttpResponse:
        """Whoever has the link reads the address's mail: that confirms the address as well."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
            address = EmailAddress.objects.filter(
                user=form.user, email=form.user.email, verified=False
            )
            for unconfirmed in address:
                get_adapter(self.request).confirm_email(self.request, unconfirmed)
        return answer


reading_and_posting = require_http_methods(["GET", "HEAD", "POST"])
signup = reading_and_posting(SignupView.as_view())
ask_for_reset = reading_and_posting(AskForResetView.as_view())
confirm_email = reading_and_posting(ConfirmEmailView.as_view())
reset_password = reading_and_posting(ResetPasswordView.as_view())
