"""What views have in common in HTTP: htmx's requests, and who may keep an answer."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.middleware import HtmxDetails

View = TypeVar("View", bound=Callable[..., HttpResponse])

PUBLIC_SECONDS = 60  # the longest that a shared cache may show what has since been withdrawn


class HtmxRequest(HttpRequest):
    """A request as views here get it, after django-htmx's middleware."""

    htmx: HtmxDetails


def absolute(path: str) -> str:
    """`path`, as `reverse` gives it, at the one address that the site has in public: under
    whatever name a request came, it is the same in feeds, site maps and canonical links."""
    return f"{settings.ADDRESS}{path}"


def page(
    request: HtmxRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """`template` as an answer that says who may keep it."""
    response = render(request, template, dict(context), status=status)
    say_who_may_keep(response, request)
    return response


def page_or_fragment(
    request: HtmxRequest,
    page_template: str,
    fragment_template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """The fragment where htmx will swap it into a page that it has; else the whole page.

    When the reader goes back and htmx has no copy, it asks for a whole page too.
    """
    whole = not request.htmx or request.htmx.history_restore_request
    template = page_template if whole else fragment_template
    response = page(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def checks_its_text(view: View) -> View:
    """Mark a view that looks at every character of its form itself, so that config/edge.py leaves
    the form to it: what somebody typed is shown again with a sentence, and not lost."""
    view.checks_its_text = True  # type: ignore[attr-defined]
    return view


def say_who_may_keep(response: HttpResponse, request: HttpRequest) -> None:
    """Public for a while, where nobody is logged in who might be shown something else."""
    # A session that has run out still sends its cookie, and Django answers by deleting it: such
    # an answer carries Set-Cookie and may not be shared, whoever asked.
    if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    patch_vary_headers(response, ["Cookie"])
