"""When the secret key changes: the secrets of second factors are encrypted anew."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.second_factors import vault

SECRETS = ("secret", "seed")  # what an app and recovery codes are computed from


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many secrets are under the newest key now, and how many no key opens any more."""

    sealed: int
    unreadable: int


def reseal_all() -> Resealed:
    """Bring every secret under the newest key, one transaction for each."""
    outcomes = [
        _reseal(pk)
        for pk in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
        .order_by("pk")
        .values_list("pk", flat=True)
    ]
    return Resealed(sealed=outcomes.count(True), unreadable=outcomes.count(False))


@transaction.atomic
def _reseal(pk: int) -> bool | None:
    """Locked, so that a code used meanwhile stays used. None where the factor is gone by then."""
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if factor is None:
        return None
    try:
        for name in SECRETS:
            if name in factor.data:
                factor.data[name] = vault.seal_again(factor.data[name])
    except vault.Unreadable:
        return False
    factor.save(update_fields=["data"])
    return True
