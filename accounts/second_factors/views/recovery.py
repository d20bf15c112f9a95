"""Recovery codes: shown until they are written down, downloaded, made anew."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as stock
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import View

from accounts.models import User
from accounts.second_factors import changes, door, recovery
from accounts.second_factors.views.parts import ChangingPage

FILE = "postil-recovery-codes.txt"
recently_authenticated = reauthentication_required(app="allauth.mfa")


@method_decorator([login_required, recently_authenticated], name="dispatch")
class Codes(View):
    """The codes, once; a POST says that they are written down, and they are shown no more."""

    def get(self, request: HttpRequest) -> HttpResponse:
        codes = _codes(request)
        context = {
            "shown": recovery.shown(request, codes),
            "left": len(recovery.unused(codes)),
            "beyond": door.beyond(request),
        }
        return render(request, "mfa/recovery_codes/index.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        _codes(request)
        recovery.hide(request)
        return redirect(door.beyond(request) or "mfa_index")


@require_safe
@login_required
@recently_authenticated
def download_codes(request: HttpRequest) -> HttpResponse:
    """The codes that are being shown, as a file."""
    shown = recovery.shown(request, _codes(request))
    if not shown:
        raise Http404
    context = {"shown": shown, "host": request.get_host()}
    response = render(
        request, "mfa/recovery_codes/download.txt", context, content_type="text/plain"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response


class Renew(ChangingPage, stock.GenerateRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = recovery.of(self.request.user)
        left = len(recovery.unused(codes)) if codes else 0
        # Not the stock view's, which cannot bear codes that no key opens any more.
        return dict(super(stock.GenerateRecoveryCodesView, self).get_context_data(**kwargs)) | {
            "left": left
        }

    def form_valid(self, form: Any) -> HttpResponse:
        changes.renew_codes(self.request, self.request.user)
        return redirect("mfa_view_recovery_codes")


def _codes(request: HttpRequest) -> Authenticator:
    """Raises Http404 where there are none."""
    assert isinstance(request.user, User)
    codes = recovery.of(request.user)
    if codes is None:
        raise Http404
    return codes
