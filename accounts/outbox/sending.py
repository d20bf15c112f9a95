"""Sending what waits in the outbox: claim one, send it outside of any transaction, note it.

Mails are claimed one by one, over one connection: a worker that is killed holds up one mail, for
as long as its lease lasts, and the others go on with any other worker.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from accounts.models import OutboxMessage
from accounts.outbox.refusals import MailServerAway, Refusal, in_words, refusal
from accounts.outbox.writing import as_mail

log = logging.getLogger("postil.outbox")

# Longer than one mail takes whose every command waits for EMAIL_TIMEOUT: eight of 20 seconds.
LEASE = timedelta(minutes=5)
# A batch ends in time for the worker's other chores, and for whoever wants to stop it.
BATCH_LASTS = timedelta(seconds=5)
# How long a mail waits after its first, second … failure. Greylisting wants a few minutes, a full
# mailbox or a night without anybody on call some hours; after two days, most links in it are old.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)


def send_due(clock: Callable[[], datetime]) -> int:
    """Send what is due, for a few seconds of `clock` at most; how many mails were sent.

    What a mail is refused for is kept in its row. Raises MailServerAway if none can be sent.
    """
    if not OutboxMessage.objects.due(clock()).exists():
        return 0
    until, sent = clock() + BATCH_LASTS, 0
    with _server() as server:
        while clock() < until and (row := _claim(clock())):
            try:
                server.send_messages([as_mail(row)])
            except Exception as error:
                refused = refusal(error)
                _note_refusal(row, refused, clock())
                if refused.of_all:
                    raise MailServerAway(refused.words) from error
                if refused.session_over:
                    break
            else:
                _note_sent(row, clock())
                sent += 1
    return sent


@contextmanager
def _server() -> Iterator[BaseEmailBackend]:
    """A connection to the mail server. Nothing is claimed before there is one, so that one which
    is down costs one time-out, and no mail an attempt."""
    try:
        server = get_connection()
        server.open()
    except (OSError, ImproperlyConfigured) as error:
        raise MailServerAway(in_words(error)) from error
    try:
        yield server
    finally:
        with suppress(OSError):  # it was said already what is wrong, or all was sent
            server.close()


def _claim(at: datetime) -> OutboxMessage | None:
    """The next mail that is due, leased to this worker, or None."""
    with transaction.atomic():
        due = OutboxMessage.objects.due(at).order_by("not_before", "pk")
        row = due.select_for_update(skip_locked=True).first()
        if row:
            row.leased_until = at + LEASE
            row.save(update_fields=["leased_until"])
    return row


def _note_sent(row: OutboxMessage, at: datetime) -> None:
    """Whoever holds the lease by now: it was sent."""
    OutboxMessage.objects.filter(pk=row.pk).update(
        sent_at=at,
        given_up_at=None,
        leased_until=None,
        attempts=F("attempts") + 1,
        last_error="",
        text="",
        html="",
        headers={},
    )


def _note_refusal(row: OutboxMessage, refused: Refusal, at: datetime) -> None:
    """Unless the lease ran out, and another worker took the mail."""
    attempts = row.attempts + 1
    given_up = refused.for_good or attempts > len(DELAYS)
    OutboxMessage.objects.filter(pk=row.pk, leased_until=row.leased_until).update(
        given_up_at=at if given_up else None,
        not_before=at if given_up else at + DELAYS[attempts - 1],
        leased_until=None,
        attempts=attempts,
        last_error=refused.words,
    )
    if given_up:
        log.warning("mail %s (%s) was given up: %s", row.pk, row.kind, refused.words)
