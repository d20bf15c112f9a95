"""The profile: what others see of a member, and what they are mailed about."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.models.user import DISPLAY_NAME_LENGTH
from accounts.renaming import rename


class MembersRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


class ProfileForm(forms.Form):
    """Mail of later kinds is chosen here too, a field for each."""

    display_name = forms.CharField(
        label=gettext_lazy("Display name"),
        max_length=DISPLAY_NAME_LENGTH,
        help_text=gettext_lazy(
            "What other people see beside all your comments, old ones too. You can change it three "
            "times a month. The name that you give up is kept from others for 90 days."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    mail_before_end = forms.BooleanField(
        label=gettext_lazy("Mail me before my subscription ends"), required=False
    )

    def save(self, member: User, at: datetime) -> None:
        """Raises ValidationError for a name that cannot be had; then nothing is changed."""
        rename(member, self.cleaned_data["display_name"], at)
        member.mail_before_end = self.cleaned_data["mail_before_end"]
        member.save(update_fields=["mail_before_end"])


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@login_required
def profile(request: MembersRequest) -> HttpResponse:
    if request.method != "POST":
        now = {field: getattr(request.user, field) for field in ProfileForm.base_fields}
        return render(request, "accounts/profile.html", {"form": ProfileForm(initial=now)})
    form = ProfileForm(request.POST)
    if form.is_valid():
        try:
            form.save(request.user, timezone.now())
        except ValidationError as refusal:
            form.add_error("display_name", refusal)
    if form.errors:
        return render(request, "accounts/profile.html", {"form": form}, status=422)
    messages.success(request, _("Saved."))
    return redirect("profile")
