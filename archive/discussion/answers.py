"""How a form answers: in its place on the page by htmx, or as a page of its own."""

from collections.abc import Mapping
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django_htmx.http import HttpResponseClientRedirect

from accounts.gating import Because, Remedy, Verdict
from archive.commenting.refusal import Refused, Stale, TooOften
from archive.models import Article
from archive.web import HtmxRequest, View, page_or_fragment

FORBIDDEN, NOT_FOUND, CONFLICT, WRONG, TOO_MANY = 403, 404, 409, 422, 429
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
    request: HtmxRequest,
    why: Verdict | str,
    *,
    again: str,
    article: Article | None = None,
    status: int = FORBIDDEN,
) -> HttpResponse:
    """Say what is in the way, and give back what was typed. There is no form, since sending it
    would lead here again; `again` is its address, for when the remedy was taken."""
    typed = request.POST.get("body") or request.POST.get("line", "")
    verdict, sentence = (None, why) if isinstance(why, str) else (why, "")
    context = {
        "article": article,
        "verdict": verdict,
        "sentence": sentence,
        "next": again,
        "typed": typed.replace("\0", "\ufffd"),
    }
    return show(request, "turned_away", context, status=status)


def gives_back(view: View) -> View:
    """Let `view` give back what was typed, where it was sent to what is not there any more: taken
    away meanwhile, or hidden from whoever had it open."""

    @wraps(view)
    def giving_back(request: HtmxRequest, *arguments: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *arguments, **named)
        except Http404:
            if request.method != "POST":
                raise
            return _not_here(request)

    return cast(View, giving_back)


def _not_here(request: HtmxRequest) -> HttpResponse:
    """The same for what is hidden and for what never was. On the page that htmx has, the form stays
    with all that was typed, and static/js/discussion_form.js says this beneath it."""
    words = _("What this is about is not here any more. Nothing was done.")
    if request.htmx:
        return HttpResponse(words, content_type="text/plain; charset=utf-8", status=NOT_FOUND)
    return turn_away(request, words, again=request.path, status=NOT_FOUND)


def leave_for(request: HtmxRequest, address: str) -> HttpResponse:
    """Go on to `address`, the whole page of it."""
    return HttpResponseClientRedirect(address) if request.htmx else SeeOther(address)
