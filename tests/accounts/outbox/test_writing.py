"""Writing into the outbox: with its cause or not at all, one mail for each recipient."""

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction

from accounts import emails, outbox
from accounts.models import OutboxMessage
from accounts.outbox.writing import SUBJECT_LENGTH, as_mail
from tests.accounts.outbox.conftest import NOON

pytestmark = pytest.mark.django_db


def put(**fields: object) -> list[OutboxMessage]:
    """What the outbox holds after a mail with these fields was written."""
    given = {"subject": "Hello", "body": "Words.", "to": ["ada@example.org"]} | fields
    outbox.put(EmailMultiAlternatives(**given), kind="a_kind")
    return list(OutboxMessage.objects.order_by("pk"))


def test_what_is_written_waits_and_is_not_sent() -> None:
    (row,) = put()
    assert (row.recipient, row.subject, row.text) == ("ada@example.org", "Hello", "Words.")
    assert (row.kind, row.html, row.attempts, row.sent_at) == ("a_kind", "", 0, None)
    assert list(OutboxMessage.objects.waiting()) == [row]
    assert django_mail.outbox == []


def test_it_can_wait_for_its_day() -> None:
    outbox.put(EmailMessage("Hello", "Words.", to=["ada@example.org"]), "a_kind", not_before=NOON)
    assert OutboxMessage.objects.due(NOON).exists()
    assert not OutboxMessage.objects.due(NOON.replace(hour=11)).exists()


def test_what_is_undone_was_never_written() -> None:
    with transaction.atomic():
        assert put()
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()


def test_each_recipient_gets_a_mail_of_their_own() -> None:
    rows = put(
        to=["ada@example.org", "Berta <berta@example.org>"],
        cc=["c@example.org"],
        bcc=["d@example.org"],
    )
    names = ["ada", "berta", "c", "d"]
    assert [row.recipient.partition("@")[0] for row in rows] == names
    assert len({row.message_id for row in rows}) == len(names)
    for row in rows:
        words = as_mail(row).message().as_string()
        assert [name for name in names if f"{name}@example.org" in words] == [
            row.recipient.partition("@")[0]
        ]
        assert not {"Cc", "Bcc"} & set(as_mail(row).message().keys())


def test_the_mail_is_the_one_that_was_written() -> None:
    written = EmailMultiAlternatives(
        "Grüße",
        "Text.",
        "Postil <postil@example.org>",
        ["ada@example.org"],
        headers={"X-Of": "ours"},
        reply_to=["editor@example.org"],
    )
    written.attach_alternative("<p>HTML.</p>", "text/html")
    outbox.put(written, kind="a_kind")
    row = OutboxMessage.objects.get()
    sent = as_mail(row)
    assert (sent.subject, sent.body, sent.to) == ("Grüße", "Text.", ["ada@example.org"])
    assert [tuple(part) for part in sent.alternatives] == [("<p>HTML.</p>", "text/html")]
    headers = sent.message()
    assert headers["From"] == "Postil <postil@example.org>"
    assert headers["X-Of"] == "ours"
    assert headers["Reply-To"] == "editor@example.org"
    assert headers["Auto-Submitted"] == "auto-generated"


def test_its_message_id_is_ours_and_stays(settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Postil <post@ärchiv.example>"
    (row,) = put()
    assert row.message_id.endswith("@xn--rchiv-fra.example>")
    assert {as_mail(row).message()["Message-ID"] for _time in range(2)} == {row.message_id}


def test_a_subject_is_one_line_that_fits() -> None:
    (row,) = put(subject="Hello\r\nBcc: everybody@example.org\n" + "x" * SUBJECT_LENGTH)
    assert row.subject.startswith("Hello Bcc: everybody@example.org x")
    assert len(row.subject) == SUBJECT_LENGTH
    assert as_mail(row).message()["Bcc"] is None


@pytest.mark.parametrize(
    "fields",
    [
        {"from_email": "a@example.org\nBcc: everybody@example.org"},
        {"headers": {"X-Of": "ours\r\nBcc: everybody@example.org"}},
        {"reply_to": ["a@example.org\nBcc: everybody@example.org"]},
        {"to": ["a@example.org\nBcc: everybody@example.org"]},
        {"to": ["nobody"]},
        {"to": [""]},
        {"to": []},
        {"to": [f"{'x' * 300}@example.org"]},
        {"attachments": [("a.txt", "words", "text/plain")]},
    ],
    ids=["from", "header", "reply-to", "to", "no-address", "empty", "nobody", "long", "attachment"],
)
def test_what_cannot_be_sent_is_refused_where_it_is_written(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        put(**fields)
    assert not OutboxMessage.objects.exists()


def test_mail_without_text_is_refused() -> None:
    html = EmailMessage("Hello", "<p>Words.</p>", to=["ada@example.org"])
    html.content_subtype = "html"
    with pytest.raises(ValueError, match="a_kind is not text"):
        outbox.put(html, kind="a_kind")


def test_a_mail_of_ours_is_made_of_three_templates(tmp_path, settings) -> None:
    folder = tmp_path / "emails"
    folder.mkdir()
    (folder / "hello_subject.txt").write_text("\nHello\n")
    for kind in ("txt", "html"):
        (folder / f"hello_message.{kind}").write_text(
            f'{{% extends "emails/base.{kind}" %}}'
            "{% block content %}{{ name }}: {{ address }}/accounts/{% endblock %}"
        )
    settings.TEMPLATES[0]["DIRS"] = [*settings.TEMPLATES[0]["DIRS"], tmp_path]
    settings.TEMPLATES = settings.TEMPLATES  # so that the engine is made anew
    emails.write("hello", "ada@example.org", {"name": "Ada & <Berta>"})
    row = OutboxMessage.objects.get()
    assert (row.kind, row.subject) == ("hello", "Hello")
    assert f"Ada & <Berta>: {settings.ADDRESS}/accounts/" in row.text
    assert f"Ada &amp; &lt;Berta&gt;: {settings.ADDRESS}/accounts/" in row.html
    assert row.html.startswith("<!DOCTYPE html>")
    assert row.sender == settings.DEFAULT_FROM_EMAIL
