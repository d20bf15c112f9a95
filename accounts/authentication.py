"""Who someone is who comes with an e-mail address and a password."""

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress

from accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest


class EmailBackend(AuthenticationBackend):
    """allauth's own, but what it says and how long it takes is the same for whoever may not come
    in: strangers, the inactive, those who left, and those who never confirmed their address.

    Of the last, allauth would say that the password is right. Then somebody could sign up with
    another's address and, by logging in with it, learn whether it had an account before.
    """

    def _authenticate(self, request: "HttpRequest | None", **credentials: Any) -> User | None:
        """Exactly one password is hashed, whoever asks (allauth hashes one where this does not)."""
        email = str(credentials.get("email") or "").lower()
        user = User.objects.filter(email=email).first()
        if user is None:
            return None
        self._did_check_password = True
        right = user.check_password(credentials["password"])
        return user if right and self.user_can_authenticate(user) and _confirmed(user) else None


def _confirmed(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
