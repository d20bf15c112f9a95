"""Codes that are typed: an authenticator app's, and recovery codes. Each counts once."""

from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction

from accounts.models import User
from accounts.second_factors import vault

# A clock may be wrong by half a minute, and typing takes a while.
STEPS_ASIDE = 1
LAST_STEP = "last_step"  # in the data of an app's factor: the step of its last code that counted


def spend(user: User, code: str, at: datetime) -> Authenticator | None:
    """The factor of `user` whose code this is at the moment `at`, and with that it is used up.

    Raises vault.Unreadable if that cannot be known any more.
    """
    typed = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    with transaction.atomic():
        # Locked, so that of two who use one code at the same moment one is refused.
        for factor in typed.select_for_update().filter(user=user):
            is_app = factor.type == Authenticator.Type.TOTP
            if _spend_step(factor, code, at) if is_app else factor.wrap().validate_code(code):
                return factor
    return None


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step of time that `code` belongs to, counted from the epoch; None if it is wrong at
    the moment `at`."""
    now = int(at.timestamp()) // app_settings.TOTP_PERIOD
    for step in range(now - STEPS_ASIDE, now + STEPS_ASIDE + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def _spend_step(factor: Authenticator, code: str, at: datetime) -> bool:
    """A code also spends those before it: whoever looked over a shoulder has none left."""
    step = step_of(vault.open_sealed(factor.data["secret"]), code, at)
    if step is None or step <= factor.data.get(LAST_STEP, 0):
        return False
    factor.data[LAST_STEP] = step
    factor.save(update_fields=["data"])
    return True
