"""A passkey without a browser: it makes a credential, and signs what a site asks it to."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.http import HttpResponse
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.models import User
from tests.accounts.second_factors.factors import logged_in, show_password_again

ADD, ALONE = "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/login/"
OPTIONS = re.compile(r'<script id="passkey-options" type="application/json">(.*?)</script>')
HOST, ORIGIN = "localhost", "http://localhost"
Flag = AuthenticatorData.FLAG


@dataclass
class Passkey:
    """Asks its bearer for a finger each time; `alone`, it needs no password beside it."""

    alone: bool = True
    origin: str = ORIGIN
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    bearer: str = ""

    def create(self, options: dict[str, Any]) -> str:
        asked = options["publicKey"]
        self.bearer = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = self._data(Flag.UP | Flag.UV | Flag.AT, credential)
        made = AttestationObject.create("none", data, {})
        client = self._client(CollectedClientData.TYPE.CREATE, asked["challenge"])
        response = {"clientDataJSON": client.b64, "attestationObject": websafe_encode(made)}
        return self._written(response, {"credProps": {"rk": self.alone}})

    def get(self, options: dict[str, Any]) -> str:
        client = self._client(CollectedClientData.TYPE.GET, options["publicKey"]["challenge"])
        data = self._data(Flag.UP | Flag.UV, None)
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": client.b64,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": self.bearer,
        }
        return self._written(response, {})

    def _data(self, flags: Flag, credential: AttestedCredentialData | None) -> AuthenticatorData:
        site = hashlib.sha256(HOST.encode()).digest()
        return AuthenticatorData.create(site, flags, 0, credential or b"")

    def _client(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(challenge), self.origin)

    def _written(self, response: dict[str, str], results: dict[str, Any]) -> str:
        name = websafe_encode(self.id)
        whole = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps(whole | {"clientExtensionResults": results})


def options_in(page: HttpResponse) -> dict[str, Any]:
    """What a page hands to the script."""
    found = OPTIONS.search(page.content.decode())
    assert found
    options: dict[str, Any] = json.loads(found[1])
    return options.get("creation_options") or options["request_options"]  # type: ignore[no-any-return]


def at_localhost(user: User, code: str = "") -> Client:
    client = logged_in(user, code, SERVER_NAME=HOST)
    show_password_again(client)
    return client


def add(client: Client, name: str = "Ada’s phone", **kind: Any) -> Passkey:
    """Add a passkey through the page."""
    passkey = Passkey(**kind)
    credential = passkey.create(options_in(client.get(ADD)))
    alone = {"passwordless": "on"} if passkey.alone else {}
    answer = client.post(ADD, {"name": name, "credential": credential} | alone)
    assert answer.status_code == 302
    return passkey
