"""An address that an administrator corrects: one account has one, and one truth about it."""

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts import emails

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


@transaction.atomic
def corrected(request: "HttpRequest", member: "User", former: str) -> None:
    """`member`, whose address was `former`, shows that the new one is theirs before they log in.

    Whoever is in is out, as nobody unconfirmed is in; and it may be a thief whom this corrects.
    """
    EmailAddress.objects.filter(user=member).delete()
    # Not primary before it is confirmed, or who never logged in would be forgotten as a sign-up.
    address = EmailAddress.objects.create(user=member, email=member.email)
    for session in UserSession.objects.filter(user=member):
        session.end()
    emails.write("address_corrected", former, {})
    address.send_confirmation(request)
