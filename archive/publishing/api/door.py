"""The door of the API: what every request passes on its way in, and every answer on its way out.

Whoever asks gets what anyone may read, logged in or not. The one thing that asking changes is a
counter (accounts/limits.py), so that no one network keeps the others waiting.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, get_conditional_response, set_response_etag
from django.utils.log import log_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from archive.faults import fault
from archive.publishing.api.counting import count_one
from archive.publishing.api.problems import FAILED, NOT_ALLOWED, WRONG, Problem, answer
from archive.web import say_who_may_keep

METHODS = "GET, HEAD, OPTIONS"
ON_EVERY_ANSWER = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After",
    "X-Robots-Tag": "noindex",  # the pages that these answers speak of are to be found
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",  # seconds: browsers ask again each day
}

View = Callable[..., HttpResponse]


def door(view: View, understood: Callable[[], frozenset[str]] | None = None) -> View:
    """`view` behind the door; `understood` names the parameters that an address may have. None
    are asked about where there is nothing to ask."""

    @csrf_exempt
    @wraps(view)
    def pass_through(request: HttpRequest, **found: Any) -> HttpResponse:
        try:
            response = _answer(request, lambda: view(request, **found), understood)
        except Problem as problem:
            response = answer(problem)
            if problem.status == NOT_ALLOWED:
                response.headers["Allow"] = METHODS
            add_never_cache_headers(response)
        except Exception as error:
            response = _failed(request, error)
        for name, value in ON_EVERY_ANSWER.items():
            response.headers[name] = value
        return response

    return pass_through


def _answer(
    request: HttpRequest,
    read: Callable[[], HttpResponse],
    understood: Callable[[], frozenset[str]] | None,
) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT)
    if request.method not in {"GET", "HEAD"}:
        raise Problem(NOT_ALLOWED, _("Nothing can be changed here: this is for reading."))
    count_one(request, timezone.now())
    for name in request.GET:
        if understood and name not in understood():
            raise Problem(WRONG, fault(_("There is no parameter “%(value)s” here."), name))
    # What HEAD is told is what GET would be; whoever sends the answer leaves its body out.
    method, request.method = request.method, "GET"
    try:
        return _conditional(request, read())
    finally:
        request.method = method


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """That something went wrong here, in the form in which programs read it; logged as Django
    would."""
    sentence = _("Something went wrong here, and was written down. Ask again later.")
    response = answer(Problem(FAILED, sentence))
    add_never_cache_headers(response)
    words = "%s: %s", response.reason_phrase, request.path
    log_response(*words, response=response, request=request, exception=error)
    return response


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`, or that the reader has it already."""
    say_who_may_keep(response, request)
    set_response_etag(response)
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    return cast(HttpResponse, known)
