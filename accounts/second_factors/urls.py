"""The addresses of second factors: allauth's own, with our pages at them, and a few more."""

from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic.base import RedirectView

from accounts.second_factors.views import entering, index, passkeys, recovery, totp


def form(address: str, view: Any, name: str) -> URLPattern:
    """A page with a form: what other methods Django's form views know, this site does not."""
    methods = require_http_methods(["GET", "HEAD", "POST"])
    return path(address, methods(view.as_view()), name=name)


urlpatterns = [
    path("", require_safe(index.Index.as_view()), name="mfa_index"),
    form("authenticate/", entering.Authenticate, "mfa_authenticate"),
    form("reauthenticate/", entering.CodeAgain, "mfa_reauthenticate"),
    form("totp/activate/", totp.Activate, "mfa_activate_totp"),
    path("totp/activate/code.svg", totp.qr_code, name="mfa_totp_qr_code"),
    form("totp/deactivate/", totp.Deactivate, "mfa_deactivate_totp"),
    form("recovery-codes/", recovery.Codes, "mfa_view_recovery_codes"),
    path("recovery-codes/download/", recovery.download_codes, name="mfa_download_recovery_codes"),
    form("recovery-codes/generate/", recovery.Renew, "mfa_generate_recovery_codes"),
    path(
        "webauthn/",
        require_safe(RedirectView.as_view(pattern_name="mfa_index")),
        name="mfa_list_webauthn",
    ),
    form("webauthn/add/", passkeys.Add, "mfa_add_webauthn"),
    form("webauthn/login/", entering.PasskeyAlone, "mfa_login_webauthn"),
    form("webauthn/reauthenticate/", entering.PasskeyAgain, "mfa_reauthenticate_webauthn"),
    form("webauthn/keys/<int:pk>/edit/", passkeys.Rename, "mfa_edit_webauthn"),
    form("webauthn/keys/<int:pk>/remove/", passkeys.Remove, "mfa_remove_webauthn"),
]
