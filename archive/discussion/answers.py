"""How a form answers: in its place on the page by htmx, or as a page of its own."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import cache_control
from django_htmx.http import HttpResponseClientRedirect

from accounts.gating import Because, Remedy, Verdict
from archive.commenting.refusal import Refused, Stale, TooOften
from archive.models import Article
from archive.web import HtmxRequest, page_or_fragment

FORBIDDEN, CONFLICT, WRONG, TOO_MANY = 403, 409, 422, 429
LOG_IN = Verdict(Because.ANONYMOUS, Remedy.LOG_IN)

private = cache_control(private=True, no_store=True)


class SeeOther(HttpResponseRedirect):
    """After a form: the page to look at now, by GET."""

    status_code = 303


def show(
    request: HtmxRequest, name: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The form called `name`: its page, or the fragment that stands in it."""
    page, fragment = f"discussion/{name}.html", f"discussion/_{name}.html"
    return page_or_fragment(request, page, fragment, context, status=status)


def show_again(
    request: HtmxRequest, name: str, context: Mapping[str, Any], refusal: Refused
) -> HttpResponse:
    """The form after a verb refused what it said."""
    if isinstance(refusal, TooOften):
        response = show(request, name, context, status=TOO_MANY)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    return show(request, name, context, status=CONFLICT if isinstance(refusal, Stale) else WRONG)


def turn_away(
    request: HtmxRequest, why: Verdict | str, *, again: str, article: Article | None = None
) -> HttpResponse:
    """Say what is in the way, and give back what was typed. There is no form, since sending it
    would lead here again; `again` is its address, for when the remedy was taken."""
    verdict, sentence = (None, why) if isinstance(why, str) else (why, "")
    context = {
        "article": article,
        "verdict": verdict,
        "sentence": sentence,
        "next": again,
        "typed": request.POST.get("body", "").replace("\0", "\ufffd"),
    }
    return show(request, "turned_away", context, status=FORBIDDEN)


def leave_for(request: HtmxRequest, address: str) -> HttpResponse:
    """Go on to `address`, the whole page of it."""
    return HttpResponseClientRedirect(address) if request.htmx else SeeOther(address)
