"""Every mail that allauth can send here is ours, as text and as HTML, and waits in the outbox."""

from pathlib import Path
from typing import Any

import allauth
import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import mail
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import OutboxMessage
from tests import people

STOCK = Path(allauth.__file__).parent / "templates"
# Codes by mail have no address here, and the last of them nothing of allauth's sends any more.
NEVER_SENT = {
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/email_confirm",
}
MAILS = sorted(
    {
        str(subject.relative_to(STOCK)).removesuffix("_subject.txt")
        for app in ("account", "mfa")
        for subject in (STOCK / app / "email").glob("*_subject.txt")
    }
    - NEVER_SENT
)
ADDRESS = "ada@example.org"
HOSTILE = '<script>alert("1")</script> & co'


@pytest.fixture
def given(db: None) -> dict[str, Any]:
    """All that allauth gives to one mail or another."""
    return {
        "user": people.reader(display_name="Ada"),
        "activate_url": f"{settings.ADDRESS}/accounts/confirm-email/key/",
        "password_reset_url": f"{settings.ADDRESS}/accounts/password/reset/key/1-key/",
        "signup_url": "http://forged.example/",
        "ip": "192.0.2.1",
        "user_agent": HOSTILE,
        "timestamp": timezone.now(),
        "from_email": "old@example.org",
        "to_email": "new@example.org",
        "deleted_email": "new@example.org",
    }


def test_there_are_mails() -> None:
    assert len(MAILS) > 14
    assert "mfa/email/totp_activated" in MAILS


def test_there_is_none_that_nothing_sends() -> None:
    ours = {
        f"{folder}/{subject.name.removesuffix('_subject.txt')}"
        for folder in ("account/email", "mfa/email")
        for subject in (settings.BASE_DIR / "templates" / folder).glob("*_subject.txt")
    }
    assert ours == set(MAILS)


@pytest.mark.parametrize("prefix", MAILS)
@pytest.mark.parametrize("part", ["subject.txt", "message.txt", "message.html"])
def test_every_part_of_every_mail_is_ours(prefix: str, part: str) -> None:
    template = get_template(f"{prefix}_{part}").template
    assert Path(template.origin.name).is_relative_to(settings.BASE_DIR / "templates")


@pytest.mark.parametrize("prefix", MAILS)
def test_it_is_written_into_the_outbox_and_not_sent(prefix: str, given: dict[str, Any]) -> None:
    get_adapter().send_mail(prefix, ADDRESS, given)
    written = OutboxMessage.objects.get()
    assert (written.recipient, written.sender) == (ADDRESS, settings.DEFAULT_FROM_EMAIL)
    assert written.kind == prefix
    assert mail.outbox == []  # type: ignore[attr-defined]
    assert 10 < len(written.subject) < 78
    assert "\n" not in written.subject
    assert "Ada" not in written.subject + written.text  # a name can hold an advertisement


@pytest.mark.parametrize("prefix", MAILS)
def test_both_forms_say_the_same_and_neither_says_too_much(
    prefix: str, given: dict[str, Any]
) -> None:
    get_adapter().send_mail(prefix, ADDRESS, given)
    written = OutboxMessage.objects.get()
    assert "<" not in written.text.replace(HOSTILE, "")
    assert "<script>" not in written.html
    assert written.html.startswith("<!DOCTYPE html>")
    for words in (written.text, written.html):
        assert settings.ADDRESS in words
        assert "forged.example" not in words
    for name in ("activate_url", "password_reset_url", "to_email", "deleted_email", "ip"):
        assert (str(given[name]) in written.text) == (str(given[name]) in written.html), name
    assert ("&lt;script&gt;" in written.html) == (HOSTILE in written.text)


def test_links_lead_to_where_the_site_is_whatever_a_request_says(db: None) -> None:
    request = RequestFactory(headers={"Host": "testserver", "X-Forwarded-Host": "forged"}).get("/")
    links = (
        get_adapter().get_reset_password_from_key_url("1-abc-def"),
        get_adapter().get_email_confirmation_url(request, Key()),
    )
    assert links == (
        f"{settings.ADDRESS}/accounts/password/reset/key/1-abc-def/",
        f"{settings.ADDRESS}/accounts/confirm-email/MQ:a:b/",
    )


class Key:
    key = "MQ:a:b"
