"""Showing a comment that was just written or changed: in its thread, or on its own page."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django_htmx.http import reswap, retarget, trigger_client_event

from archive.commenting.standing import Standing, standing
from archive.discussion.answers import leave_for
from archive.models import Comment, SiteSettings
from archive.web import HtmxRequest, page


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment in its place, as templates/pages/_comment.html takes it. Of a member's own there is
    nothing to tell of captures."""

    comment: Comment
    standing: Standing
    parent: Comment | None
    parent_mark: None = None
    author_mark: None = None
    mark: None = None
    replies: tuple[()] = ()
    onward: None = None


def place(request: HtmxRequest, comment: Comment, *, in_thread: bool) -> HttpResponse:
    """Show the new `comment` under the one that it answers, or else at the end of the thread."""
    if not (request.htmx and in_thread):
        return leave_for(request, comment.get_absolute_url())
    response = page(request, "discussion/_placed.html", _context(request, comment))
    if comment.parent_id:
        response = reswap(retarget(response, f"#comment-{comment.parent_id}"), "afterend")
    else:
        response = reswap(retarget(response, "#write"), "beforebegin")
    return _go_to(response, comment)


def replace(request: HtmxRequest, comment: Comment, *, in_thread: bool) -> HttpResponse:
    """Show the changed `comment` in place of what it said before."""
    if not (request.htmx and in_thread):
        return leave_for(request, comment.get_absolute_url())
    response = page(request, "discussion/_changed.html", _context(request, comment))
    return instead_of(response, comment)


def instead_of(response: HttpResponse, comment: Comment) -> HttpResponse:
    """Let htmx put `response` where `comment` stands, and not where the form stood."""
    return _go_to(reswap(retarget(response, f"#comment-{comment.pk}"), "outerHTML"), comment)


def _context(request: HtmxRequest, comment: Comment) -> dict[str, object]:
    stands = standing(comment, request.user, timezone.now(), SiteSettings.now())
    post = Placed(comment, stands, comment.parent)
    return {"post": post, "comment": comment, "article": comment.article}


def _go_to(response: HttpResponse, comment: Comment) -> HttpResponse:
    """Tell static/js/discussion_form.js where the keyboard and the eye go on."""
    where = {"id": f"comment-{comment.pk}"}
    return trigger_client_event(response, "comment:placed", where, after="settle")
