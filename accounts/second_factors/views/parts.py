"""What the pages that change factors share."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from accounts.models import User
from accounts.second_factors import door, recovery

if TYPE_CHECKING:
    from django.views.generic import View
else:
    View = object


class MembersRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


class ChangingPage(View):
    """Closed to a session that was never asked for the factors that there are."""

    request: MembersRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if door.is_unproven(request):
            return door.ask_for_one(request, request.get_full_path())
        return super().dispatch(request, *args, **kwargs)


def after_adding(request: MembersRequest, words: str) -> HttpResponse:
    """To the recovery codes that the first factor brought with it, or back."""
    codes = recovery.of(request.user)
    if codes and recovery.shown(request, codes):
        return redirect("mfa_view_recovery_codes")
    messages.success(request, words)
    return redirect("mfa_index")
