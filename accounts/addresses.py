"""Addresses that mail can be sent to."""

from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

LONGEST = 254  # characters: what mail servers take (RFC 5321) and what our rows hold


def check_address(address: str) -> None:
    """Raises ValidationError if no mail can be sent to `address`, or to what it is in lower case,
    as we keep it.

    Django takes for addresses what no header of a mail holds, and allauth ones that no row holds.
    """
    for one in (address, address.lower()):
        try:
            validate_email(one)
            fits = _fits(one)
        except (ValidationError, UnicodeError) as error:  # a host that the network cannot write
            raise _refusal(address) from error
        if not fits:
            raise _refusal(address)


def _fits(address: str) -> bool:
    """Whether a header holds it as it is, and its length is none that is refused elsewhere."""
    mailbox, _at, host = address.rpartition("@")
    return (
        mailbox.isascii()
        and address.isprintable()
        and parseaddr(address)[1] == address
        and len(f"{mailbox}@{punycode(host)}") <= LONGEST
        and len(address) <= LONGEST
    )


def _refusal(address: str) -> ValidationError:
    return ValidationError(
        _("No mail can be sent to “%(address)s”. Look whether you wrote it right, or use another."),
        code="invalid",
        params={"address": address},
    )
