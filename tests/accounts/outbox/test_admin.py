"""The outbox in the administration: what became of mail, for administrators, never its words."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage
from tests import people
from tests.accounts.outbox.conftest import write

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/outboxmessage/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(people.admin())
    return client


@pytest.fixture
def given_up() -> OutboxMessage:
    (row,) = write("gone")
    OutboxMessage.objects.update(
        given_up_at=timezone.now(), attempts=1, last_error="550 5.1.1 Nobody here"
    )
    return row


def test_it_says_what_became_of_a_mail(admin: Client, given_up: OutboxMessage) -> None:
    for address in (LIST, f"{LIST}{given_up.pk}/change/"):
        page = admin.get(address).content.decode()
        for shown in ("a_kind", "gone@example.org", "550 5.1.1 Nobody here"):
            assert shown in page
        assert "secret" in given_up.text
        assert "secret" not in page


@pytest.mark.parametrize(
    ("state", "shown"), [("waiting", "ada"), ("sent", "berta"), ("given_up", "gone")]
)
def test_it_can_be_narrowed_to_a_state(
    admin: Client, given_up: OutboxMessage, state: str, shown: str
) -> None:
    _ada, berta = write("ada", "berta")
    OutboxMessage.objects.filter(pk=berta.pk).update(sent_at=timezone.now())
    page = admin.get(LIST, {"state": state}).content.decode()
    for name in ("ada", "berta", "gone"):
        assert (f"{name}@example.org" in page) == (name == shown)


def test_what_was_given_up_can_be_sent_again(admin: Client, given_up: OutboxMessage) -> None:
    (sent,) = write("berta")
    OutboxMessage.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    chosen = {"action": "send_again", "_selected_action": [given_up.pk, sent.pk]}
    page = admin.post(LIST, chosen, follow=True).content.decode()
    assert "1 mail waits again." in page
    assert list(OutboxMessage.objects.due(timezone.now())) == [given_up]


@pytest.mark.parametrize(
    "asked", ["text__contains", "html__contains", "text", "given_up_at__gte", "pk", "headers"]
)
def test_nothing_is_read_by_asking_for_it_in_the_address(
    admin: Client, given_up: OutboxMessage, asked: str
) -> None:
    assert "secret" in given_up.text
    assert admin.get(LIST, {asked: "secret"}).status_code == 400


def test_its_filters_narrow_it(admin: Client, given_up: OutboxMessage) -> None:
    for chosen, count in (("a_kind", 1), ("another", 0)):
        answer = admin.get(LIST, {"kind": chosen, "state": "given_up"})
        assert answer.context["cl"].result_count == count


@pytest.mark.parametrize("who", [people.moderator, people.editor])
def test_other_staff_do_not_see_it(client: Client, given_up: OutboxMessage, who) -> None:
    client.force_login(who())
    assert client.get(LIST).status_code == 403
    again = {"action": "send_again", "_selected_action": [given_up.pk]}
    assert client.post(LIST, again).status_code == 403
    assert OutboxMessage.objects.given_up().exists()
