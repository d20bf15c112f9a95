"""Taking back what one said."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from archive import policies
from archive.commenting.edit import withdraw as take_back
from archive.discussion.answers import LOG_IN, gives_back, leave_for, private, show, turn_away
from archive.discussion.opening import own_comment
from archive.discussion.placing import instead_of
from archive.models import Comment
from archive.web import HtmxRequest, page


@require_http_methods(["GET", "HEAD", "POST"])
@private
@gives_back
def withdraw(request: HtmxRequest, number: int) -> HttpResponse:
    """Ask whether to take back a comment of one's own, and do so. What was taken back already
    stays so, however often the form is sent."""
    member = request.user
    if not member.is_authenticated:
        return turn_away(request, LOG_IN, again=request.path)
    comment = own_comment(member, number)
    if request.method == "POST":
        take_back(member, comment)
        return _taken_back(request, comment)
    if comment.withdrawn_at:
        return leave_for(request, _where(request, comment))
    context = {"comment": comment, "article": comment.article, "in_thread": bool(request.htmx)}
    return show(request, "withdrawing", context)


def _taken_back(request: HtmxRequest, comment: Comment) -> HttpResponse:
    if not (request.htmx and request.POST.get("in_thread")):
        return leave_for(request, _where(request, comment))
    response = page(request, "discussion/_withdrawn.html", {"comment": comment})
    return instead_of(response, comment)


def _where(request: HtmxRequest, comment: Comment) -> str:
    """The discussion that the comment was part of, where that can be read."""
    if policies.may_read(request.user, comment.article):
        return f"{comment.article.get_absolute_url()}#comments"
    return reverse("own_comments")
