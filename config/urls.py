"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from config import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("", include("archive.urls")),
]

handler400 = "archive.pages.errors.bad_request"
handler403 = "archive.pages.errors.forbidden"
handler404 = "archive.pages.errors.not_found"
handler429 = "accounts.views.too_often.too_often"  # whom allauth asks
