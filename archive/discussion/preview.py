"""What a comment would look like, while it is written."""

from dataclasses import dataclass

from django.forms import Form
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.gating import Verdict
from archive.commenting.refusal import Refused
from archive.commenting.wording import checked
from archive.discussion.answers import FORBIDDEN, LOG_IN, WRONG, private
from archive.models import Comment
from archive.web import HtmxRequest, checks_its_text, page


@dataclass(frozen=True, slots=True)
class Preview:
    """Either a `comment` that is posted nowhere, or why it could not be: `sentence`, `verdict`."""

    comment: Comment | None = None
    sentence: str = ""
    verdict: Verdict | None = None


def preview_of(body: str) -> Preview:
    """What `body` would look like. Nothing, where it says nothing yet."""
    if not body.strip():
        return Preview()
    comment = Comment()
    try:
        comment.set_body(checked(body))
    except Refused as refusal:
        return Preview(sentence=str(refusal))
    return Preview(comment)


def previewed(form: Form) -> Preview | None:
    """What was typed into `form`, where its sender asked to see that."""
    return preview_of(form.data.get("body", "")) if "preview" in form.data else None


@require_POST
@private
@checks_its_text
def preview(request: HtmxRequest) -> HttpResponse:
    """What the words in a form would look like: the fragment alone, for the page that they are
    typed in."""
    if not request.user.is_authenticated:
        shown, status = Preview(verdict=LOG_IN), FORBIDDEN
    else:
        shown = preview_of(request.POST.get("body", ""))
        status = WRONG if shown.sentence else 200
    return page(request, "discussion/_preview.html", {"preview": shown}, status=status)
