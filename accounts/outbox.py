"""The outbox: mail is written in the transaction that causes it, and sent by the worker.

If the transaction is undone no mail was ever written; if it is committed the mail will be sent at
least once, whatever is killed in between. It can be sent twice only when a worker dies, or loses
the database, between the mail server's acceptance and its own note of it; both copies then bear
the same Message-ID, by which most mailboxes show one.
"""

from datetime import datetime
from email.utils import make_msgid
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from accounts.models import OutboxMessage

if TYPE_CHECKING:
    from django.core.mail import EmailMessage


def put(message: "EmailMessage", kind: str, *, not_before: datetime | None = None) -> None:
    """Write `message` into the outbox, once for each of its recipients, as part of the caller's
    transaction. `kind` is what the administration shows, such as "account/email_confirmation"."""
    alternatives = getattr(message, "alternatives", [])
    html = next((content for content, mime in alternatives if mime == "text/html"), "")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            message_id=make_msgid(domain=domain),
            kind=kind,
            recipient=recipient,
            sender=message.from_email,
            subject=str(message.subject),
            text=str(message.body),
            html=html,
            headers=message.extra_headers,
            not_before=not_before or timezone.now(),
        )
        for recipient in message.to
    )
