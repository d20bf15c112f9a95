"""Bans: moderators ban at once, explain when there is time, and lift. Nothing else is rewritten."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.admin.moments import MomentAhead
from accounts.models import User
from archive.admin.member_name import MemberNameField
from archive.admin.reasons import ReasonField
from archive.admin.refusable import RefusableAdmin, RefusableForm
from archive.commenting import bans
from archive.commenting.refusal import Refused
from archive.models import Ban


class BanForm(RefusableForm):
    """A member is named as others see them: whoever moderates knows no addresses."""

    member = MemberNameField()

    until = MomentAhead(
        label=_("Until"),
        required=False,
        help_text=_("Empty: for good."),
        error_messages={"over": _("Name a moment that lies ahead, or none for good.")},
    )

    reason = ReasonField(
        required=False,
        max_length=500,
        help_text=_(
            "The member reads it. It continues a sentence: “…, because you threatened X”. It can "
            "be written later; the ban holds at once."
        ),
    )

    class Meta:
        model = Ban
        fields = ("until", "reason")


class ReasonForm(RefusableForm):
    """What the member reads, once and for all."""

    reason = ReasonField(
        max_length=500,
        help_text=_("The member reads it. It continues a sentence: “…, because you threatened X”."),
    )

    class Meta:
        model = Ban
        fields = ("reason",)


@admin.register(Ban)
class BanAdmin(RefusableAdmin):
    change_form_template = "admin/archive/ban/change_form.html"
    list_display = ("member", "begins_at", "until", "lifted_at", "reason", "set_by")
    list_select_related = ("member", "set_by")
    search_fields = ("member__display_name", "reason")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = ReasonForm if obj else BanForm
        return super().get_form(request, obj, change=change, form=form, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("member", "until", "reason")
        return ("whom", "begins_at", "until", "reason", "lifted_at", "by")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("whom", "begins_at", "until", "lifted_at", "by") if obj else ()

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
        if change:
            bans.explain(form.instance, by, form.cleaned_data["reason"])
            return form.instance
        member = form.cleaned_data["member"]
        before = bans.holding(member.pk, timezone.now())
        made = bans.ban(
            member,
            by,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
        )
        self._tell_of(request, before)
        return made

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Stored already."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing hangs on the form."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.lift)
        return [path("<int:pk>/lift/", view, name="archive_ban_lift"), *super().get_urls()]

    @method_decorator(require_POST)
    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("archive.change_ban"):
            raise PermissionDenied
        banned = get_object_or_404(Ban, pk=pk)
        try:
            bans.lift(banned, request.user)  # type: ignore[arg-type]  # as above
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        else:
            self.log_change(request, banned, str(_("Lifted.")))
            self.message_user(request, _("The ban was lifted."), messages.SUCCESS)
            self._tell_of(request, bans.holding(banned.member_id, timezone.now()))
        return redirect(reverse("admin:archive_ban_change", args=[pk]))

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

    # As a name: Django would link it to a page that moderators may not open.
    @admin.display(description=_("member"))
    def whom(self, banned: Ban) -> str:
        return str(banned.member)

    @admin.display(description=_("set by"))
    def by(self, banned: Ban) -> str:
        return str(banned.set_by)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        banned = kwargs.get("obj")
        allowed = request.user.has_perm("archive.change_ban")
        in_force = Ban.objects.in_force(timezone.now())
        context["may_lift"] = (
            allowed and banned is not None and in_force.filter(pk=banned.pk).exists()
        )
        return super().render_change_form(request, context, *args, **kwargs)
