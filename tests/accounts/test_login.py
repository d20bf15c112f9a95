"""Logging in and out, and what a new password does to those who are in."""

from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests import people
from tests.accounts.mailbox import kinds_to, link_to, mails_to
from tests.accounts.test_signup import who
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN, LOGOUT = "/accounts/login/", "/accounts/logout/"
NEW = "a quite different sentence"
FRONT = "/"


def log_in(client: Client, user: User, password: str = PASSWORD, **more: str) -> str:
    """Where a log-in leads."""
    answer = client.post(LOGIN, {"login": user.email, "password": password, **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def logged_in(user: User) -> Client:
    client = Client()
    log_in(client, user)
    return client


class TestIn:
    def test_by_address_in_any_case(self) -> None:
        member = people.reader()
        client = Client()
        client.post(LOGIN, {"login": f" {member.email.upper()}", "password": PASSWORD})
        assert who(client) == member

    def test_the_session_s_key_is_a_new_one(self) -> None:
        """Whoever slipped somebody a session of their own is not logged in with them."""
        client = Client()
        client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
        session = client.session
        session["begun"] = "before"
        session.save()
        before = session.session_key
        log_in(client, people.reader())
        assert client.session.session_key != before
        assert not client.session.exists(before)

    def test_a_stay_is_for_the_browser_s_session_unless_asked_for(self) -> None:
        member = people.reader()
        short, long = Client(), Client()
        log_in(short, member)
        log_in(long, member, remember="on")
        assert short.session.get_expire_at_browser_close()
        assert not long.session.get_expire_at_browser_close()

    def test_it_leads_back_to_where_they_came_from(self) -> None:
        page = Client().get("/articles/?year=1999").content.decode()
        assert f'href="{LOGIN}?next={quote("/articles/?year=1999", safe="")}"' in page
        assert log_in(Client(), people.reader(), next="/articles/?year=1999") == (
            "/articles/?year=1999"
        )

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://elsewhere.example/",
            "//elsewhere.example/",
            "/\\elsewhere.example/",
            "javascript:alert(1)",
            "http://localhost/",  # another host that this site answers to
            "https:elsewhere.example",
        ],
    )
    def test_it_leads_nowhere_else(self, elsewhere: str) -> None:
        assert log_in(Client(), people.reader(), next=elsewhere) == FRONT

    def test_what_was_typed_is_kept_but_not_the_password(self) -> None:
        answer = Client().post(LOGIN, {"login": "a@example.org", "password": "not-this-one"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert 'value="a@example.org"' in page
        assert "not-this-one" not in page
        assert "No confirmed account has this e-mail address and this password" in page

    def test_who_is_in_already_goes_on(self) -> None:
        client = logged_in(people.reader())
        assert client.get(f"{LOGIN}?next=/articles/").headers["Location"] == "/articles/"


class TestOut:
    def test_takes_a_button(self) -> None:
        member = people.reader()
        client = logged_in(member)
        assert client.get(LOGOUT).status_code == 200
        assert who(client) == member
        answer = client.post(LOGOUT)
        assert answer.headers["Location"] == FRONT
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert who(client) is None

    @pytest.mark.parametrize("address", [LOGOUT, "/admin/logout/"])
    def test_what_is_refused_leaves_the_browser_what_it_has(self, address: str) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(people.admin())
        answer = client.post(address)
        assert answer.status_code == 403
        assert "Clear-Site-Data" not in answer.headers
        assert "_auth_user_id" in client.session

    def test_who_was_not_in_has_nothing_to_be_cleared(self) -> None:
        assert "Clear-Site-Data" not in Client().post(LOGOUT).headers

    def test_the_old_session_is_gone(self) -> None:
        client = logged_in(people.reader())
        key = client.session.session_key
        client.post(LOGOUT)
        assert not client.session.exists(key)


class TestNewPassword:
    def test_a_change_ends_the_other_sessions_and_keeps_this_one(self) -> None:
        member = people.reader()
        here, there = logged_in(member), logged_in(member)
        answer = here.post(
            "/accounts/password/change/",
            {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
        )
        assert answer.status_code == 302
        assert who(here) == member
        assert who(there) is None
        assert kinds_to(member.email) == ["password_changed"]

    def test_a_change_takes_the_present_one(self) -> None:
        member = people.reader()
        here, there = logged_in(member), logged_in(member)
        answer = here.post(
            "/accounts/password/change/", {"oldpassword": "x", "password1": NEW, "password2": NEW}
        )
        assert answer.status_code == 422
        assert who(there) == member
        assert kinds_to(member.email) == []

    def test_a_reset_ends_every_session(self) -> None:
        member = people.reader()
        there = logged_in(member)
        assert reset(member).headers["Location"].endswith("/done/")
        assert who(there) is None
        assert kinds_to(member.email) == ["password_reset_key", "password_reset"]
        log_in(Client(), member, NEW)

    def test_its_link_works_once(self) -> None:
        member = people.reader()
        reset(member)
        link = link_to(member.email, "password_reset_key")
        for method in ("get", "post"):
            answer = getattr(Client(), method)(link)
            assert answer.status_code == 404
            assert "This link holds no more" in answer.content.decode()

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_opening_its_link_changes_nothing(self, method: str) -> None:
        member, other = people.reader(), people.reader()
        Client().post("/accounts/password/reset/", {"email": member.email})
        client = logged_in(other)
        at = getattr(client, method)(link_to(member.email)).headers["Location"]
        assert getattr(client, method)(at).status_code == 200
        assert who(client) == other
        log_in(Client(), member)

    def test_a_new_address_makes_an_old_link_void(self) -> None:
        member = people.reader()
        Client().post("/accounts/password/reset/", {"email": member.email})
        link = link_to(member.email)
        EmailAddress.objects.create(user=member, email="wanted@example.org")
        assert Client().get(link).status_code == 404

    def test_a_wish_for_an_address_is_no_way_into_the_account(self) -> None:
        """A mistyped one may be anybody's: no link to the account goes there."""
        member = people.reader()
        EmailAddress.objects.create(user=member, email="mistyped@example.org")
        Client().post("/accounts/password/reset/", {"email": "mistyped@example.org"})
        assert kinds_to("mistyped@example.org") == ["unknown_account"]


class TestAddress:
    def test_it_changes_when_the_new_one_is_confirmed(self) -> None:
        member = people.reader()
        old, new = member.email, "new@example.org"
        client = logged_in(member)
        confirm_it_is_me(client)
        client.post("/accounts/email/", {"email": new, "action_add": ""})
        member.refresh_from_db()
        assert member.email == old
        assert new in client.get("/accounts/email/").content.decode()
        client.get(link_to(new))
        member.refresh_from_db()
        assert member.email == old
        client.post(link_to(new))
        member.refresh_from_db()
        assert member.email == new
        assert who(client) == member
        assert kinds_to(old) == ["email_changed"]
        assert [row.email for row in EmailAddress.objects.all()] == [new]

    def test_the_old_one_is_told_what_its_owner_can_do(self) -> None:
        """Not to set a new password: there is no account with that address any more."""
        member = people.reader()
        client, old = logged_in(member), member.email
        confirm_it_is_me(client)
        client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
        client.post(link_to("new@example.org"))
        [mail] = mails_to(old)
        for words in (mail.text, mail.html):
            assert "write to the people of this site" in " ".join(words.split())
            assert "/accounts/password/reset/" not in words

    def test_it_takes_the_password_again(self) -> None:
        client = logged_in(people.reader())
        answer = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
        assert not EmailAddress.objects.filter(email="new@example.org").exists()

    def test_a_wish_can_be_dropped(self) -> None:
        member = people.reader()
        client = logged_in(member)
        EmailAddress.objects.create(user=member, email="new@example.org")
        confirm_it_is_me(client)
        client.post("/accounts/email/", {"email": "new@example.org", "action_remove": ""})
        assert [row.email for row in EmailAddress.objects.all()] == [member.email]


class TestStaff:
    def test_the_administration_s_log_in_is_the_site_s(self) -> None:
        client = Client()
        answer = client.get("/admin/accounts/user/", follow=True)
        assert answer.redirect_chain[-1][0] == (
            f"{LOGIN}?next={quote('/admin/accounts/user/', safe='/')}"
        )
        admin = people.admin()
        assert log_in(client, admin, next="/admin/accounts/user/") == "/admin/accounts/user/"

    def test_logging_out_there_is_logging_out_here(self) -> None:
        client = logged_in(people.admin())
        assert client.post("/admin/logout/").headers["Clear-Site-Data"]
        assert who(client) is None

    def test_an_administrator_made_at_the_shell_logs_in_at_once(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
        call_command(
            "createsuperuser", email="Root@example.org", display_name="Root", interactive=False
        )
        log_in(Client(), User.objects.get(email="root@example.org"))

    def test_somebody_added_in_the_administration_comes_in_by_a_new_password(self) -> None:
        client = logged_in(people.admin())
        fields = {"email": "added@example.org", "display_name": "Added", "usable_password": "false"}
        assert client.post("/admin/accounts/user/add/", fields).status_code == 302
        added = User.objects.get(email="added@example.org")
        reset(added)
        log_in(Client(), added, NEW)
        page = client.get("/admin/accounts/user/?q=added").content.decode()
        assert 'alt="True"' in page

    def test_the_administration_shows_no_search_that_breaks(self) -> None:
        client = logged_in(people.admin())
        page = client.get("/admin/").content.decode()
        for model in ("account/emailaddress", "mfa/authenticator", "usersessions/usersession"):
            assert model not in page


class TestLimits:
    @pytest.fixture(autouse=True)
    def _forget(self) -> None:
        cache.clear()

    def test_after_ten_wrong_passwords_the_right_one_must_wait_too(self) -> None:
        member = people.reader()
        for number in range(10):
            assert try_from(f"192.0.2.{number}", member, "wrong") == 422
        assert try_from("192.0.2.99", member, PASSWORD) == 429
        assert try_from("192.0.2.99", people.reader(), PASSWORD) == 302

    def test_a_new_password_ends_the_wait(self) -> None:
        member = people.reader()
        for number in range(11):
            try_from(f"192.0.2.{number}", member, "wrong")
        reset(member)
        log_in(Client(), member, NEW)

    @pytest.mark.parametrize("proxies", [0, 1, 2])
    def test_a_claimed_address_gains_nothing(self, proxies: int, settings: Any) -> None:
        settings.PROXIES = proxies
        ours = ", ".join(["198.51.100.7", "10.0.0.1"][:proxies])  # what our proxies add
        statuses = {
            Client()
            .post(
                LOGIN,
                {"login": f"person{number}@example.org", "password": "wrong"},
                headers={"X-Forwarded-For": f"203.0.113.{number}, {ours}".rstrip(", ")},
            )
            .status_code
            for number in range(11)
        }
        assert statuses == {422, 429}

    @pytest.mark.parametrize("claimed", ["", "nonsense", "203.0.113.1", ",,,", "1.2.3.4\t"])
    def test_a_header_that_cannot_be_is_no_error(self, claimed: str, settings: Any) -> None:
        settings.PROXIES = 2
        answer = Client(headers={"X-Forwarded-For": claimed}).post(LOGIN, {"login": "x"})
        assert answer.status_code == 422

    def test_a_socket_without_addresses_is_no_error(self) -> None:
        assert Client(REMOTE_ADDR="").post(LOGIN, {"login": "x"}).status_code == 422

    def test_too_many_answers_say_so(self) -> None:
        member = people.reader()
        client = logged_in(member)
        for _time in range(12):
            answer = client.post("/accounts/password/change/", {})
        assert answer.status_code == 429
        assert "This was done too often" in answer.content.decode()
        assert int(answer.headers["Retry-After"]) > 0
        assert "no-store" in answer.headers["Cache-Control"]


def reset(member: User) -> HttpResponse:
    """Set a new password by the link in a mail: the answer to the last form."""
    client = Client()
    client.post("/accounts/password/reset/", {"email": member.email})
    form_at = client.get(link_to(member.email)).headers["Location"]
    return client.post(form_at, {"password1": NEW, "password2": NEW})


def confirm_it_is_me(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def try_from(network: str, member: User, password: str) -> int:
    fields = {"login": member.email, "password": password}
    return Client(REMOTE_ADDR=network).post(LOGIN, fields).status_code
