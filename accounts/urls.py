"""The addresses of accounts: signing up, logging in, and a member's own pages."""

from django.urls import include, path

from accounts.views.profile import profile

urlpatterns = [
    path("profile/", profile, name="profile"),
    path("", include("allauth.urls")),
]
