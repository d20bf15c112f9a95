"""Which second factors somebody has, and what can be done with them."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from accounts.models import User
from accounts.second_factors import door, recovery

Type = Authenticator.Type


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of one person, as their page shows them."""

    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes: Authenticator | None
    codes_left: int

    @property
    def any(self) -> bool:
        return bool(self.app or self.passkeys)


def factors_of(user: User) -> Factors:
    found = list(Authenticator.objects.filter(user=user).order_by("pk"))
    first = {factor.type: factor for factor in reversed(found)}
    codes = first.get(Type.RECOVERY_CODES)
    return Factors(
        app=first.get(Type.TOTP),
        passkeys=tuple(factor for factor in found if factor.type == Type.WEBAUTHN),
        codes=codes,
        codes_left=len(recovery.unused(codes)) if codes else 0,
    )


class Index(LoginRequiredMixin, TemplateView):
    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        assert isinstance(user, User)
        return super().get_context_data(
            factors=factors_of(user),
            beyond=door.beyond(self.request),
            door_is_open=door.is_open(self.request),
            **kwargs,
        )
