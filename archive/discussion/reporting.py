"""Telling the moderators of a comment that breaks a rule."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.report import report as tell
from archive.discussion.answers import WRONG, gives_back, private, show, show_again, turn_away
from archive.discussion.forms import ReportForm, again
from archive.discussion.opening import open_comment
from archive.models import Comment, Rule
from archive.web import HtmxRequest, checks_its_text


@require_http_methods(["GET", "HEAD", "POST"])
@private
@gives_back
@checks_its_text
def report(request: HtmxRequest, number: int) -> HttpResponse:
    """Which rule a comment breaks, for whoever is logged in and did not write it."""
    comment, reporter = open_comment(request, number), request.user
    if not reporter.is_authenticated:
        why = _("To report a comment, log in: nobody is shown who did.")
        return turn_away(request, why, again=request.path, article=comment.article)
    why = _in_the_way(reporter, comment)
    if why:
        return turn_away(request, why, again=request.path, article=comment.article)
    if request.method == "POST":
        return _take(request, reporter, comment)
    initial = {"in_thread": bool(request.htmx)}
    form = ReportForm(initial=initial, auto_id=_auto_id(comment))
    return show(request, "reporting", _context(comment, form))


def _take(request: HtmxRequest, reporter: User, comment: Comment) -> HttpResponse:
    form = ReportForm(again(request.POST), auto_id=_auto_id(comment))
    context = _context(comment, form)
    if not form.is_valid():
        return show(request, "reporting", context, status=WRONG)
    said = form.cleaned_data
    try:
        is_new = tell(reporter, comment, said["rule"], said["line"], timezone.now())
    except Refused as refusal:
        return show_refused(request, comment, refusal)
    return show(request, "reported", context | {"is_new": is_new})


def show_refused(request: HtmxRequest, comment: Comment, refusal: Refused) -> HttpResponse:
    """The form again, with what was wrong."""
    form = ReportForm(again(request.POST), auto_id=_auto_id(comment))
    form.add_error("line", str(refusal))
    return show_again(request, "reporting", _context(comment, form), refusal)


def _in_the_way(reporter: User, comment: Comment) -> str:
    """Why `reporter` cannot report `comment`; empty if they can."""
    if comment.member_id == reporter.pk:
        return _("This comment is your own. You can edit or withdraw it.")
    if comment.review != Comment.Review.APPROVED:
        return _("Readers do not see this comment: there is nothing to report.")
    if not Rule.objects.in_force().exists():
        return _("There are no rules here yet that a comment could break.")
    return ""


def _context(comment: Comment, form: ReportForm) -> dict[str, object]:
    return {"comment": comment, "article": comment.article, "form": form}


def _auto_id(comment: Comment) -> str:
    return f"report-{comment.pk}-%s"
