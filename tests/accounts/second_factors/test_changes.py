"""Changes of second factors: who may make them, and who is told."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.models import OutboxMessage
from tests import people
from tests.accounts.second_factors.factors import (
    ACTIVATE,
    CODE,
    give_app,
    is_in,
    logged_in,
    mails_to,
    recovery_codes_of,
    set_up,
    show_password_again,
)

pytestmark = pytest.mark.django_db


def test_with_the_last_factor_the_recovery_codes_go() -> None:
    reader = people.reader()
    client = logged_in(reader, give_app(reader).code())
    show_password_again(client)
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert mails_to(reader) == ["mfa/email/totp_deactivated"]
    assert is_in(logged_in(reader))


def test_new_recovery_codes_take_the_place_of_the_old() -> None:
    reader = people.reader()
    client = logged_in(reader, give_app(reader).code())
    show_password_again(client)
    old = recovery_codes_of(reader)
    page = client.post("/accounts/2fa/recovery-codes/generate/", follow=True)
    new = CODE.findall(page.content.decode())
    assert new == recovery_codes_of(reader)
    assert not set(new) & set(old)
    assert mails_to(reader) == ["mfa/email/recovery_codes_generated"]


@pytest.mark.parametrize(
    "address",
    [
        ACTIVATE,
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/recovery-codes/download/",
        "/accounts/2fa/totp/deactivate/",
    ],
)
def test_before_a_change_people_show_that_it_is_they(address: str) -> None:
    reader = people.reader()
    app = give_app(reader)
    if address == ACTIVATE:
        Authenticator.objects.all().delete()
        client = logged_in(reader)
    else:
        client = logged_in(reader, app.code())
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/reauthenticate/")


def test_a_session_older_than_the_factor_may_not_change_it() -> None:
    """It may be a thief's, who knows the password too."""
    reader = people.reader()
    client = logged_in(reader)
    show_password_again(client)
    app = give_app(reader)
    for address in ("totp/deactivate/", "webauthn/add/", "recovery-codes/generate/"):
        answer = client.post(f"/accounts/2fa/{address}")
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/2fa/reauthenticate/"), address
    assert Authenticator.objects.filter(user=reader).count() == 2
    client.post("/accounts/2fa/reauthenticate/", {"code": app.code()})
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200


def test_mail_about_factors_has_text_and_html() -> None:
    reader = people.reader()
    client = logged_in(reader)
    show_password_again(client)
    client.post(ACTIVATE, {"code": set_up(client).code()})
    mail = OutboxMessage.objects.get(recipient=reader.email)
    assert "authenticator app" in mail.subject
    for body in (mail.text, mail.html):
        assert "Whoever logs in with your password is now also asked" in body
        assert "127.0.0.1" in body


def test_a_change_whose_mail_cannot_be_written_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = people.reader()
    client = logged_in(reader, give_app(reader).code())
    show_password_again(client)

    def fails(*_given: object) -> None:
        raise OSError

    monkeypatch.setattr("accounts.adapter.outbox.put", fails)
    client.raise_request_exception = False
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 500
    assert Authenticator.objects.filter(user=reader).count() == 2
