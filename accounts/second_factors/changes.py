"""What may happen to somebody's second factors. Each change and the mail about it are one
transaction, for such a mail may be the only sign that somebody else was here."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.http import HttpRequest

from accounts import emails
from accounts.models import User
from accounts.second_factors import recovery
from accounts.second_factors.codes import LAST_STEP

Type = Authenticator.Type
REMOVED_MAIL = {Type.TOTP: "totp_deactivated", Type.WEBAUTHN: "webauthn_removed"}


def add_app(request: HttpRequest, user: User, secret: str, *, last_step: int) -> None:
    """An authenticator app that knows `secret`; its code of `last_step` was just shown."""
    with transaction.atomic():
        factor = TOTP.activate(user, secret).instance
        factor.data[LAST_STEP] = last_step
        factor.save(update_fields=["data"])
        _added(request, user, factor, "totp_activated")
    clear_totp_secret(request)


def add_passkey(request: HttpRequest, user: User, name: str, credential: dict[str, Any]) -> None:
    with transaction.atomic():
        factor = WebAuthn.add(user, name, credential).instance
        _added(request, user, factor, "webauthn_added")


def renew_codes(request: HttpRequest, user: User) -> None:
    """New recovery codes; those before count no more."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
        recovery.show(request, RecoveryCodes.activate(user).instance)
        _tell(request, user, "recovery_codes_generated")


def remove(request: HttpRequest, factor: Authenticator) -> None:
    """Take away an app or a passkey; with the last of them the recovery codes go too."""
    user = factor.user
    with transaction.atomic():
        factor.delete()
        left = Authenticator.objects.filter(user=user)
        if not left.exclude(type=Type.RECOVERY_CODES).exists():
            left.delete()
        _tell(request, user, REMOVED_MAIL[factor.type])


def remove_all(user: User, reason: str) -> int:
    """Let somebody back in who has lost every second factor, and tell them; how many there were.

    They log in by their password alone until they set up another. Nothing is done, and nobody
    told, where there is none.
    """
    with transaction.atomic():
        count: int = Authenticator.objects.filter(user=user).delete()[0]
        if count:
            emails.write("second_factors_removed", user.email, {"reason": reason})
    return count


def _added(request: HttpRequest, user: User, factor: Authenticator, mail: str) -> None:
    # Who has just shown a new factor need not be asked for it in the same session.
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
    if not Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).exists():
        recovery.show(request, RecoveryCodes.activate(user).instance)
    _tell(request, user, mail)


def _tell(request: HttpRequest, user: User, mail: str) -> None:
    get_adapter(request).send_notification_mail(f"mfa/email/{mail}", user, email=user.email)
