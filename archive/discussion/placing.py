"""Showing a comment that was just written or changed: in its thread, or on its own page."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone

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


def place(
    request: HtmxRequest, comment: Comment, *, in_thread: bool, changed: bool = False
) -> HttpResponse:
    """Show `comment`: where its form stood, if that was in a thread, or in place of what it said
    before it was `changed`."""
    if not (request.htmx and in_thread):
        return leave_for(request, comment.get_absolute_url())
    stands = standing(comment, request.user, timezone.now(), SiteSettings.now())
    post = Placed(comment, stands, comment.parent)
    context = {"post": post, "comment": comment, "article": comment.article, "changed": changed}
    response = page(request, "discussion/_placed.html", context)
    if changed:
        response.headers["HX-Retarget"] = f"#comment-{comment.pk}"
        response.headers["HX-Reswap"] = "outerHTML"
    return response
