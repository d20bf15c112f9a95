"""Asking for a decision about oneself to be looked at again."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from archive.commenting.refusal import Refused, TooOften
from archive.models import ModerationEntry
from archive.models.appeal import APPEAL_LENGTH
from archive.moderating import appeals
from archive.moderating.decided import acts_about, decision_with
from archive.moderation.decisions import as_told
from archive.text.fitness import tidy
from archive.web import HtmxRequest, checks_its_text, page

if TYPE_CHECKING:
    from accounts.models import User

FORBIDDEN, CONFLICT, WRONG, TOO_MANY = 403, 409, 422, 429

private = cache_control(private=True, no_store=True)


class AppealForm(forms.Form):
    """What is wrong with the words, the verb says."""

    words = forms.Field(
        required=False,
        label=gettext_lazy("Why the decision is wrong"),
        help_text=gettext_lazy(
            "At most %(longest)s characters. Only those who moderate here read it."
        )
        % {"longest": APPEAL_LENGTH},
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "dir": "auto"}),
    )


@require_safe
@private
@login_required
def appeal_nothing(request: HtmxRequest) -> HttpResponse:
    """An appeal begins at a decision."""
    return redirect("decisions")


@require_http_methods(["GET", "HEAD", "POST"])
@private
@checks_its_text
def appeal(request: HtmxRequest, number: int) -> HttpResponse:
    """The form for a decision about oneself, or the appeal that was made of it already."""
    member = request.user
    if not member.is_authenticated:
        return _log_in_first(request)
    decision = _own(member, number)
    if decision.pk != number:
        return redirect("appeal", decision.pk)  # of what was done at once, one appeal
    if request.method == "POST":
        return _take(request, member, decision)
    return _show(request, decision, AppealForm())


def again(request: HtmxRequest, number: int, sentence: str) -> HttpResponse:
    """The form once more with what was typed, and why it was not taken."""
    member = request.user
    if not member.is_authenticated:
        return _log_in_first(request)
    form = AppealForm(_again(request.POST))
    form.add_error("words", sentence)
    return _show(request, _own(member, number), form)


def _log_in_first(request: HtmxRequest) -> HttpResponse:
    """Whoever was logged out while they wrote gets their words back."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    context = {"next": request.path, "typed": _again(request.POST)["words"]}
    return page(request, "moderation/appeal_logged_out.html", context, status=FORBIDDEN)


def _own(member: "User", number: int) -> Any:
    """Raises Http404 for whatever `member` was not told was decided about them."""
    try:
        return decision_with(acts_about(member).get(pk=number))
    except ModerationEntry.DoesNotExist as error:
        raise Http404 from error


def _take(request: HtmxRequest, member: "User", decision: Any) -> HttpResponse:
    typed = request.POST.get("words", "")
    form = AppealForm(_again(request.POST))
    try:
        made = appeals.appeal(member, decision, typed)
    except Refused as refusal:
        form.add_error("words", str(refusal))
        return _show_refused(request, _own(member, decision.pk), form, refusal)
    if made.words != tidy(typed):
        given_back = form["words"].value()
        return _show(request, _own(member, decision.pk), form, CONFLICT, given_back)
    return redirect("appeal", decision.pk)


def _show_refused(
    request: HtmxRequest, decision: Any, form: AppealForm, refusal: Refused
) -> HttpResponse:
    if isinstance(refusal, TooOften):
        response = _show(request, decision, form, TOO_MANY)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    return _show(request, decision, form, WRONG)


def _show(
    request: HtmxRequest, row: Any, form: AppealForm, status: int = 200, typed: str = ""
) -> HttpResponse:
    """The decision with the form, where sending it is of use; or else why not, and `typed`."""
    (decision,) = as_told([row], row.member, timezone.now())
    if decision.appeal or decision.no_appeal:
        typed = typed or form["words"].value() or ""
    if decision.no_appeal and not decision.appeal:
        status = FORBIDDEN
    context = {"decision": decision, "form": form, "typed": typed}
    return page(request, "moderation/appeal.html", context, status=status)


def _again(data: QueryDict) -> QueryDict:
    """What was sent, to be shown again: HTML has no way to write a NUL."""
    copy = data.copy()
    copy["words"] = data.get("words", "").replace("\0", "\ufffd")
    return copy
