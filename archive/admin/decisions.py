"""Decisions about comments in the administration: from the list in bulk, from a page singly."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from archive import policies
from archive.admin.deciding import MOST_AT_ONCE, Act, DecisionForm, Seen, decide, seen_in, too_many
from archive.models import Comment

SHOWN = 20  # of those that a decision is about, on the page that asks for its reason
WRONG = 422
FILTERS = "_changelist_filters"  # Django's name for the list that a page was opened from


class DecidingAdmin(admin.ModelAdmin):
    """What is hidden needs a reason, so that is asked for on a page of its own. What is approved
    where it was seen needs nothing more."""

    actions = ("approve", "reject", "remove")

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return policies.may_moderate(request.user)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting leaves no trace, so it is no act of moderation, and nothing to do by the way."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return dict(actions)

    @admin.action(description=_("Approve, or keep in spite of reports"), permissions=["moderate"])
    def approve(self, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponse:
        return self._from_list(request, Act.APPROVED, comments)

    @admin.action(description=_("Reject, with a reason"), permissions=["moderate"])
    def reject(self, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponse:
        return self._from_list(request, Act.REJECTED, comments)

    @admin.action(description=_("Remove, with a reason"), permissions=["moderate"])
    def remove(self, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponse:
        return self._from_list(request, Act.REMOVED, comments)

    def _from_list(
        self, request: HttpRequest, act: Act, comments: QuerySet[Comment]
    ) -> HttpResponse:
        """Those that were ticked, as they were shown; or all on all pages, as they are now."""
        back = request.GET.urlencode()
        unseen = request.POST.get("select_across") == "1"
        try:
            seen = _now(comments) if unseen else _ticked(request)
        except ValueError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(request.get_full_path())
        sent = {"act": act, "seen": " ".join(map(str, seen))}
        if unseen or act != Act.APPROVED:
            return self._ask(request, DecisionForm(initial=sent), seen, back)
        return self._answer(request, DecisionForm(sent), back)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.decide_view)
        return [path("decide/", view, name="archive_comment_decide"), *super().get_urls()]

    @method_decorator(require_POST)
    def decide_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        back = request.GET.get(FILTERS, "")
        form = DecisionForm(request.POST)
        spoilt = {"act", "seen"} & form.errors.keys()
        if not form.errors or spoilt or "asked" in request.POST:
            return self._answer(request, form, back)
        sent = {name: request.POST.get(name, "") for name in ("act", "seen")}
        return self._ask(request, DecisionForm(initial=sent), form.cleaned_data["seen"], back)

    def _answer(self, request: HttpRequest, form: DecisionForm, back: str) -> HttpResponse:
        if not form.is_valid():
            return self._ask(request, form, form.cleaned_data.get("seen", []), back, WRONG)
        comments = self.get_queryset(request)
        actor: Any = request.user  # the admin lets nobody else in
        words, as_wished = decide(form.cleaned_data, actor, comments)
        self.message_user(request, words, messages.SUCCESS if as_wished else messages.WARNING)
        return redirect(self._list(back))

    def _ask(
        self,
        request: HttpRequest,
        form: DecisionForm,
        seen: list[Seen],
        back: str,
        status: int = 200,
    ) -> HttpResponse:
        """The page that shows what is decided about, and asks for what is missing."""
        comments = self.get_queryset(request).select_related("article", "member")
        shown = comments.filter(pk__in=[one.pk for one in seen[:SHOWN]]).order_by("pk")
        act = form.data.get("act") or form.initial.get("act") or ""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _title(act, len(seen)),
            "form": form,
            "comments": shown,
            "further": max(len(seen) - SHOWN, 0),
            "back_url": self._list(back),
            "decide_url": f"{reverse('admin:archive_comment_decide')}?{urlencode({FILTERS: back})}",
        }
        template = "admin/archive/comment/decide.html"
        return TemplateResponse(request, template, context, status=status)

    def _list(self, filters: str) -> str:
        address = reverse("admin:archive_comment_changelist")
        return f"{address}?{filters}" if filters else address


def _ticked(request: HttpRequest) -> list[Seen]:
    """Raises ValueError where the form did not come from a list of ours."""
    try:
        seen = seen_in(request.POST.getlist("seen"))
    except ValueError:
        raise ValueError(_("The list of comments is spoilt. Choose them again.")) from None
    ticked = set(request.POST.getlist(ACTION_CHECKBOX_NAME))
    return [one for one in seen if str(one.pk) in ticked]


def _now(comments: QuerySet[Comment]) -> list[Seen]:
    """Raises ValueError where there are too many."""
    if (count := comments.count()) > MOST_AT_ONCE:
        raise ValueError(too_many(count))
    rows = comments.values_list("pk", "edition", "review")
    return [Seen(*row) for row in rows]


def _title(act: str, count: int) -> str:
    match act:
        case Act.REJECTED:
            words = ngettext("Reject %(n)s comment", "Reject %(n)s comments", count)
        case Act.REMOVED:
            words = ngettext("Remove %(n)s comment", "Remove %(n)s comments", count)
        case _:
            words = ngettext("Approve %(n)s comment", "Approve %(n)s comments", count)
    return words % {"n": count}
