"""The addresses of accounts: signing up, logging in, and a member's own pages."""

from django.urls import include, path

from accounts.signup_defence.views import DefendedSignupView
from accounts.views.profile import profile
from accounts.views.subscription import redeem, subscription

urlpatterns = [
    path("profile/", profile, name="profile"),
    path("subscription/", subscription, name="subscription"),
    path("subscription/redeem/", redeem, name="redeem"),
    # Instead of allauth's own at the same address.
    path("signup/", DefendedSignupView.as_view(), name="account_signup"),
    path("", include("allauth.urls")),
]
