"""An appeal and a request to remove again, with what was typed, after their tokens had expired."""

from django.http import HttpResponse

from archive.moderation import appealing, removal
from archive.web import HtmxRequest


def form_again(request: HtmxRequest, sentence: str) -> HttpResponse | None:
    """The form that was sent, saying `sentence`; None where it was neither of them."""
    match = request.resolver_match
    if match and match.view_name == "appeal":
        return appealing.again(request, match.kwargs["number"], sentence)
    if match and match.view_name == "removal_request":
        return removal.again(request, match.kwargs["slug"], sentence)
    return None
