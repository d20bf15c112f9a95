"""Sending: what a mail server says decides what becomes of a mail, and of those behind it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from accounts import outbox
from accounts.models import OutboxMessage
from accounts.outbox import MailServerAway
from accounts.outbox.sending import BATCH_LASTS, DELAYS, LEASE
from tests.accounts.outbox.conftest import NOON, write
from tests.accounts.outbox.post_office import PostOffice, open_office

pytestmark = pytest.mark.django_db


def send(at: datetime = NOON) -> int:
    return outbox.send_due(lambda: at)


def again(row: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=row.pk)


class TestSent:
    def test_each_is_sent_once_over_one_connection(self, office: PostOffice) -> None:
        rows = write("ada", "berta", "clara")
        assert send() == 3
        assert send(NOON + LEASE * 2) == 0
        assert office.sessions == 1
        assert [mail["Message-ID"] for _to, mail in office.accepted] == [
            row.message_id for row in rows
        ]
        (to, mail), *_others = office.accepted
        assert (to, mail["Subject"]) == ("ada@example.org", "To ada")
        assert mail.get_content_type() == "multipart/alternative"
        assert "https://x.example/key/secret" in mail.get_body(("plain",)).get_content()

    def test_its_words_are_forgotten(self, office: PostOffice) -> None:
        (row,) = write("ada", headers={"X-Key": "secret"})
        send()
        sent = again(row)
        assert (sent.text, sent.html, sent.headers) == ("", "", {})
        assert (sent.sent_at, sent.attempts, sent.leased_until) == (NOON, 1, None)
        assert "secret" not in repr(OutboxMessage.objects.values())

    def test_without_anything_due_nobody_is_disturbed(self, office: PostOffice) -> None:
        write("ada", at=NOON + timedelta(seconds=1))
        assert send() == 0
        assert office.sessions == 0
        assert send(NOON + timedelta(seconds=1)) == 1

    def test_no_transaction_is_open_while_the_server_is_asked(self, settings) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.Watching"
        write("ada")
        depth = len(connection.savepoint_ids)
        send()
        assert Watching.depth == depth

    def test_a_batch_ends_in_time(self, office: PostOffice) -> None:
        write("ada", "berta", "clara")
        hurried = iter([NOON, NOON, NOON, NOON, NOON, NOON + BATCH_LASTS])
        assert outbox.send_due(lambda: next(hurried)) == 1
        assert send() == 2


class Watching(BaseEmailBackend):
    """A backend that sees how deep in transactions it is asked."""

    depth = -1

    def send_messages(self, messages: Sequence[object]) -> int:
        Watching.depth = len(connection.savepoint_ids)
        return len(messages)


class TestRefused:
    def test_for_good(self, office: PostOffice) -> None:
        row, other = write("unknown", "ada")
        assert send() == 1
        given_up = again(row)
        assert given_up.given_up_at == NOON
        assert given_up.last_error == "550 5.1.1 There is nobody of that name"
        assert given_up.text
        assert again(other).sent_at == NOON
        assert office.sessions == 1

    def test_without_repeating_what_opens_an_account(self, office: PostOffice) -> None:
        (row,) = write("spam")
        send()
        assert again(row).last_error == "554 5.7.1 Refused for … in it"
        assert again(row).given_up_at == NOON

    @pytest.mark.parametrize("name", ["full", "slow"])
    def test_for_now(self, name: str, office: PostOffice) -> None:
        row, other = write(name, "ada")
        assert send() == 1
        assert again(other).sent_at
        waiting = again(row)
        assert (waiting.attempts, waiting.given_up_at, waiting.leased_until) == (1, None, None)
        assert waiting.not_before == NOON + DELAYS[0]
        assert waiting.last_error.startswith("45")

    def test_again_and_again_and_then_no_more(self, office: PostOffice) -> None:
        (row,) = write("full")
        at, tried = NOON, []
        while again(row).given_up_at is None:
            assert send(at) == 0
            tried.append(at)
            at = again(row).not_before
        assert [late - early for early, late in pairwise(tried)] == list(DELAYS)
        assert again(row).attempts == len(DELAYS) + 1
        assert not OutboxMessage.objects.due(at + timedelta(days=99)).exists()

    def test_and_then_sent_again_by_an_administrator(self, office: PostOffice) -> None:
        (row,) = write("unknown")
        send()
        OutboxMessage.objects.update(recipient="ada@example.org")
        assert outbox.send_again(OutboxMessage.objects.all(), NOON) == 1
        assert send() == 1
        assert (again(row).sent_at, again(row).given_up_at) == (NOON, None)
        assert outbox.send_again(OutboxMessage.objects.all(), NOON) == 0

    def test_what_cannot_be_made_into_a_mail_is_given_up(self, office: PostOffice) -> None:
        row, other = write("ada", "berta")
        OutboxMessage.objects.filter(pk=row.pk).update(subject="a secret\nline")
        while OutboxMessage.objects.due(NOON).exists():
            send()
        assert again(row).given_up_at == NOON
        assert again(row).last_error == "BadHeaderError"
        assert again(other).sent_at == NOON


class TestAway:
    def test_a_server_that_is_down_costs_no_mail_an_attempt(self, settings) -> None:
        with open_office() as closed:
            settings.EMAIL_PORT = closed.port
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        (row,) = write("ada")
        before = again(row).__dict__ | {"_state": None}
        with pytest.raises(MailServerAway, match="Connection refused"):
            send()
        assert again(row).__dict__ | {"_state": None} == before

    @pytest.mark.parametrize("name", ["busy", "hangup"])
    def test_one_that_breaks_off_is_left_alone(self, name: str, office: PostOffice) -> None:
        row, other = write(name, "ada")
        with pytest.raises(MailServerAway):
            send()
        assert office.sessions == 1
        assert (again(row).attempts, again(row).leased_until) == (1, None)
        assert again(row).not_before == NOON + DELAYS[0]
        assert (again(other).attempts, again(other).leased_until) == (0, None)
        assert send() == 1  # and the next one is no longer behind it
        assert again(other).sent_at

    def test_one_that_does_not_know_us(self, office: PostOffice) -> None:
        (row,) = write("ada", from_email="stranger@example.org")
        with pytest.raises(MailServerAway, match=r"550 5\.7\.1 Relaying denied"):
            send()
        assert again(row).given_up_at is None
        assert again(row).last_error == "550 5.7.1 Relaying denied"

    def test_a_folder_that_cannot_be_written(self, settings, tmp_path) -> None:
        (tmp_path / "file").touch()
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = str(tmp_path / "file")
        write("ada")
        with pytest.raises(MailServerAway, match="not a directory"):
            send()


class TestLeases:
    def test_what_another_worker_holds_is_left_to_it(self, office: PostOffice) -> None:
        held, free = write("ada", "berta")
        OutboxMessage.objects.filter(pk=held.pk).update(leased_until=NOON + LEASE)
        assert send() == 1
        assert office.accepted_for() == ["berta@example.org"]
        assert again(free).sent_at

    def test_it_goes_on_when_that_one_is_gone(self, office: PostOffice) -> None:
        (held,) = write("ada")
        OutboxMessage.objects.filter(pk=held.pk).update(leased_until=NOON + LEASE)
        assert send(NOON + LEASE - timedelta(microseconds=1)) == 0
        assert send(NOON + LEASE) == 1

    def test_a_worker_that_was_slow_does_not_undo_what_another_did(self, settings) -> None:
        """Its lease ran out while it waited for a refusal; meanwhile another sent the mail."""
        settings.EMAIL_BACKEND = f"{__name__}.Overtaken"
        (row,) = write("ada")
        with pytest.raises(MailServerAway):
            send()
        assert again(row).sent_at == NOON
        assert again(row).last_error == ""


class Overtaken(BaseEmailBackend):
    def send_messages(self, messages: Sequence[object]) -> int:
        OutboxMessage.objects.update(sent_at=NOON, leased_until=None)
        raise TimeoutError("timed out")


def test_old_mail_is_forgotten(office: PostOffice) -> None:
    write("ada", "unknown")
    send()
    (waiting,) = write("full")
    send()
    assert outbox.forget_old(NOON + timedelta(days=30) - timedelta(microseconds=1)) == 0
    assert outbox.forget_old(NOON + timedelta(days=30)) == 2
    assert list(OutboxMessage.objects.all()) == [waiting]
