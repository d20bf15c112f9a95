"""Grants: staff give somebody a subscription."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import subscriptions
from accounts.admin.given import REASON_HELP, GivenAdmin, LengthForm, member_called
from accounts.models import Grant, Plan, Subscription
from accounts.subscriptions import words

Provider = Subscription.Provider


class GrantForm(LengthForm):
    """By the name that all see: whose an address is, is not to be learned here."""

    by_address = False
    member = forms.CharField(
        label=gettext_lazy("Member"),
        max_length=254,
        help_text=gettext_lazy("The display name."),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    plan = forms.ModelChoiceField(Plan.objects.none(), label=gettext_lazy("Plan"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (Provider.COMPLIMENTARY, gettext_lazy("complimentary: nobody pays for it")),
            (Provider.GIFT, gettext_lazy("a gift: somebody else paid for it")),
            (Provider.ELSEWHERE, gettext_lazy("paid for elsewhere: by a transfer, for example")),
        ],
        help_text=gettext_lazy("Complimentary ones do not count towards a drive."),
    )

    class Meta:
        model = Grant
        fields = ("member", "plan", "kind", "length", "unit", "reason")
        help_texts = {"reason": REASON_HELP}

    def clean(self) -> dict[str, Any]:
        """Refused here as it would be there, so that what was typed stays. The turn is kept until
        the administration's transaction ends, so that nothing comes between."""
        cleaned = super().clean()
        if self.errors:  # nobody is looked up without a reason, nor for what will not be given
            return cleaned
        try:
            member = cleaned["member"] = member_called(cleaned["member"], self.by_address)
            with subscriptions.turn_of(member.pk) as at:
                paid = cleaned["kind"] != Provider.COMPLIMENTARY
                subscriptions.next_begin(member, at, paid=paid)
        except subscriptions.Refused as refused:
            self.add_error("member", str(refused))
        except forms.ValidationError as error:
            self.add_error("member", error)
        return cleaned


class GrantByAddressForm(GrantForm):
    """For those who see addresses anyway."""

    by_address = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].help_text = _("The display name, or the whole e-mail address.")


@admin.register(Grant)
class GrantAdmin(GivenAdmin):
    list_display = ("member", "plan", "how_long", "reason", "giver", "granted_at")
    list_filter = ("subscription__plan", ("granted_by", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("subscription__user", "subscription__plan", "granted_by")
    search_fields = ("subscription__user__display_name", "reason")
    date_hierarchy = "granted_at"
    fields = ("subscription", "how_long", "reason", "giver", "granted_at")
    readonly_fields = ("how_long", "giver")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj:
            return super().get_form(request, obj, change=change, **kwargs)
        may = request.user.has_perm("accounts.view_user")
        return GrantByAddressForm if may else GrantForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj else GrantForm.Meta.fields

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Grant:
        given = form.cleaned_data
        with subscriptions.turn_of(given["member"].pk) as at:
            return subscriptions.grant(
                given["member"],
                given["plan"],
                given["kind"],
                given["how_long"],
                at,
                reason=given["reason"],
                by=request.user,  # type: ignore[arg-type]  # the admin lets nobody else in
            )

    def response_add(
        self, request: HttpRequest, obj: Grant, post_url_continue: str | None = None
    ) -> HttpResponse:
        self.message_user(request, _what_came_of_it(obj.subscription), messages.SUCCESS)
        return redirect("admin:accounts_subscription_changelist")

    @admin.display(description=gettext_lazy("member"), ordering="subscription__user__display_name")
    def member(self, grant: Grant) -> str:
        return str(grant.subscription.user)

    @admin.display(description=gettext_lazy("granted by"), ordering="granted_by__display_name")
    def giver(self, grant: Grant) -> str:
        return str(grant.granted_by)

    @admin.display(description=gettext_lazy("plan"), ordering="subscription__plan")
    def plan(self, grant: Grant) -> str:
        return str(grant.subscription.plan)

    @admin.display(description=gettext_lazy("for"))
    def how_long(self, grant: Grant) -> str:
        return words.length(grant.length, grant.unit)


def _what_came_of_it(stretch: Subscription) -> str:
    moments = {"member": stretch.user, "begin": words.moment(stretch.starts_at)}
    if stretch.ends_at is None:
        return _("%(member)s has a subscription from %(begin)s on, without end.") % moments
    moments["end"] = words.moment(stretch.ends_at)
    return _("%(member)s has a subscription from %(begin)s until %(end)s.") % moments
