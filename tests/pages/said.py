"""What members said, in every state; and how one confirms who they are."""

from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests import people

HIDDEN: dict[str, dict[str, Any]] = {
    "said and pending": {"review": "pending"},
    "said and rejected": {"review": "rejected"},
    "said and removed": {"review": "removed"},
    "said and withdrawn": {"withdrawn_at": timezone.now()},
}


def confirmed(client: Client, member: User, address: str) -> Any:
    """The answer at `address` once `member` has logged in and confirmed who they are."""
    client.post("/accounts/login/", {"login": member.email, "password": people.PASSWORD})
    sent = client.get(address)
    assert sent.status_code == 302
    assert sent["Location"].startswith("/accounts/reauthenticate/?next=")
    return client.post(sent["Location"], {"password": people.PASSWORD}, follow=True)
