"""What a comment would look like, while it is written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import Form
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.gating import Verdict
from accounts.models import User
from archive.commenting import pace
from archive.commenting.refusal import Refused, TooOften
from archive.commenting.wording import checked
from archive.discussion.answers import FORBIDDEN, LOG_IN, TOO_MANY, WRONG, private
from archive.models import Comment
from archive.web import HtmxRequest, checks_its_text, page

if TYPE_CHECKING:
    from archive.policies import Person

EXPIRED = gettext_lazy(
    "This form has expired, so there is no preview. Send it: you will get it back with all that "
    "you wrote, and can send that."
)


@dataclass(frozen=True, slots=True)
class Preview:
    """Either a `comment` that is posted nowhere, or why it could not be: `sentence`, `verdict`.
    `wait` is in how many seconds there is one again, for whoever had too many."""

    comment: Comment | None = None
    sentence: str = ""
    verdict: Verdict | None = None
    wait: int = 0


def preview_for(member: User, body: str) -> Preview:
    """What `body` would look like. Nothing, where it says nothing yet."""
    if not body.strip():
        return Preview()
    comment = Comment()
    try:
        pace.keep(pace.PREVIEWS, member, timezone.now())
        comment.set_body(checked(body))
    except TooOften as refusal:
        words = _("There were many previews, so there is none for a while. Write on, and post it.")
        return Preview(sentence=words, wait=refusal.seconds)
    except Refused as refusal:
        return Preview(sentence=str(refusal))
    return Preview(comment)


def previewed(form: Form, person: "Person | None") -> Preview | None:
    """What was typed into `form`, where its sender, `person`, asked to see that."""
    if "preview" not in form.data or not (person and person.is_authenticated):
        return None
    return preview_for(person, form.data.get("body", ""))


def expired(person: "Person") -> Preview:
    """For a form whose token does not hold any more: no alarm, while somebody is writing."""
    return Preview(sentence=str(EXPIRED)) if person.is_authenticated else Preview(verdict=LOG_IN)


@require_POST
@private
@checks_its_text
def preview(request: HtmxRequest) -> HttpResponse:
    """What the words in a form would look like."""
    if not request.user.is_authenticated:
        return show(request, Preview(verdict=LOG_IN))
    return show(request, preview_for(request.user, request.POST.get("body", "")))


def show(request: HtmxRequest, shown: Preview) -> HttpResponse:
    """The fragment alone, for the page that the words are typed in."""
    status = WRONG if shown.sentence else FORBIDDEN if shown.verdict else 200
    response = page(request, "discussion/_preview.html", {"preview": shown}, status=status)
    if shown.wait:
        response.status_code = TOO_MANY
        response.headers["Retry-After"] = str(shown.wait)
    return response
