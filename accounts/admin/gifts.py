"""Gift codes: made so many at once, shown once, and taken back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import gifts
from accounts.admin.given import REASON_HELP, GivenAdmin, LengthForm
from accounts.admin.moments import MomentAhead
from accounts.models import GiftCode
from accounts.subscriptions import words


class MakeForm(LengthForm):
    count = forms.IntegerField(
        label=gettext_lazy("How many"),
        min_value=1,
        max_value=gifts.MOST_AT_ONCE,
        initial=1,
    )
    redeem_before = MomentAhead(label=gettext_lazy("Redeem before"), required=False)

    class Meta:
        model = GiftCode
        fields = ("count", "plan", "length", "unit", "paid", "reason", "redeem_before")
        help_texts = {"reason": REASON_HELP}


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("open", gettext_lazy("to be redeemed")),
            ("redeemed", gettext_lazy("redeemed")),
            ("revoked", gettext_lazy("taken back")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        match self.value():
            case "open":
                return queryset.filter(subscription=None, revoked_at=None)
            case "redeemed":
                return queryset.exclude(subscription=None)
            case "revoked":
                return queryset.exclude(revoked_at=None)
        return None


@admin.register(GiftCode)
class GiftCodeAdmin(GivenAdmin):
    list_display = ("__str__", "redeemed_by", "plan", "how_long", "reason")
    list_filter = (StateFilter, "plan", "paid", ("made_by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("plan", "subscription__user")
    search_fields = ("=ending", "reason", "subscription__user__display_name")
    date_hierarchy = "made_at"
    fields = (
        *("__str__", "plan", "how_long", "paid", "reason", "redeem_before"),
        *("maker", "made_at", "revoked_at", "subscription"),
    )
    readonly_fields = ("__str__", "how_long", "maker", "made_at")
    actions = ("revoke",)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj:
            return super().get_form(request, obj, change=change, **kwargs)
        return super().get_form(request, None, change=change, form=MakeForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj else MakeForm.Meta.fields

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> GiftCode:
        """The last of the rows, with the words of all on it: they are kept nowhere else."""
        wanted = form.cleaned_data
        codes = gifts.make(
            wanted["count"],
            wanted["plan"],
            wanted["how_long"],
            timezone.now(),
            paid=wanted["paid"],
            reason=wanted["reason"],
            by=request.user,  # type: ignore[arg-type]  # the admin lets nobody else in
            redeem_before=wanted["redeem_before"],
        )
        made = list(codes.values())[-1]
        made.just_made = list(codes)  # type: ignore[attr-defined]
        return made

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Shown here and now: after a redirect nobody would know them."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Gift codes, shown once"),
            "codes": obj.just_made,
            "made": obj,
            "where": f"{settings.ADDRESS}{reverse('redeem')}",
        }
        return TemplateResponse(request, "admin/accounts/giftcode/made.html", context)

    @admin.action(description=gettext_lazy("Take back"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[GiftCode]) -> None:
        number = sum(gifts.revoke(code, timezone.now()) for code in queryset)
        done = ngettext("%(n)d code was taken back.", "%(n)d codes were taken back.", number)
        if number < len(queryset):
            done += " " + _("Those that were redeemed, or taken back before, stay as they were.")
        self.message_user(request, done % {"n": number}, messages.SUCCESS)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Who may make codes may take them back."""
        return self.has_add_permission(request)

    @admin.display(description=gettext_lazy("for"))
    def how_long(self, code: GiftCode) -> str:
        return words.length(code.length, code.unit)

    @admin.display(description=gettext_lazy("made by"))
    def maker(self, code: GiftCode) -> str:
        return str(code.made_by)

    @admin.display(description=gettext_lazy("redeemed by"))
    def redeemed_by(self, code: GiftCode) -> str:
        if code.revoked_at:
            return _("taken back")
        return str(code.subscription.user) if code.subscription else "—"
