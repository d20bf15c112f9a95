"""Setting up an authenticator app, and taking it away."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as stock
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.second_factors import changes
from accounts.second_factors.forms import AppForm
from accounts.second_factors.views.parts import ChangingPage, after_adding

GROUP = 4  # letters of a secret that is typed are read in fours


class Activate(ChangingPage, stock.ActivateTOTPView):
    form_class = AppForm

    def get_form_class(self) -> type[AppForm]:
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Not the stock view's, which draws the picture into the page.
        context = super(stock.ActivateTOTPView, self).get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {
            "secret": " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP)),
            "app_address": get_adapter().build_totp_url(self.request.user, secret),
        }

    def form_valid(self, form: AppForm) -> HttpResponse:
        assert form.step is not None
        changes.add_app(self.request, self.request.user, form.secret, last_step=form.step)
        return after_adding(self.request, gettext("The authenticator app is set up."))


class Deactivate(ChangingPage, stock.DeactivateTOTPView):
    authenticator: Authenticator

    def form_valid(self, form: Any) -> HttpResponse:
        changes.remove(self.request, self.authenticator)
        messages.success(self.request, gettext("The authenticator app is removed."))
        return redirect("mfa_index")


@require_safe
@login_required
def qr_code(request: HttpRequest) -> HttpResponse:
    """The secret that this session is setting up, for the camera of a phone."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawing, content_type="image/svg+xml")
