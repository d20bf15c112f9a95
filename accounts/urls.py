"""The addresses of accounts: signing up, logging in, and a member's own pages.

allauth's routes keep their names, by which it finds them. Those for logging in by a code and for
telling the inactive that they are so are left out: nothing here leads to them.
"""

from collections.abc import Callable

from allauth.account import views as stock
from django.http import HttpResponseBase
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.http import require_http_methods

from accounts.views import credentials, entrance, sessions
from accounts.views.profile import profile
from accounts.views.subscription import redeem, subscription


def page(address: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page with a form: what other methods Django's form views know, this site does not."""
    return path(address, require_http_methods(["GET", "HEAD", "POST"])(view), name=name)


urlpatterns = [
    path("profile/", profile, name="profile"),
    path("subscription/", subscription, name="subscription"),
    path("subscription/redeem/", redeem, name="redeem"),
    # Coming in
    page("signup/", entrance.signup, "account_signup"),
    page("login/", stock.login, "account_login"),
    page("logout/", stock.logout, "account_logout"),
    page("confirm-email/", stock.email_verification_sent, "account_email_verification_sent"),
    page("confirm-email/<str:key>/", entrance.confirm_email, "account_confirm_email"),
    page("password/reset/", entrance.ask_for_reset, "account_reset_password"),
    page("password/reset/done/", stock.password_reset_done, "account_reset_password_done"),
    page(
        "password/reset/key/done/",
        stock.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        entrance.reset_password,
        name="account_reset_password_from_key",
    ),
    # What a member logs in with
    page("reauthenticate/", stock.reauthenticate, "account_reauthenticate"),
    page("email/", credentials.email, "account_email"),
    page("password/change/", credentials.password_change, "account_change_password"),
    page("password/set/", credentials.password_set, "account_set_password"),
    path("2fa/", include("accounts.second_factors.urls")),
    page("sessions/", sessions.Sessions.as_view(), "usersessions_list"),
    path("sessions/<int:pk>/end/", sessions.end_session, name="usersessions_end"),
]
