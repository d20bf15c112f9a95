"""The addresses of accounts: signing up, logging in, and a member's own pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.urls")),
]
