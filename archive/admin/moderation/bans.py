"""Bans: moderators ban at once, explain when there is time, and lift. Nothing else is rewritten."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from archive.admin.moderation.ban_filter import BanFilter
from archive.admin.moderation.ban_forms import BanForm, ReasonForm
from archive.admin.moderation.standings import holds
from archive.admin.refusable import RefusableAdmin
from archive.commenting.refusal import Refused
from archive.models import Ban
from archive.moderating import bans, refunds
from archive.moderating.bans import Takedown, Terms


@admin.register(Ban)
class BanAdmin(RefusableAdmin):
    change_form_template = "admin/archive/ban/change_form.html"
    list_display = ("member", "begins_at", "ends", "why", "refund", "set_by")
    list_filter = (BanFilter,)
    list_select_related = ("member", "set_by", "rule")
    search_fields = ("member__display_name", "reason")
    search_help_text = _("A member’s name, or words of the reason.")
    show_facets = admin.ShowFacets.NEVER

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = ReasonForm if obj else BanForm
        return super().get_form(request, obj, change=change, form=form, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            asked = ("member", "until", "takedown", "rule", "reason")
            return (*asked, "subscription", "refund_owed")
        shown = ("rule", "reason", "lifted_at", "by")
        owed = ("subscription", "refund") if obj.subscription else ()
        return ("whom", "begins_at", "until", *shown, *owed)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        known = ("whom", "begins_at", "until", "lifted_at", "by", "subscription", "refund")
        return known if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was explained stays as it was read. Who sends another reason is told so by the
        verb, with the words still in the form: a colleague may have been a moment faster."""
        explained = obj is not None and obj.reason and request.method != "POST"
        return not explained and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The row that the verb wrote."""
        by: User = request.user  # type: ignore[assignment]  # the admin lets nobody else in
        said = form.cleaned_data
        if change:
            bans.explain(form.instance, by, said["reason"], said["rule"])
            return form.instance
        before = bans.holding(said["member"].pk, timezone.now())
        given = ("until", "reason", "rule", "subscription", "refund_owed")
        takedown = Takedown(said["takedown"] or Takedown.NONE)
        terms = Terms(takedown=takedown, **{name: said[name] for name in given})
        (made,) = bans.ban_all([said["member"].pk], by, terms)
        self._tell_of(request, before)
        return made

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Stored already."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on the form."""

    def get_urls(self) -> list[Any]:
        lift, settle = map(self.admin_site.admin_view, (self.lift, self.settle))
        return [
            path("<int:pk>/lift/", lift, name="archive_ban_lift"),
            path("<int:pk>/settle/", settle, name="archive_ban_settle"),
            *super().get_urls(),
        ]

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        banned = self._asked_for(request, pk)
        try:
            if request.method == "POST":
                bans.lift(banned, request.user)  # type: ignore[arg-type]  # as above
                self.message_user(request, _("The ban was lifted."), messages.SUCCESS)
                self._tell_of(request, bans.holding(banned.member_id, timezone.now()))
                if sentence := refunds.what_stays_ended(banned):
                    self.message_user(request, sentence, messages.WARNING)
            else:
                self.message_user(request, _("The ban was not lifted yet."), messages.WARNING)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        return redirect(reverse("admin:archive_ban_change", args=[pk]))

    def settle(self, request: HttpRequest, pk: int) -> HttpResponse:
        banned = self._asked_for(request, pk)
        try:
            if request.method == "POST":
                refunds.settle_refund(banned, request.user)  # type: ignore[arg-type]  # as above
                self.message_user(request, _("The refund is settled."), messages.SUCCESS)
            else:
                self.message_user(request, _("The refund is not settled yet."), messages.WARNING)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        return redirect(reverse("admin:archive_ban_change", args=[pk]))

    def _asked_for(self, request: HttpRequest, pk: int) -> Ban:
        """Whoever had to log in again is led here by what they had sent, and is shown the ban."""
        if not request.user.has_perm("archive.change_ban"):
            raise PermissionDenied
        return get_object_or_404(Ban, pk=pk)

    def _tell_of(self, request: HttpRequest, another: Ban | None) -> None:
        """Bans are independent of each other: whoever makes or lifts one is told of `another`."""
        if another is None:
            return
        if another.until is None:
            words = gettext("Another ban holds for good.")
        else:
            until = date_format(timezone.localtime(another.until), "DATETIME_FORMAT")
            words = gettext("Another ban holds until %(until)s.") % {"until": until}
        self.message_user(request, words, messages.WARNING)

    @admin.display(description=_("member"))
    def whom(self, banned: Ban) -> str:
        url = reverse("admin:archive_member_change", args=[banned.member_id])
        return format_html('<a href="{}">{}</a>', url, banned.member)

    # As a name: Django would link it to a page that moderators may not open.
    @admin.display(description=_("set by"))
    def by(self, banned: Ban) -> str:
        return str(banned.set_by)

    @admin.display(description=_("until"), ordering="until")
    def ends(self, banned: Ban) -> str:
        if banned.lifted_at:
            at = date_format(timezone.localtime(banned.lifted_at), "SHORT_DATE_FORMAT")
            return gettext("lifted on %(at)s") % {"at": at}
        if banned.until is None:
            return gettext("for good")
        at = date_format(timezone.localtime(banned.until), "DATETIME_FORMAT")
        return at if holds(banned, timezone.now()) else gettext("%(at)s, over") % {"at": at}

    @admin.display(description=_("reason"), ordering="reason")
    def why(self, banned: Ban) -> str:
        rule = f" ({banned.rule})" if banned.rule else ""
        return f"{banned.reason}{rule}" if banned.reason else gettext("not explained yet")

    @admin.display(description=_("refund owed"))
    def refund(self, banned: Ban) -> str:
        if not banned.refund_owed:
            return "—"
        settled = gettext("settled") if banned.refund_settled_at else gettext("not settled yet")
        return f"{banned.refund_owed} ({settled})"

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        banned: Ban | None = kwargs.get("obj")
        shown = banned if request.user.has_perm("archive.change_ban") else None
        context["may_lift"] = shown is not None and holds(shown, timezone.now())
        context["may_settle"] = shown is not None and is_owed(shown)
        return super().render_change_form(request, context, *args, **kwargs)


def is_owed(banned: Ban) -> bool:
    return banned.refund_owed != "" and banned.refund_settled_at is None
