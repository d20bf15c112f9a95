"""An authenticator app: set up, asked for at log-in, taken away."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.limits import allow
from accounts.models import OutboxMessage, User
from accounts.second_factors import codes
from accounts.second_factors.forms import TRIES
from tests import people
from tests.accounts.second_factors.factors import (
    CODE,
    SECRET,
    STEP,
    App,
    give_app,
    give_password,
    is_in,
    logged_in,
    recovery_codes_of,
    show_code,
    show_password_again,
)

pytestmark = pytest.mark.django_db
ACTIVATE = "/accounts/2fa/totp/activate/"


def mails_to(user: User) -> list[str]:
    mails = OutboxMessage.objects.filter(recipient=user.email).order_by("pk")
    return list(mails.values_list("kind", flat=True))


def set_up(client: Client) -> App:
    page = client.get(ACTIVATE)
    found = SECRET.search(page.content.decode())
    assert found
    return App(found[1].replace(" ", ""))


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


def test_a_code_counts_once_and_spends_those_before_it() -> None:
    reader = people.reader()
    app = give_app(reader)
    now = timezone.now()
    assert codes.spend(reader, app.code(now), now)
    assert codes.spend(reader, app.code(now), now) is None
    assert codes.spend(reader, app.code(now - STEP), now) is None
    assert codes.spend(reader, app.code(now + STEP), now)


def test_a_code_that_set_up_the_app_logs_nobody_in() -> None:
    reader = people.reader()
    client = logged_in(reader)
    show_password_again(client)
    app = set_up(client)
    at = timezone.now()
    client.post(ACTIVATE, {"code": app.code(at)})
    assert codes.spend(reader, app.code(at), at) is None


@pytest.mark.parametrize("off", [-2, -1, 0, 1, 2])
def test_a_clock_may_be_wrong_by_half_a_minute(off: int) -> None:
    reader = people.reader()
    app = give_app(reader)
    now = timezone.now()
    assert bool(codes.spend(reader, app.code(now + off * STEP), now)) == (abs(off) <= 1)


def test_a_recovery_code_counts_once() -> None:
    reader = people.reader()
    give_app(reader)
    first = recovery_codes_of(reader)[0]
    assert is_in(logged_in(reader, first))
    client = Client()
    give_password(client, reader)
    assert show_code(client, first).status_code == 422
    assert len(recovery_codes_of(reader)) == 9


@pytest.mark.parametrize("written", ["{}-{}", " {} {} ", "{}{}"])
def test_a_code_may_be_written_in_groups(written: str) -> None:
    reader = people.reader()
    app = give_app(reader)
    now = timezone.now()
    code = app.code(now)
    assert codes.spend(reader, written.format(code[:3], code[3:]), now)


@pytest.mark.parametrize("code", ["", "٣٤٥٦٧٨", "0" * 5000, "\0" * 6, "ﬀﬀﬀ", "-1"])
def test_what_is_no_code_is_refused(code: str) -> None:
    reader = people.reader()
    give_app(reader)
    client = Client()
    give_password(client, reader)
    assert show_code(client, code).status_code in {400, 422}
    assert not is_in(client)


def test_codes_cannot_be_guessed_from_ever_new_sessions() -> None:
    reader = people.reader()
    app = give_app(reader)
    statuses = []
    for number in range(12):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        give_password(client, reader)
        statuses.append(show_code(client, app.wrong_code()).status_code)
    assert statuses[:10] == [422] * 10
    assert statuses[10:] == [429] * 2
    client = Client(REMOTE_ADDR="198.51.100.1")
    give_password(client, reader)
    assert show_code(client, app.code()).status_code == 429
    assert not is_in(client)


def test_the_guesses_of_one_are_not_counted_for_another() -> None:
    reader, other = people.reader(), people.reader()
    wrong = give_app(reader).wrong_code()
    for _try in range(11):
        client = Client()
        give_password(client, reader)
        show_code(client, wrong)
    assert is_in(logged_in(other, give_app(other).code()))


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


def test_a_window_ends() -> None:
    """Ten minutes later the owner is let in again."""
    now = timezone.now()
    answers = [allow(TRIES, "1", now) for _try in range(11)]
    assert answers == [True] * 10 + [False]
    assert allow(TRIES, "1", now + timedelta(minutes=10))
