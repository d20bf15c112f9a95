"""Showing a second factor: at log-in, or again before something grave; or a passkey alone."""

from typing import Any

from allauth.account.utils import passthrough_next_redirect_url
from allauth.mfa.base import views as stock
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as stock_webauthn
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.second_factors.forms import (
    CodeAgainForm,
    CodeForm,
    PasskeyAgainForm,
    PasskeyAloneForm,
    PasskeyForm,
)

Type = Authenticator.Type


class Authenticate(stock.AuthenticateView):
    """After the password. What may be typed and what a passkey answers are two forms in a page."""

    def get_form_class(self) -> type[CodeForm]:
        return CodeForm

    def get_webauthn_form_class(self) -> type[PasskeyForm]:
        return PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        return super().get_context_data(**kwargs) | {
            "has_codes": bool(types - {Type.WEBAUTHN}),
            "has_passkey": Type.WEBAUTHN in types,
        }


class CodeAgain(stock.ReauthenticateView):
    def get_form_class(self) -> type[CodeAgainForm]:
        return CodeAgainForm


class PasskeyAgain(stock_webauthn.ReauthenticateWebAuthnView):
    def get_form_class(self) -> type[PasskeyAgainForm]:
        return PasskeyAgainForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """In place: the stock view sends people to log in who are logged in."""
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return dict(super().get_context_data(**kwargs)) | kwargs


class PasskeyAlone(stock_webauthn.LoginWebAuthnView):
    """From the log-in page, which has the button; a script asks here for what a passkey signs."""

    def get_form_class(self) -> type[PasskeyAloneForm]:
        return PasskeyAloneForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who it is, the passkey says."""
        return super().get_form_kwargs() | {"user": None}

    def get(self, request: HttpRequest) -> HttpResponse:
        return JsonResponse({"request_options": begin_authentication()})

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to where there are other ways."""
        for fault in form.non_field_errors():
            messages.error(self.request, fault)
        return redirect(
            passthrough_next_redirect_url(self.request, reverse("account_login"), "next")
        )
