"""Secrets at rest, and what becomes of them when the secret key changes."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.second_factors import codes, vault
from tests import people
from tests.accounts.second_factors.factors import (
    give_app,
    give_password,
    recovery_codes_of,
    show_code,
)

OLD, NEW = "old-secret-key-" * 4, "new-secret-key-" * 4


def test_what_is_sealed_is_not_what_it_was(settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []
    sealed = vault.seal("JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert vault.seal("JBSWY3DP") != sealed
    assert vault.open_sealed(sealed) == "JBSWY3DP"


def test_an_older_key_opens_until_it_is_taken_away(settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    sealed = vault.seal("JBSWY3DP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    again = vault.seal_again(sealed)
    assert vault.open_sealed(sealed) == vault.open_sealed(again) == "JBSWY3DP"
    settings.SECRET_KEY_FALLBACKS = []
    assert vault.open_sealed(again) == "JBSWY3DP"
    for attempt in (vault.open_sealed, vault.seal_again):
        with pytest.raises(vault.Unreadable):
            attempt(sealed)


@pytest.mark.django_db
def test_the_database_holds_no_secret_as_it_is() -> None:
    reader = people.reader()
    app = give_app(reader)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert "secret" in kept
    assert app.secret not in kept
    assert not any(code in kept for code in recovery_codes_of(reader))


@pytest.mark.django_db
def test_a_lost_key_lets_nobody_in_and_says_what_helps(settings: Any) -> None:
    reader = people.reader()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    app = give_app(reader)
    settings.SECRET_KEY = NEW
    with pytest.raises(vault.Unreadable):
        codes.spend(reader, app.code(), timezone.now())
    client = Client()
    give_password(client, reader)
    answer = show_code(client, app.code())
    assert answer.status_code == 422
    assert "Ask an administrator" in answer.content.decode()
    # Whoever comes in by a passkey sees a page still.
    client.force_login(reader)
    assert client.get("/accounts/2fa/").status_code == 200
