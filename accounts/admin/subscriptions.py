"""Plans, and who has subscribed to them from when to when."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import subscriptions
from accounts.admin.given import REASON_HELP
from accounts.models import Plan, Subscription
from accounts.subscriptions import words


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    list_display = ("name", "offered", "position")


class NowFilter(admin.SimpleListFilter):
    """By the moment of asking, whatever the worker has written down."""

    title = gettext_lazy("now")
    parameter_name = "now"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("in_force", gettext_lazy("in force")),
            ("waiting", gettext_lazy("begins later")),
            ("over", gettext_lazy("ended")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        now = timezone.now()
        match self.value():
            case "in_force":
                return queryset.filter(pk__in=Subscription.objects.in_force(now))
            case "waiting":
                return queryset.filter(starts_at__gt=now)
            case "over":
                return queryset.filter(ends_at__lte=now)
        return None


class EndForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=REASON_HELP,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    """Looked at here, and changed by actions alone: what was in force stays so. Subscriptions are
    given as grants."""

    list_display = ("member", "plan", "now", "until")
    list_filter = (NowFilter, "status", "provider", "plan")
    list_select_related = ("user", "plan")
    date_hierarchy = "starts_at"
    fields = (
        *("member", "plan", "now", "provider", "reference", "starts_at", "ends_at", "paid_from"),
        *("given", "end_reason", "ender"),
    )
    readonly_fields = ("member", "now", "given", "ender")
    actions = ("cancel", "end")

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """An address is found by those who may see it."""
        by_address = ("user__email",) if request.user.has_perm("accounts.view_user") else ()
        return ("user__display_name", "=reference", *by_address)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_end_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_subscription")

    @admin.action(description=gettext_lazy("Cancel at the end of its period"), permissions=["end"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        self._tell(request, [self._try(request, subscriptions.cancel, each) for each in queryset])

    @admin.action(description=gettext_lazy("End now, with a reason"), permissions=["end"])
    def end(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> HttpResponse | None:
        """Asks for the reason first; the form sends the same action again, with it."""
        form = EndForm(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("End subscriptions now"),
                "form": form,
                "ending": queryset.select_related("user", "plan"),
            }
            return TemplateResponse(request, "admin/accounts/subscription/end.html", context)
        given = form.cleaned_data["reason"], request.user
        done = [self._try(request, subscriptions.end, each, *given) for each in queryset]
        self._tell(request, done)
        return None

    def _try(self, request: HttpRequest, verb: Any, subscription: Subscription, *given: Any) -> str:
        """Why it was refused; the empty string if it was not."""
        try:
            with subscriptions.turn_of(subscription.user_id) as at:
                verb(subscription, at, *given)
                self.log_change(request, subscription, subscription.get_status_display())
        except subscriptions.Refused as refused:
            return f"{subscription}: {refused}"
        return ""

    def _tell(self, request: HttpRequest, refusals: list[str]) -> None:
        number = refusals.count("")
        if number:
            done = ngettext("%(n)d subscription changed.", "%(n)d subscriptions changed.", number)
            self.message_user(request, done % {"n": number}, messages.SUCCESS)
        for refusal in filter(None, refusals):
            self.message_user(request, refusal, messages.WARNING)

    @admin.display(description=gettext_lazy("member"), ordering="user__display_name")
    def member(self, subscription: Subscription) -> str:
        return str(subscription.user)

    @admin.display(description=gettext_lazy("ends"), ordering="ends_at")
    def until(self, subscription: Subscription) -> str:
        return words.moment(subscription.ends_at) if subscription.ends_at else _("without end")

    @admin.display(description=gettext_lazy("ended by"))
    def ender(self, subscription: Subscription) -> str:
        return str(subscription.ended_by or "—")

    @admin.display(description=gettext_lazy("now"))
    def now(self, subscription: Subscription) -> str:
        return subscription.state(timezone.now())

    @admin.display(description=gettext_lazy("given"))
    def given(self, subscription: Subscription) -> str:
        """Whence it came, where staff had a part in it."""
        if grant := getattr(subscription, "grant", None):
            return _("by %(name)s: %(reason)s") % {"name": grant.granted_by, "reason": grant.reason}
        if code := getattr(subscription, "gift_code", None):
            return _("as gift code %(code)s, made by %(name)s: %(reason)s") % {
                "code": code,
                "name": code.made_by,
                "reason": code.reason,
            }
        return "—"
