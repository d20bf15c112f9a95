"""Decisions about comments in the administration: from the list in bulk, from a page singly."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive import policies
from archive.admin.moderation.deciding import (
    HIDE,
    MOST_AT_ONCE,
    SHOW,
    DecisionForm,
    as_word,
    decide,
    seen_in,
)
from archive.admin.moderation.preview import preview
from archive.models import Comment
from archive.moderating.seen import Seen, seen_now

WRONG = 422
FILTERS = "_changelist_filters"  # Django's name for the list that a page was opened from


class DecidingAdmin(admin.ModelAdmin):
    """What is hidden needs a reason, so that is asked for on a page of its own. What is approved
    where it was seen needs nothing more."""

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return policies.may_moderate(request.user)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting leaves no trace, so it is no act of moderation, and nothing to do by the way."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return dict(actions)

    @admin.action(description=_("Approve, or keep in spite of reports"), permissions=["moderate"])
    def approve(self, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponse:
        return self._from_list(request, SHOW, comments)

    @admin.action(description=_("Hide, with a reason"), permissions=["moderate"])
    def hide(self, request: HttpRequest, comments: QuerySet[Comment]) -> HttpResponse:
        return self._from_list(request, HIDE, comments)

    def _from_list(
        self, request: HttpRequest, act: str, comments: QuerySet[Comment]
    ) -> HttpResponse:
        """Those that were ticked, as they were shown; or all on all pages, as they are now, and of
        more than can be decided at once the first."""
        back = list_without_page(request.GET)
        unseen = request.POST.get("select_across") == "1"
        try:
            seen = seen_now(comments, MOST_AT_ONCE) if unseen else _ticked(request)
        except ValueError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(request.get_full_path())
        sent = {"act": act, "seen": " ".join(map(as_word, seen))}
        if unseen or act == HIDE:
            total = comments.count() if len(seen) == MOST_AT_ONCE else len(seen)
            return self._ask(request, DecisionForm(initial=sent), seen, back, total=total)
        return self._answer(request, DecisionForm(sent), back)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.decide_view)
        return [path("decide/", view, name="archive_comment_decide"), *super().get_urls()]

    def decide_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        back = list_without_page(QueryDict(request.GET.get(FILTERS, "")))
        if request.method != "POST":
            return self._too_late(request, back)
        sent = _sent(request)
        form = DecisionForm(sent)
        spoilt = {"act", "seen"} & form.errors.keys()
        if not form.errors or spoilt or "asked" in request.POST:
            return self._answer(request, form, back)
        return self._ask(request, DecisionForm(initial=sent), form.cleaned_data["seen"], back)

    def _too_late(self, request: HttpRequest, back: str) -> HttpResponse:
        """Whoever had to log in again is led here by what they had sent, and that is gone."""
        self.message_user(
            request, _("Nothing was decided. Choose again what to decide about."), messages.WARNING
        )
        return redirect(self._list(back))

    def _answer(self, request: HttpRequest, form: DecisionForm, back: str) -> HttpResponse:
        if not form.is_valid():
            return self._ask(request, form, form.cleaned_data.get("seen", []), back, status=WRONG)
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
        *,
        status: int = 200,
        total: int = 0,
    ) -> HttpResponse:
        """The page that shows what is decided about, and asks for what is missing."""
        act = form.data.get("act") or form.initial.get("act") or ""
        shown = preview(self.get_queryset(request), [one.pk for one in seen])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _title(act, len(seen), max(total, len(seen))),
            "form": form,
            "preview": shown,
            "back_url": self._list(back),
            "decide_url": f"{reverse('admin:archive_comment_decide')}?{urlencode({FILTERS: back})}",
        }
        template = "admin/archive/comment/decide.html"
        return TemplateResponse(request, template, context, status=status)

    def _list(self, filters: str) -> str:
        address = reverse("admin:archive_comment_changelist")
        return f"{address}?{filters}" if filters else address


def list_without_page(query: QueryDict) -> str:
    """The same list from its beginning: the page may be empty once all on it is decided."""
    filters = query.copy()
    filters.pop("p", None)
    return filters.urlencode()


def _sent(request: HttpRequest) -> dict[str, str]:
    """A button of a row names what it does, and has what was seen as its value."""
    for act in (SHOW, HIDE):
        if act in request.POST:
            return {"act": act, "seen": request.POST[act]}
    names = ("act", "seen", "reason", "rule")
    return {name: request.POST[name] for name in names if name in request.POST}


def _ticked(request: HttpRequest) -> list[Seen]:
    """Raises ValueError where the form did not come from a list of ours."""
    try:
        seen = seen_in(request.POST.getlist("seen"))
    except ValueError:
        raise ValueError(_("The list of comments is spoilt. Choose them again.")) from None
    ticked = set(request.POST.getlist(ACTION_CHECKBOX_NAME))
    return [one for one in seen if str(one.pk) in ticked]


def _title(act: str, count: int, total: int) -> str:
    if not count:
        return str(_("Nothing to decide about"))
    if act == HIDE:
        words = ngettext("Hide %(n)s comment", "Hide %(n)s comments", count)
    else:
        words = ngettext("Approve %(n)s comment", "Approve %(n)s comments", count)
    if total > count:
        words = words + str(_(" of %(total)s; then the rest"))
    return words % {"n": f"{count:,}", "total": f"{total:,}"}
