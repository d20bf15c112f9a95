"""A form whose token does not hold: it stood open while its sender logged in anew, or for long.

What was typed is shown again, in a form that holds. Nobody else's page can make it show anything:
what comes from elsewhere is answered as everywhere on the site.
"""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from archive.commenting.refusal import Refused
from archive.discussion import changing, preview, reporting, writing
from archive.discussion.answers import FORBIDDEN, LOG_IN, gives_back, private, turn_away
from archive.discussion.opening import open_article, open_comment, own_comment
from archive.web import HtmxRequest


@private
@gives_back
def expired(request: HtmxRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without a token that holds; `reason` is Django's, for its log."""
    if not _came_from_here(request):
        return csrf_failure(request, reason)
    sentence = _("This form had expired. Nothing was done yet: look at it, and send it again.")
    response = _form_again(request, Refused(sentence))
    if response is None and request.htmx:
        response = turn_away(request, sentence, again=request.path)
    if response is None:
        return csrf_failure(request, reason)
    response.status_code = FORBIDDEN
    return response


def _form_again(request: HtmxRequest, why: Refused) -> HttpResponse | None:
    match, member = request.resolver_match, request.user
    route = match.view_name if match else ""
    if match and route == "comment_write":
        article = open_article(request, match.kwargs["slug"])
        return writing.look(request, writing.kept(request, article, str(why)), why)
    if match and route == "comment_edit":
        if not member.is_authenticated:
            return turn_away(request, LOG_IN, again=request.path)
        comment = own_comment(member, match.kwargs["number"])
        return changing.look(request, changing.kept(request, comment, why), why)
    if match and route == "comment_report" and member.is_authenticated:
        comment = open_comment(request, match.kwargs["number"])
        return reporting.show_refused(request, comment, why)
    if route == "comment_preview":
        return preview.show(request, preview.expired(member))
    return None


def _came_from_here(request: HtmxRequest) -> bool:
    """Browsers say with every form where it stood."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
