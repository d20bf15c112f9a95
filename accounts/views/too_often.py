"""The page that stands in for one of allauth's when it was asked for too often."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts import waiting

# By which of its limits allauth refuses a page, where it is not called as the page is.
LIMITS = {
    "account_login": "login",
    "account_email": "manage_email",
    "account_change_password": "change_password",
    "account_set_password": "change_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_reauthenticate": "reauthenticate",
    "mfa_reauthenticate": "reauthenticate",
    "mfa_reauthenticate_webauthn": "reauthenticate",
    "mfa_login_webauthn": "webauthn_login",
}


def too_often(request: HttpRequest) -> HttpResponse:
    route = request.resolver_match.view_name if request.resolver_match else ""
    app = "allauth.mfa" if route == "mfa_login_webauthn" else "allauth.account"
    wait_s = waiting.seconds_left(request, LIMITS.get(route, ""), timezone.now(), app=app)
    answer = render(request, "429.html", {"when": waiting.try_again(wait_s)}, status=429)
    answer.headers["Retry-After"] = str(wait_s)
    return answer
