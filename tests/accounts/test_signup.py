"""From a sign-up to a member who is logged in, and what must not be a way there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from accounts import unconfirmed
from accounts.models import User
from tests import people
from tests.accounts.mailbox import kinds_to, link_to
from tests.accounts.signing_up import ADDRESS, PASSWORD, TYPED, form

pytestmark = pytest.mark.django_db
EMAIL = TYPED["email"]


def sign_up(client: Client, **typed: str) -> str:
    """Where a sign-up leads."""
    answer = client.post(ADDRESS, form(**typed))
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def who(client: Client) -> User | None:
    """Who is logged in there."""
    user = client.get("/accounts/password/reset/").wsgi_request.user
    return user if isinstance(user, User) else None


def test_whoever_confirms_where_they_signed_up_is_logged_in() -> None:
    client = Client()
    assert sign_up(client) == "/accounts/confirm-email/"
    assert "Look into your mail" in client.get("/accounts/confirm-email/").content.decode()
    assert who(client) is None
    page = client.get(link_to(EMAIL))
    assert EMAIL in page.content.decode()
    assert who(client) is None
    answer = client.post(link_to(EMAIL))
    assert answer.status_code == 302
    member = who(client)
    assert member is not None
    assert (member.email, member.display_name) == (EMAIL, TYPED["display_name"])
    assert member.check_password(PASSWORD)


def test_whoever_confirms_elsewhere_is_sent_to_log_in() -> None:
    sign_up(Client())
    elsewhere = Client()
    answer = elsewhere.post(link_to(EMAIL))
    assert answer.headers["Location"] == "/accounts/login/"
    page = elsewhere.get("/accounts/login/").content.decode()
    assert f"{EMAIL} is confirmed." in page
    assert who(elsewhere) is None


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_confirms_nothing(method: str) -> None:
    """As what looks into mail for danger does."""
    client = Client()
    sign_up(client)
    assert getattr(client, method)(link_to(EMAIL)).status_code == 200
    assert not EmailAddress.objects.get().verified


def test_the_link_needs_a_token_of_ours_and_works_once() -> None:
    sign_up(Client())
    link = link_to(EMAIL)
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert Client().post(link).status_code == 302
    for answer in (Client().get(link), Client().post(link)):
        assert answer.status_code == 404
        assert "This link holds no more" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_link_for_somebody_else_ends_no_session(method: str) -> None:
    sign_up(Client())
    member = people.reader()
    client = Client()
    client.force_login(member)
    getattr(client, method)(link_to(EMAIL))
    assert who(client) == member


def test_until_it_is_confirmed_nobody_logs_in() -> None:
    sign_up(Client())
    client = Client()
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert answer.status_code == 422
    assert who(client) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"display_name": "Аda"}, "is, or looks like, the name of another member"),
        ({"display_name": "postil"}, "The site itself speaks as"),
        ({"display_name": "A\u202eda"}, "a character that is not shown"),
        ({"display_name": "Ada\u3164"}, "a character that is not shown (HANGUL FILLER)"),
        ({"display_name": "\u2800"}, "a character that is not shown (BRAILLE PATTERN BLANK)"),
        ({"display_name": "☎\ufe0f"}, "a character that is not shown (VARIATION SELECTOR-16)"),
        ({"display_name": "Z" + "\u0301" * 5}, "Leave at most 4 on each"),
        ({"display_name": "x" * 61}, "at most 60 characters"),
        ({"display_name": ""}, "This field is required"),
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"password1": "password"}, "too common"),
        ({"email": "a@example.org", "password1": "Newcomer1"}, "too similar to the display name"),
        ({"password1": "newcomer@example"}, "too similar to the e-mail address"),
    ],
)
def test_what_cannot_be_is_refused_in_place(typed: dict[str, str], words: str) -> None:
    people.reader(display_name="Ada")
    answer = Client().post(ADDRESS, form(**typed))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert f'value="{(TYPED | typed)["email"]}"' in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert User.objects.count() == 1


def test_what_is_asked_of_passwords_is_what_is_said(settings: Any) -> None:
    """The sentence of accounts/forms.py names each of Django's four rules, at its own measure."""
    page = Client().get(ADDRESS).content.decode()
    assert "At least 8 characters: not digits alone, not what many others use" in page
    rules = {
        rule["NAME"].rpartition(".")[2]: rule.get("OPTIONS")
        for rule in settings.AUTH_PASSWORD_VALIDATORS
    }
    assert rules == {
        "UserAttributeSimilarityValidator": {"user_attributes": ["email", "display_name"]},
        "MinimumLengthValidator": None,
        "CommonPasswordValidator": None,
        "NumericPasswordValidator": None,
    }


def test_nothing_public_comes_from_the_address() -> None:
    sign_up(Client(), email="secret.person@example.org")
    user = User.objects.get()
    assert "secret" not in f"{user.display_name} {user.public_id} {user.name_skeleton}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", ["display_name", "email"])
def test_of_two_at_once_with_one_name_or_address_one_is_made(same: str) -> None:
    """The second is answered as whoever comes later: with the sentence, or with a mail."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time, and the tests' one is in memory.")
    other = {"email": "another@example.org", "display_name": "Another"}
    del other[same]
    forms = [form(), form(**other)]

    def post(fields: dict[str, str]) -> int:
        try:
            return Client().post(ADDRESS, fields).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as side_by_side:
        statuses = sorted(side_by_side.map(post, forms))
    assert statuses == ([302, 422] if same == "display_name" else [302, 302])
    assert User.objects.exclude(email__endswith=".invalid").count() == 1


class TestUnconfirmed:
    def test_it_is_forgotten_after_a_week_and_its_name_is_free(self) -> None:
        sign_up(Client())
        joined = User.objects.get(email=EMAIL).date_joined
        assert unconfirmed.forget(joined + unconfirmed.KEPT) == 0
        assert unconfirmed.forget(joined + unconfirmed.KEPT + timedelta(seconds=1)) == 1
        sign_up(Client(), email="another@example.org")

    def test_nobody_else_is_forgotten(self) -> None:
        people.reader()
        added = User.objects.create_user("added@example.org", display_name="Added by staff")
        given = people.subscriber()
        EmailAddress.objects.filter(user=given).update(verified=False)
        assert unconfirmed.forget(timezone.now() + timedelta(days=400)) == 0
        assert User.objects.filter(pk__in=[added.pk, given.pk]).count() == 2
        people.unverified()
        assert unconfirmed.forget(timezone.now() + timedelta(days=400)) == 1

    def test_it_gives_way_to_who_can_read_the_address_s_mail(self) -> None:
        sign_up(Client())  # by somebody whose address it is not
        member = people.reader()
        client = Client()
        client.force_login(member)
        address = EmailAddress.objects.create(user=member, email=EMAIL)
        address.send_confirmation(client.get("/").wsgi_request)
        assert client.post(link_to(EMAIL)).status_code == 302
        member.refresh_from_db()
        assert member.email == EMAIL
        assert not User.objects.filter(display_name=TYPED["display_name"]).exists()

    def test_who_signs_up_again_can_come_in_by_a_new_password(self) -> None:
        sign_up(Client())
        sign_up(Client(), display_name="Somebody else")
        client = Client()
        client.post("/accounts/password/reset/", {"email": EMAIL})
        assert kinds_to(EMAIL)[-1] == "password_reset_key"
        form_at = client.get(link_to(EMAIL)).headers["Location"]
        client.post(form_at, {"password1": "another long one", "password2": "another long one"})
        client.post("/accounts/login/", {"login": EMAIL, "password": "another long one"})
        member = who(client)
        assert member is not None
        assert member.email == EMAIL
