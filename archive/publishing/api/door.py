"""The door of the API: what every request passes on its way in, and every answer on its way out.

Whoever asks gets what anyone may read, logged in or not. The one thing that asking changes is a
counter (accounts/limits.py), so that no one network keeps the others waiting.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.limits import Limit, count, network_of
from archive.faults import fault
from archive.publishing.api.problems import NOT_ALLOWED, TOO_OFTEN, WRONG, Problem, answer
from archive.web import say_who_may_keep

METHODS = "GET, HEAD, OPTIONS"
MINUTE = timedelta(minutes=1)
FROM_ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",  # seconds: browsers ask again each day
}

View = Callable[..., HttpResponse]


def door(view: View, understood: Callable[[], frozenset[str]]) -> View:
    """`view` behind the door; `understood` names the parameters that an address may have."""

    @csrf_exempt
    @wraps(view)
    def pass_through(request: HttpRequest, **found: Any) -> HttpResponse:
        try:
            response = _answer(request, lambda: view(request, **found), understood())
        except Problem as problem:
            response = answer(problem)
            if problem.status == NOT_ALLOWED:
                response.headers["Allow"] = METHODS
            add_never_cache_headers(response)
        for name, value in (FROM_ANYWHERE | getattr(request, "limit_headers", {})).items():
            response.headers[name] = value
        return response

    return pass_through


def _answer(
    request: HttpRequest, read: Callable[[], HttpResponse], understood: frozenset[str]
) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT)
    if request.method not in {"GET", "HEAD"}:
        raise Problem(NOT_ALLOWED, _("Nothing can be changed here: this is for reading."))
    _count(request, timezone.now())
    for name in request.GET:
        if name not in understood:
            raise Problem(WRONG, fault(_("There is no parameter “%(value)s” here."), name))
    # What HEAD is told is what GET would be; whoever sends the answer leaves its body out.
    method, request.method = request.method, "GET"
    try:
        return _conditional(request, read())
    finally:
        request.method = method


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`, or that the reader has it already."""
    say_who_may_keep(response, request)
    set_response_etag(response)
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    return cast(HttpResponse, known)


def _count(request: HttpRequest, at: datetime) -> None:
    """Raises Problem where one network asks too often."""
    if not settings.API_PER_MINUTE:
        return
    limit = Limit("api", settings.API_PER_MINUTE, MINUTE)
    left = limit.most - count(limit, network_of(request), at)
    wait_s = limit.seconds_left(at)
    headers = {
        "RateLimit-Policy": f'"minute";q={limit.most};w={int(MINUTE.total_seconds())}',
        "RateLimit": f'"minute";r={max(left, 0)};t={wait_s}',
    }
    request.limit_headers = headers  # type: ignore[attr-defined]
    if left < 0:
        headers["Retry-After"] = str(wait_s)
        sentence = _("That is more than %(most)d requests a minute: ask again in %(wait)d seconds.")
        raise Problem(TOO_OFTEN, sentence % {"most": limit.most, "wait": wait_s})
