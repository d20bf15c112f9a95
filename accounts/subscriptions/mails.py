"""What members are told of their subscriptions by mail."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from accounts import emails
from accounts.models import Subscription, User

# Time enough to renew by letter, and short enough to be remembered. Who is given less than this
# was told the end when it was given.
ANNOUNCED_BEFORE = timedelta(days=7)


def write(name: str, subscription: Subscription, at: datetime) -> None:
    """Write the mail `name` about `subscription` to its member, in the caller's transaction;
    to nobody where it is not known that the address is theirs."""
    member: User = subscription.user
    if not EmailAddress.objects.filter(user=member, email=member.email, verified=True).exists():
        return
    given = {"subscription": subscription, "member": member, "waits": not subscription.begun(at)}
    emails.write(name, member.email, given)
