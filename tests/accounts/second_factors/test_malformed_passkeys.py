"""What somebody makes up and sends in a passkey’s name is refused, and is no error of the site."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests import people
from tests.accounts.second_factors.factors import (
    give_app,
    give_password,
    is_in,
    logged_in,
    show_password_again,
)
from tests.accounts.second_factors.passkey import (
    ADD,
    ALONE,
    add,
    at_localhost,
)

pytestmark = pytest.mark.django_db
AUTHENTICATE = "/accounts/2fa/authenticate/"
AGAIN = "/accounts/2fa/webauthn/reauthenticate/"
WHOLE = {"id": "YQ", "rawId": "YQ", "type": "public-key"}
MALFORMED: list[Any] = [
    "",
    "no JSON",
    "[]",
    "1",
    "null",
    '"words"',
    "{}",
    {"id": 1},
    {"id": "a", "rawId": "a", "type": "public-key", "response": {}},
    WHOLE | {"response": 5},
    WHOLE | {"response": {}},
    WHOLE | {"response": {"clientDataJSON": "e30", "attestationObject": "oA"}},
    WHOLE | {"response": {"clientDataJSON": "////", "attestationObject": "____"}},
    WHOLE
    | {
        "response": {
            "clientDataJSON": "e30",
            "authenticatorData": "A" * 80,
            "signature": "AA",
            "userHandle": "MQ",
        }
    },
    WHOLE | {"response": {"clientDataJSON": "e30", "userHandle": ["MQ"]}},
    "[" * 2000,
]


def as_text(credential: Any) -> str:
    return credential if isinstance(credential, str) else json.dumps(credential)


@pytest.mark.parametrize("credential", MALFORMED)
def test_a_malformed_credential_is_refused_in_place(credential: Any) -> None:
    reader = people.reader()
    client = logged_in(reader)
    show_password_again(client)
    client.get(ADD)
    answer = client.post(ADD, {"name": "Ada’s phone", "credential": as_text(credential)})
    assert answer.status_code == 422
    assert "Ada’s phone" in answer.content.decode()
    assert "That did not work" in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", MALFORMED)
def test_a_malformed_passkey_logs_nobody_in(credential: Any) -> None:
    client = Client()
    client.get(ALONE)
    answer = client.post(f"{ALONE}?next=/topics/", {"credential": as_text(credential)}, follow=True)
    assert answer.redirect_chain == [("/accounts/login/?next=%2Ftopics%2F", 302)]  # type: ignore[attr-defined]
    assert "That did not work" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("credential", MALFORMED)
def test_a_malformed_passkey_is_no_second_factor(credential: Any) -> None:
    reader = people.reader()
    give_app(reader)
    client = Client()
    give_password(client, reader)
    answer = client.post("/accounts/2fa/authenticate/", {"credential": as_text(credential)})
    assert answer.status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("credential", MALFORMED)
def test_a_malformed_passkey_shows_nobody_again(credential: Any) -> None:
    client = at_localhost(people.reader())
    add(client)
    client.get(AGAIN)
    before = client.session["account_authentication_methods"]
    assert client.post(AGAIN, {"credential": as_text(credential)}).status_code == 422
    assert client.session["account_authentication_methods"] == before
