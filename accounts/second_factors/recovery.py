"""Recovery codes: shown in the session in which they were made, until their bearer has them."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from accounts.models import User
from accounts.second_factors import vault

SHOWN = "second_factors.codes_shown"  # in the session: the codes' primary key, never the codes


def show(request: HttpRequest, codes: Authenticator) -> None:
    """Let this session, and no other, read `codes`."""
    request.session[SHOWN] = codes.pk


def hide(request: HttpRequest) -> None:
    """They were written down; nothing shows them again."""
    request.session.pop(SHOWN, None)


def of(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()


def shown(request: HttpRequest, codes: Authenticator) -> list[str]:
    """The unused codes, if this session may read them."""
    return unused(codes) if request.session.get(SHOWN) == codes.pk else []


def unused(codes: Authenticator) -> list[str]:
    """Those that still count: none that can be read no more."""
    try:
        return list(codes.wrap().get_unused_codes())
    except vault.Unreadable:
        return []
