"""The page that asks for what an act about members needs, and does it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from archive.admin.moderation.decisions import FILTERS
from archive.admin.moderation.member_acts import MEMBER_ACTS, MemberAct
from archive.admin.moderation.member_forms import MOST_AT_ONCE, AboutMembers
from archive.commenting.refusal import Refused
from archive.models import Article, Comment, Member

WRONG = 422
NAMED = 50  # members on the page that asks; the rest are counted


class MemberActingAdmin(admin.ModelAdmin):
    """Singly from a member's page or a comment, and in bulk from a list."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.act_view)
        return [path("act/<slug:name>/", view, name="archive_member_act"), *super().get_urls()]

    def act_view(self, request: HttpRequest, name: str) -> HttpResponse:
        act = MEMBER_ACTS.get(name)
        if act is None:
            raise Http404
        if not request.user.has_perm(act.permission):
            raise PermissionDenied
        if request.method != "POST":
            return self._begin(request, name, act)
        form = act.form(request.POST)
        if form.is_valid():
            try:
                return self._do(request, act, form)
            except Refused as refused:
                form.add_error(None, str(refused))
        return ask(request, name, form, WRONG)

    def _begin(self, request: HttpRequest, name: str, act: MemberAct) -> HttpResponse:
        """For the one that the address names; whoever had to log in again chooses anew."""
        sent = {"members": request.GET.get("member", ""), "comment": request.GET.get("comment", "")}
        about = AboutMembers(sent)
        if not about.is_valid():
            self.message_user(
                request, _("Nothing was done. Choose again whom it is about."), messages.WARNING
            )
            return redirect("admin:archive_member_changelist")
        return ask(request, name, act.form(initial=sent))

    def _do(self, request: HttpRequest, act: MemberAct, form: forms.Form) -> HttpResponse:
        by: Any = request.user  # the admin lets nobody else in
        members = list(User.objects.filter(pk__in=form.cleaned_data["members"]).order_by("pk"))
        if not members:
            raise Refused(_("Nobody was chosen. Choose at least one member."))
        act.do(members, by, form.cleaned_data)
        self.message_user(request, act.done % {"whom": whom(members)}, messages.SUCCESS)
        return redirect(back_to(_queue(request, form.cleaned_data["comment"]), members))


def ask(
    request: HttpRequest,
    name: str,
    form: forms.Form,
    status: int = 200,
    queue: str | None = None,
) -> HttpResponse:
    """The page of the act called `name`. `queue` are the filters of the list of comments that it
    begins in, None where it does in none."""
    act = MEMBER_ACTS[name]
    given = form.data if form.is_bound else form.initial
    about = AboutMembers({field: given.get(field) or "" for field in ("members", "comment")})
    about.is_valid()
    numbers = about.cleaned_data.get("members", [])
    members = list(Member.objects.filter(pk__in=numbers).order_by("pk")[: NAMED + 1])
    comment = _readable(about.cleaned_data.get("comment"), request)
    queue = _queue(request, comment) if queue is None else queue
    query = "" if queue is None else "?" + urlencode({FILTERS: queue})
    context = {
        **admin.site.each_context(request),
        "opts": Member._meta,
        "title": act.title % {"whom": whom(members, len(numbers))},
        "form": form,
        "members": members[:NAMED] if len(members) > 1 else [],
        "further": max(len(numbers) - NAMED, 0),
        "comment": comment,
        "act_url": reverse("admin:archive_member_act", args=[name]) + query,
        "back_url": back_to(queue, members),
    }
    return TemplateResponse(request, "admin/archive/member/act.html", context, status=status)


def ask_about(
    request: HttpRequest,
    name: str,
    member_ids: Collection[int],
    comment: int | None = None,
    queue: str | None = None,
) -> HttpResponse:
    """The same, for those chosen from a list. Of more than can be dealt with at once the first."""
    chosen = list(member_ids)[:MOST_AT_ONCE]
    if len(chosen) < len(member_ids):
        words = _("These are the first %(most)s of %(count)s members; then choose the rest.")
        counts = {"most": f"{MOST_AT_ONCE:,}", "count": f"{len(member_ids):,}"}
        messages.warning(request, words % counts)
    about = {"members": " ".join(map(str, chosen)), "comment": comment}
    return ask(request, name, MEMBER_ACTS[name].form(initial=about), queue=queue)


def _readable(comment: Comment | None, request: HttpRequest) -> Comment | None:
    visible = Article.objects.visible_to(request.user)
    if comment is None:
        return None
    shown = Comment.objects.filter(pk=comment.pk, article__in=visible)
    return shown.select_related("member", "article").first()


def whom(members: Collection[User], count: int = 0) -> str:
    """One by their name, more by their number."""
    number = max(len(members), count)
    if number == 1:
        return str(next(iter(members), ""))
    return ngettext("%(n)s member", "%(n)s members", number) % {"n": f"{number:,}"}


def back_to(queue: str | None, members: Collection[User]) -> str:
    """The list of comments that it began in, the one member's page, or the list of members."""
    if queue is not None:
        address = reverse("admin:archive_comment_changelist")
        return f"{address}?{queue}" if queue else address
    if len(members) == 1:
        return reverse("admin:archive_member_change", args=[next(iter(members)).pk])
    return reverse("admin:archive_member_changelist")


def _queue(request: HttpRequest, comment: Comment | None) -> str | None:
    if comment is None and FILTERS not in request.GET:
        return None
    return request.GET.get(FILTERS, "")
