"""Writing mail into the outbox, and making of a row the mail that it is."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils import timezone
from django.utils.encoding import punycode

from accounts.addresses import check_address
from accounts.models import OutboxMessage

AT_ONCE = 200  # rows of one statement; each has its mail twice, as text and in HTML
SUBJECT_LENGTH = 250  # what a row holds; no mailbox shows as much
# Says that nobody wrote this by hand, so that nobody's "I am on holiday" answers it (RFC 3834).
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def put(message: EmailMessage, kind: str, *, not_before: datetime | None = None) -> None:
    """Write `message` into the outbox, once for each of its recipients, as part of the caller's
    transaction. `kind` is what the administration shows, such as "account/email_confirmation".

    Each recipient gets a mail of their own, so nobody learns of the others. Raises ValueError for
    what cannot be sent: a line break in a header, no text, an attachment, a malformed address.
    """
    OutboxMessage.objects.bulk_create(_rows(message, kind, not_before=not_before))


def put_all(messages: Iterable[EmailMessage], kind: str) -> None:
    """The same for many, in one statement."""
    rows = [row for message in messages for row in _rows(message, kind)]
    OutboxMessage.objects.bulk_create(rows, batch_size=AT_ONCE)


def _rows(
    message: EmailMessage, kind: str, *, not_before: datetime | None = None
) -> list[OutboxMessage]:
    """What `put` writes. Raises ValueError."""
    if message.attachments or message.content_subtype != "plain":
        raise ValueError(f"Mail of the kind {kind} is not text with, at most, the same in HTML.")
    everybody = [*message.to, *message.cc, *message.bcc]
    if not everybody:
        raise ValueError(f"Mail of the kind {kind} is for nobody.")
    rows = [_row(message, kind, recipient, not_before or timezone.now()) for recipient in everybody]
    for row in rows:
        as_mail(row).message()  # what no header can hold fails now, where somebody can see it
    return rows


def as_mail(row: OutboxMessage) -> EmailMultiAlternatives:
    """The mail that `row` holds. Its Message-ID is the same however often it is sent."""
    mail = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        from_email=row.sender,
        to=[row.recipient],
        headers={**AUTOMATIC, **row.headers, "Message-ID": row.message_id},
    )
    if row.html:
        mail.attach_alternative(row.html, "text/html")
    return mail


def _row(message: EmailMessage, kind: str, recipient: str, not_before: datetime) -> OutboxMessage:
    alternatives = getattr(message, "alternatives", [])
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers["Reply-To"] = ", ".join(map(str, message.reply_to))
    return OutboxMessage(
        message_id=f"<{uuid.uuid4().hex}@{_domain()}>",
        kind=kind,
        recipient=_address(recipient),
        sender=message.from_email,
        # Templates break lines as they like; a subject is one.
        subject=" ".join(str(message.subject).split())[:SUBJECT_LENGTH],
        text=str(message.body),
        html=next((str(words) for words, mime in alternatives if mime == "text/html"), ""),
        headers=headers,
        not_before=not_before,
    )


def _address(recipient: str) -> str:
    """The bare address of a recipient, who may be given as "Name <address>"."""
    address = parseaddr(recipient)[1] if recipient.isprintable() else ""
    try:
        check_address(address)
    except ValidationError:
        raise ValueError(f"{recipient!r} is no address that mail can be sent to.") from None
    return address


def _domain() -> str:
    """Whoever sends the mail vouches for its Message-ID being the only one."""
    return punycode(parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost")
