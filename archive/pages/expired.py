"""A form whose token does not hold: it stood open while its sender logged in anew, or for long.

What was typed is shown again, in a form that holds. Nobody else's page can make it show anything:
what comes from elsewhere is answered as everywhere on the site.
"""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from archive.discussion.answers import FORBIDDEN, gives_back, private, turn_away
from archive.discussion.expired import form_again as discussed_again
from archive.moderation.expired import form_again as asked_again
from archive.web import HtmxRequest


@private
@gives_back
def expired(request: HtmxRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without a token that holds; `reason` is Django's, for its log."""
    if not _came_from_here(request):
        return csrf_failure(request, reason)
    sentence = _("This form had expired. Nothing was done yet: look at it, and send it again.")
    response = discussed_again(request, sentence) or asked_again(request, sentence)
    if response is None and request.htmx:
        response = turn_away(request, sentence, again=request.path)
    if response is None:
        return csrf_failure(request, reason)
    response.status_code = FORBIDDEN
    return response


def _came_from_here(request: HtmxRequest) -> bool:
    """Browsers say with every form where it stood."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
