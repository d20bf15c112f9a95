"""The forms of the discussion again, with what was typed, after their tokens had expired."""

from django.http import HttpResponse

from archive.commenting.refusal import Refused
from archive.discussion import changing, preview, reporting, writing
from archive.discussion.answers import LOG_IN, turn_away
from archive.discussion.opening import open_article, open_comment, own_comment
from archive.web import HtmxRequest


def form_again(request: HtmxRequest, sentence: str) -> HttpResponse | None:
    """The form that was sent, saying `sentence`; None where it was none of these."""
    match, member, why = request.resolver_match, request.user, Refused(sentence)
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
