"""What machines are told of where to go: robots.txt and the site maps."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from archive.publishing import sitemaps
from archive.web import absolute, say_who_may_keep

# What has no words of the archive's own, or each time others: it would be read without end.
KEPT_FROM = (
    "/admin/",
    "/accounts/",
    "/search/",
    "/feeds/search.",
    "/api/v1/",
    "/comments/preview/",
    "/comments/*/edit/",
    "/comments/*/report/",
    "/comments/*/withdraw/",
    "/articles/*/comments/new/",
    "/articles/*/comments/write/",
    "/articles/*/removal/",
    "/*?as=",
    "/*&as=",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where a machine that reads the site should not go; nowhere, where it is not indexed."""
    kept_from = KEPT_FROM if settings.INDEXED else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_from)]
    if settings.INDEXED:
        lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}"]
    return _answer(request, "\n".join([*lines, ""]), "text/plain")


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    return _map(request, lambda: sitemaps.index(sitemaps.parts()))


@require_safe
@conditional_page
def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    def written() -> str:
        found = sitemaps.places(part)
        if found is None:
            raise Http404
        return sitemaps.sitemap(found)

    return _map(request, written)


def _map(request: HttpRequest, write: Callable[[], str]) -> HttpResponse:
    if not settings.INDEXED:
        raise Http404
    return _answer(request, write(), "application/xml")


def _answer(request: HttpRequest, words: str, media_type: str) -> HttpResponse:
    response = HttpResponse(words, content_type=f"{media_type}; charset=utf-8")
    say_who_may_keep(response, request)
    return response
