"""The site's addresses, and one for each failure that no reader can bring about at will."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404
from config.urls import urlpatterns as those_of_the_site

__all__ = ["handler400", "handler403", "handler404", "urlpatterns"]


def fails(request: HttpRequest, error: type[Exception]) -> HttpResponse:
    raise error


urlpatterns = [
    path("fails/forbidden/", fails, {"error": PermissionDenied}),
    path("fails/malformed/", fails, {"error": BadRequest}),
    path("fails/broken/", fails, {"error": RuntimeError}),
    *those_of_the_site,
]
