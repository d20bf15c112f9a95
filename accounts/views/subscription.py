"""A member's subscription, and the gift codes that become one."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts import gifts
from accounts.entitlements import entitlements_for
from accounts.models import Plan, User
from accounts.views.profile import MembersRequest

# Longer than any code with gaps between all its letters, and too short to be a burden.
LONGEST_TYPED = 100


class RedeemForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Gift code"),
        max_length=LONGEST_TYPED,
        help_text=gettext_lazy("Capitals and small letters, dashes and spaces are all the same."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@require_safe
@cache_control(private=True, no_store=True)
@login_required
def subscription(request: MembersRequest) -> HttpResponse:
    context = _standing(request.user, timezone.now()) | {"form": RedeemForm()}
    return render(request, "accounts/subscription.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def redeem(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not request.user.is_authenticated:
        return _keep_code(request)
    return _redeem(cast("MembersRequest", request))


@login_required
def _redeem(request: MembersRequest) -> HttpResponse:
    form = RedeemForm(request.POST if request.method == "POST" else None)
    wait_s, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            gifts.redeem(request.user, form.cleaned_data["code"])
        except gifts.Refused as refused:
            form.add_error("code", str(refused))
            wait_s = refused.retry_after_s
        else:
            messages.success(request, _("Your gift code is redeemed."))
            return redirect("subscription")
    answer = render(request, "accounts/subscription_redeem.html", {"form": form}, status=status)
    if wait_s:
        answer.status_code, answer.headers["Retry-After"] = 429, str(wait_s)
    return answer


def _keep_code(request: HttpRequest) -> HttpResponse:
    """For whom the session ended while they typed: on the way to log in, the code would be lost."""
    form = RedeemForm(request.POST)
    form.add_error(
        None,
        _(
            "Nothing was redeemed, since you are not logged in any more. Copy the code, log in, "
            "and redeem it then."
        ),
    )
    context = {"form": form}
    return render(request, "accounts/subscription_redeem_logged_out.html", context, status=403)


def _standing(member: User, at: datetime) -> dict[str, Any]:
    """What the page of `member`'s subscription shows at the moment `at`."""
    entitled = entitlements_for(member, at)
    stretches = list(member.subscriptions.select_related("plan"))
    running = [stretch for stretch in stretches if stretch.begun(at) and not stretch.over(at)]
    return {
        "entitled": entitled,
        "running": running,
        "history": [(stretch, stretch.state(at)) for stretch in stretches],
        "plans": [] if entitled.paid else Plan.objects.offered(),
    }
