"""Showing a comment that was just written or changed: in its thread, or on its own page."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.http import HttpResponse
from django.utils import timezone
from django_htmx.http import reselect, reswap, retarget, trigger_client_event

from archive.commenting.standing import Standing, standing
from archive.discussion.answers import leave_for
from archive.models import Article, Comment, SiteSettings
from archive.web import HtmxRequest, page

NEWEST = "newest"  # as archive/pages/windows.py calls the order in which a new thread is the first


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
    """Show the new `comment` after the other answers to what it answers, or else as the first or
    last of the threads, as they are ordered."""
    if not (request.htmx and in_thread):
        return leave_for(request, comment.get_absolute_url())
    response = page(request, "discussion/_placed.html", _context(request, comment))
    if comment.parent_id:
        response = reswap(retarget(response, f"#replies-{comment.parent_id}"), "beforeend")
    else:
        first = parse_qs(_seen_at(request).query).get("order") == [NEWEST]
        response = reswap(
            retarget(response, "#thread-posts"), "afterbegin" if first else "beforeend"
        )
    return _go_to(response, comment, is_new=True)


def replace(request: HtmxRequest, comment: Comment, *, in_thread: bool) -> HttpResponse:
    """Show the changed `comment` in place of what it said before."""
    if not (request.htmx and in_thread):
        return leave_for(request, comment.get_absolute_url())
    is_current = _seen_at(request).path == comment.get_absolute_url()
    context = {"current": is_current, **_context(request, comment)}
    return instead_of(page(request, "discussion/_changed.html", context), comment)


def instead_of(response: HttpResponse, comment: Comment) -> HttpResponse:
    """Let htmx put `response` where `comment` stands, and not where the form stood. Its answers
    stay."""
    itself = f"#comment-{comment.pk}"
    return _go_to(reswap(retarget(reselect(response, itself), itself), "outerHTML"), comment)


def _context(request: HtmxRequest, comment: Comment) -> dict[str, object]:
    stands = standing(comment, request.user, timezone.now(), SiteSettings.now())
    visible = Comment.objects.visible_to(request.user).select_related("member")
    parent = visible.filter(pk=comment.parent_id).first() if comment.parent_id else None
    post = Placed(comment, stands, parent)
    return {"post": post, "comment": comment, "article": comment.article}


def _seen_at(request: HtmxRequest) -> SplitResult:
    """The address of the page that the form stood on, as its browser tells it."""
    return urlsplit(request.htmx.current_url_abs_path or "")


def _go_to(response: HttpResponse, comment: Comment, *, is_new: bool = False) -> HttpResponse:
    """Tell static/js/discussion_form.js where the keyboard and the eye go on, how many comments
    there are now and, of one that is new and seen by all, which version of the discussion it is
    in."""
    now = Article.objects.only("comment_total", "discussion_version").get(pk=comment.article_id)
    told = {"id": f"comment-{comment.pk}", "total": now.comment_total}
    if is_new and comment.review == Comment.Review.APPROVED:
        told["version"] = now.discussion_version
    return trigger_client_event(response, "comment:placed", told, after="settle")
