"""What the outbox's tests share."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.mail import EmailMultiAlternatives

from accounts import outbox
from accounts.models import OutboxMessage
from tests.accounts.outbox.post_office import PostOffice, open_office

NOON = datetime(2025, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    """The mail server of the settings."""
    with open_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_TIMEOUT = 10
        yield office


def write(*names: str, at: datetime = NOON, **fields: object) -> list[OutboxMessage]:
    """A mail to each name, with a link in it, written one second after the other."""
    written = []
    for name in names:
        mail = EmailMultiAlternatives(
            **{"subject": f"To {name}", "body": "Open https://x.example/key/secret"} | fields
        )
        mail.to = [f"{name}@example.org"]
        mail.attach_alternative("<p>Open https://x.example/key/secret</p>", "text/html")
        outbox.put(mail, kind="a_kind", not_before=at)
        written.append(OutboxMessage.objects.latest("pk"))
    return written
