"""Passkeys: alone, after the password, and at the staff’s door."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import OutboxMessage
from tests import people
from tests.accounts.second_factors.factors import (
    give_app,
    give_password,
    is_in,
    logged_in,
    show_password_again,
)
from tests.accounts.second_factors.passkey import (
    ALONE,
    HOST,
    ORIGIN,
    Passkey,
    add,
    at_localhost,
    options_in,
)

pytestmark = pytest.mark.django_db
AUTHENTICATE = "/accounts/2fa/authenticate/"
AGAIN = "/accounts/2fa/webauthn/reauthenticate/"


def test_a_passkey_alone_logs_in_and_goes_on_to_where_it_was_asked_for() -> None:
    reader = people.reader()
    passkey = add(at_localhost(reader))
    client = Client(SERVER_NAME=HOST)
    options = client.get(ALONE).json()["request_options"]
    answer = client.post(ALONE, {"credential": passkey.get(options), "next": "/topics/"})
    assert answer.headers["Location"] == "/topics/"
    assert is_in(client)
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_a_passkey_is_a_second_factor() -> None:
    reader = people.reader()
    passkey = add(at_localhost(reader), alone=False)
    client = Client(SERVER_NAME=HOST)
    assert give_password(client, reader).headers["Location"] == AUTHENTICATE
    assert not is_in(client)
    credential = passkey.get(options_in(client.get(AUTHENTICATE)))
    client.post(AUTHENTICATE, {"credential": credential})
    assert is_in(client)


def test_what_another_passkey_signed_is_refused() -> None:
    """With the identity of the right one, and a signature of its own."""
    reader = people.reader()
    right = add(at_localhost(reader))
    wrong = Passkey(id=right.id, bearer=right.bearer)
    client = Client(SERVER_NAME=HOST)
    client.post(ALONE, {"credential": wrong.get(client.get(ALONE).json()["request_options"])})
    assert not is_in(client)
    give_password(client, reader)
    credential = wrong.get(options_in(client.get(AUTHENTICATE)))
    assert client.post(AUTHENTICATE, {"credential": credential}).status_code == 422
    assert not is_in(client)


def test_what_was_signed_for_another_site_or_another_time_is_refused() -> None:
    passkey = add(at_localhost(people.reader()))
    client = Client(SERVER_NAME=HOST)
    options = client.get(ALONE).json()["request_options"]
    passkey.origin = "http://evil.localhost.example"
    client.post(ALONE, {"credential": passkey.get(options)})
    passkey.origin = ORIGIN
    old = passkey.get(options)
    client.get(ALONE)
    client.post(ALONE, {"credential": old})
    assert not is_in(client)


def test_what_was_signed_once_counts_once() -> None:
    passkey = add(at_localhost(people.reader()))
    client = Client(SERVER_NAME=HOST)
    credential = passkey.get(client.get(ALONE).json()["request_options"])
    client.post(ALONE, {"credential": credential})
    assert is_in(client)
    client.post("/accounts/logout/")
    client.post(ALONE, {"credential": credential})
    assert not is_in(client)


def test_the_inactive_do_not_come_in_by_a_passkey() -> None:
    reader = people.reader()
    passkey = add(at_localhost(reader))
    reader.is_active = False
    reader.save()
    client = Client(SERVER_NAME=HOST)
    client.post(ALONE, {"credential": passkey.get(client.get(ALONE).json()["request_options"])})
    assert not is_in(client)


def test_a_passkey_opens_the_staff_s_door(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True
    moderator = people.moderator()
    first = at_localhost(moderator)
    passkey = add(first)
    assert first.get("/admin/").status_code == 200
    client = Client(SERVER_NAME=HOST)
    client.post(ALONE, {"credential": passkey.get(client.get(ALONE).json()["request_options"])})
    assert client.get("/admin/").status_code == 200


def test_an_older_session_shows_the_passkey_at_the_door(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True
    moderator = people.moderator()
    older = logged_in(moderator, SERVER_NAME=HOST)
    passkey = add(at_localhost(moderator))
    asked = older.get("/admin/archive/comment/").headers["Location"]
    assert asked.startswith(AGAIN)
    credential = passkey.get(options_in(older.get(asked)))
    answer = older.post(asked, {"credential": credential})
    assert answer.headers["Location"] == "/admin/archive/comment/"
    assert older.get("/admin/archive/comment/").status_code == 200


def test_what_a_passkey_signs_is_new_each_time_and_kept_by_nothing() -> None:
    client = Client()
    answers = [client.get(ALONE) for _time in range(2)]
    challenges = {answer.json()["request_options"]["publicKey"]["challenge"] for answer in answers}
    assert len(challenges) == 2
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)


def test_passkeys_are_named_and_removed_by_their_bearer_alone() -> None:
    reader, other = people.reader(), people.reader()
    add(at_localhost(reader))
    passkey = Authenticator.objects.get(type="webauthn")
    stranger = logged_in(other)
    show_password_again(stranger)
    for act in ("edit", "remove"):
        address = f"/accounts/2fa/webauthn/keys/{passkey.pk}/{act}/"
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get(type="webauthn").data["name"] == "Ada’s phone"


def test_a_passkey_is_named_anew_and_removed_with_a_mail() -> None:
    reader = people.reader()
    client = at_localhost(reader, give_app(reader).code())
    add(client, "<b>phone</b>")
    passkey = Authenticator.objects.get(type="webauthn")
    assert "&lt;b&gt;phone" in client.get("/accounts/2fa/").content.decode()
    address = f"/accounts/2fa/webauthn/keys/{passkey.pk}"
    assert client.post(f"{address}/edit/", {"name": ""}).status_code == 422
    assert client.post(f"{address}/edit/", {"name": "n" * 61}).status_code == 422
    client.post(f"{address}/edit/", {"name": "Key in the drawer"})
    assert "Key in the drawer" in client.get("/accounts/2fa/").content.decode()
    client.post(f"{address}/remove/")
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()
    assert Authenticator.objects.filter(user=reader).count() == 2  # the app, and its codes
    kinds = OutboxMessage.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["mfa/email/webauthn_added", "mfa/email/webauthn_removed"]
