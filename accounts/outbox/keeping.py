"""What becomes of mail that is sent, or given up."""

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import OutboxMessage
from accounts.models.outbox_message import OutboxQuerySet

# Long enough to answer "I never got that mail"; after that it is nobody's business who got which.
KEPT_FOR = timedelta(days=30)


def forget_old(at: datetime) -> int:
    """Delete what was sent, or given up, long ago; how many."""
    long_ago = at - KEPT_FOR
    over = Q(sent_at__lte=long_ago) | Q(given_up_at__lte=long_ago)
    return OutboxMessage.objects.filter(over).delete()[0]


def send_again(mails: OutboxQuerySet, at: datetime) -> int:
    """Let those of `mails` that were given up wait as if they had never been tried; how many."""
    return mails.given_up().update(given_up_at=None, not_before=at, attempts=0)
