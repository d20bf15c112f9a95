"""The secrets of second factors as the database holds them: encrypted, under the secret key.

Whoever copies the database alone, or a backup of it, can therefore compute nobody's codes.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class Unreadable(Exception):
    """None of the secret keys that count opens this secret."""


def seal(secret: str) -> str:
    """`secret` as it may be written down, under the newest secret key."""
    return _keys().encrypt(secret.encode()).decode()


def open_sealed(sealed: str) -> str:
    """What `seal` was given, under whichever key that still counts. Raises Unreadable."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def seal_again(sealed: str) -> str:
    """The same secret under the newest key, so that an older one can go. Raises Unreadable."""
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _keys() -> MultiFernet:
    # Derived, so that what is encrypted here and what is signed elsewhere share no key.
    return MultiFernet(
        Fernet(
            urlsafe_b64encode(
                salted_hmac("accounts.second_factors", "", secret=key, algorithm="sha256").digest()
            )
        )
        for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    )
