"""What a comment said before it was edited."""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from archive import policies
from archive.discussion.opening import open_comment
from archive.models import Comment
from archive.text.diff import Piece, diff, page_effort
from archive.web import HtmxRequest, page

NEWEST = 100  # versions on the page


@dataclass(frozen=True, slots=True)
class Version:
    """What a comment said from the moment `at` on, as what changed. `at` is None where it is not
    known; `unseen` says that readers never saw it."""

    at: datetime | None
    pieces: tuple[Piece, ...]
    unseen: bool
    is_first: bool


@require_safe
def history(request: HtmxRequest, number: int) -> HttpResponse:
    """A comment's history, for whoever can read the comment. What readers never saw of it, its
    author and the moderators are shown."""
    comment = open_comment(request, number)
    is_own = request.user.is_authenticated and comment.member_id == request.user.pk
    found = versions(comment, everything=is_own or policies.may_moderate(request.user))
    return page(request, "discussion/history.html", {"comment": comment, "versions": found})


def versions(comment: Comment, *, everything: bool) -> list[Version]:
    """The newest versions of `comment`, the last one first; unless `everything` is asked for, only
    those that readers saw."""
    revisions = comment.revisions.order_by("-id")
    if not everything:
        revisions = revisions.filter(was_public=True)
    effort = page_effort()
    is_public = comment.review == Comment.Review.APPROVED
    said = [(comment.edited_at or comment.posted_at, comment.body, is_public)]
    said += [(row.written_at, row.body, row.was_public) for row in revisions[:NEWEST]]
    return [
        Version(
            at=at,
            pieces=tuple(diff(before[1], body, effort)) if before else (Piece("kept", body),),
            unseen=not was_seen,
            is_first=before is None,
        )
        for (at, body, was_seen), before in zip_longest(said, said[1:])
    ][:NEWEST]
