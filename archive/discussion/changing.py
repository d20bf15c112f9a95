"""Changing what one said, while there is time."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.gating import Verdict
from accounts.models import User
from archive import policies
from archive.commenting import edit as verb
from archive.commenting.refusal import Refused, Stale
from archive.commenting.waiting import will_wait
from archive.discussion.answers import (
    LOG_IN,
    WRONG,
    gives_back,
    private,
    show,
    show_again,
    turn_away,
)
from archive.discussion.forms import AS_IT_IS, DAMAGED, EditForm, again, can_wait
from archive.discussion.opening import own_comment
from archive.discussion.placing import replace
from archive.discussion.preview import Preview, previewed
from archive.models import Comment, SiteSettings
from archive.models.comment import BODY_LENGTH
from archive.web import HtmxRequest, checks_its_text


@dataclass(frozen=True, slots=True)
class Editing:
    """The form as it is shown. `until` is when the time to edit ends; `stale` says that the form
    was opened with other words than `comment` says now; `can_wait` that it may be sent as it
    is, for a moderator to look at."""

    comment: Comment
    form: EditForm
    until: datetime | None
    stale: bool = False
    preview: Preview | None = None
    can_wait: bool = False
    longest: int = BODY_LENGTH


@require_http_methods(["GET", "HEAD", "POST"])
@private
@gives_back
@checks_its_text
def edit(request: HtmxRequest, number: int) -> HttpResponse:
    """The form for a comment of one's own."""
    member = request.user
    if not member.is_authenticated:
        return turn_away(request, LOG_IN, again=request.path)
    comment = own_comment(member, number)
    return _take(request, member, comment) if request.method == "POST" else _offer(request, comment)


def _offer(request: HtmxRequest, comment: Comment) -> HttpResponse:
    initial = {"body": comment.body, "edition": comment.edition, "in_thread": bool(request.htmx)}
    return look(request, _editing(comment, EditForm(initial=initial, auto_id=_auto_id(comment))))


def _take(request: HtmxRequest, member: User, comment: Comment) -> HttpResponse:
    form = EditForm(request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return look(request, kept(request, comment))
    said = form.cleaned_data
    try:
        changed = verb.edit(
            member,
            comment,
            body=said["body"],
            edition=said["edition"],
            as_it_is=AS_IT_IS in request.POST,
        )
    except Refused as refusal:
        comment = own_comment(member, comment.pk)  # as it is now
        return look(request, kept(request, comment, refusal), refusal)
    if changed.withdrawn_at:  # it says already what was sent, but nobody reads it any more
        return look(request, kept(request, changed))
    return replace(request, changed, in_thread=said["in_thread"])


def look(request: HtmxRequest, editing: Editing, refusal: Refused | None = None) -> HttpResponse:
    """The form, where sending it is of use."""
    comment, article = editing.comment, editing.comment.article
    why = _in_the_way(request, comment)
    if why:
        return turn_away(request, why, again=request.path, article=article)
    context = {"editing": editing, "article": article, "waits": _would_wait(comment)}
    if refusal:
        return show_again(request, "editing", context, refusal)
    status = WRONG if editing.form.errors else 200
    return show(request, "editing", context, status=status)


def kept(request: HtmxRequest, comment: Comment, refusal: Refused | None = None) -> Editing:
    """The form that was sent, with all that was typed, as it can be sent again."""
    data = again(request.POST)
    damaged, stale = EditForm(data).damaged, isinstance(refusal, Stale)
    if damaged or stale:
        data["edition"] = str(comment.edition)
    form = EditForm(data, auto_id=_auto_id(comment))
    if damaged:
        form.add_error("body", DAMAGED)
    if refusal:
        form.add_error("body", str(refusal))
    return _editing(comment, form, stale=damaged or stale, waiting=can_wait(refusal))


def _editing(
    comment: Comment, form: EditForm, *, stale: bool = False, waiting: bool = False
) -> Editing:
    until = verb.editable_until(comment, SiteSettings.now())
    return Editing(comment, form, until, stale, previewed(form, comment.member), waiting)


def _in_the_way(request: HtmxRequest, comment: Comment) -> Verdict | str | None:
    now = timezone.now()
    verdict = policies.may_comment(request.user, comment.article, now)
    return verb.why_not(comment, SiteSettings.now(), now) if verdict.allowed else verdict


def _would_wait(comment: Comment) -> bool:
    """Whether an edit, whatever it says, takes `comment` out of readers' sight."""
    if comment.review != Comment.Review.APPROVED or comment.member is None:
        return False
    return will_wait(comment.member, comment.article, timezone.now(), is_new=False)


def _auto_id(comment: Comment) -> str:
    return f"edit-{comment.pk}-%s"
