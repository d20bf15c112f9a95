"""An authenticator app: set up, and asked for at log-in."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests import people
from tests.accounts.second_factors.factors import (
    ACTIVATE,
    CODE,
    SECRET,
    give_app,
    give_password,
    is_in,
    logged_in,
    mails_to,
    recovery_codes_of,
    set_up,
    show_code,
    show_password_again,
)

pytestmark = pytest.mark.django_db


def test_setting_up_an_app_shows_recovery_codes_once() -> None:
    reader = people.reader()
    client = logged_in(reader)
    show_password_again(client)
    app = set_up(client)
    answer = client.post(ACTIVATE, {"code": app.code()}, follow=True)
    shown = CODE.findall(answer.content.decode())
    assert shown == recovery_codes_of(reader)
    assert len(shown) == 10
    file = client.get("/accounts/2fa/recovery-codes/download/")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert all(code in file.content.decode() for code in shown)
    client.post("/accounts/2fa/recovery-codes/")
    later = client.get("/accounts/2fa/recovery-codes/")
    assert later.status_code == 200
    assert not CODE.findall(later.content.decode())
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 404
    assert mails_to(reader) == ["mfa/email/totp_activated"]


def test_another_session_does_not_read_the_codes() -> None:
    reader = people.reader()
    client = logged_in(reader)
    show_password_again(client)
    client.post(ACTIVATE, {"code": set_up(client).code()})
    codes_now = recovery_codes_of(reader)
    other = logged_in(reader, codes_now[0])
    show_password_again(other)
    for address in ("/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/download/"):
        assert codes_now[1] in client.get(address).content.decode()
        assert codes_now[1] not in other.get(address).content.decode()


def test_the_picture_is_this_session_s_secret_and_only_while_it_is_set_up() -> None:
    client = logged_in(people.reader())
    picture = f"{ACTIVATE}code.svg"
    assert client.get(picture).status_code == 404
    show_password_again(client)
    app = set_up(client)
    answer = client.get(picture)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content.startswith(b"<svg")
    assert client.get(picture).content == answer.content
    assert logged_in(people.reader()).get(picture).status_code == 404
    client.post(ACTIVATE, {"code": app.code()})
    assert client.get(picture).status_code == 404


def test_a_wrong_code_sets_up_nothing_and_keeps_the_secret() -> None:
    reader = people.reader()
    client = logged_in(reader)
    show_password_again(client)
    app = set_up(client)
    answer = client.post(ACTIVATE, {"code": app.wrong_code()})
    assert answer.status_code == 422
    assert app.wrong_code() in answer.content.decode()
    assert SECRET.search(answer.content.decode())[1].replace(" ", "") == app.secret  # type: ignore[index]
    assert not Authenticator.objects.exists()
    assert client.post(ACTIVATE, {"code": app.code()}).status_code == 302


def test_the_factor_is_asked_for_after_the_password() -> None:
    reader = people.reader()
    app = give_app(reader)
    client = Client()
    answer = give_password(client, reader)
    assert answer.url == "/accounts/2fa/authenticate/"  # type: ignore[attr-defined]
    assert not is_in(client)
    refused = show_code(client, app.wrong_code())
    assert refused.status_code == 422
    assert not is_in(client)
    show_code(client, app.code())
    assert is_in(client)


def test_logging_in_goes_on_to_where_it_was_asked_for() -> None:
    reader = people.reader()
    app = give_app(reader)
    client = Client()
    give_password(client, reader, next="/topics/")
    answer = show_code(client, app.code())
    assert answer.url == "/topics/"  # type: ignore[attr-defined]
