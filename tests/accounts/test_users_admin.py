"""What administrators change about members: one truth about an address, and a way in for one of
themselves."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts import unconfirmed
from accounts.models import OutboxMessage, User
from tests import people
from tests.accounts.mailbox import kinds_to, link_to, mails_to
from tests.accounts.test_login import NEW, log_in, logged_in, reset
from tests.accounts.test_signup import who

pytestmark = pytest.mark.django_db
EMAIL_PAGE = "/accounts/email/"


def administration(admin: User | None = None) -> Client:
    client = Client()
    client.force_login(admin or people.admin())
    return client


def change(client: Client, user: User, **changed: Any) -> Any:
    """The form of `user` as a browser sends it, with some fields changed; None leaves one out."""
    row = {"email": user.email, "display_name": user.display_name}
    row |= {flag: "on" for flag in ("is_active", "is_staff", "is_superuser") if getattr(user, flag)}
    sent = {name: value for name, value in (row | changed).items() if value is not None}
    return client.post(f"/admin/accounts/user/{user.pk}/change/", sent)


def addresses_of(user: User) -> list[tuple[str, bool]]:
    return list(EmailAddress.objects.filter(user=user).values_list("email", "verified"))


class TestAddress:
    def test_the_old_one_opens_nothing_and_the_new_one_is_asked(self) -> None:
        member = people.reader(email="old@example.org")
        EmailAddress.objects.create(user=member, email="wished.for@example.org")
        there = logged_in(member)
        assert change(administration(), member, email="New@example.org").status_code == 302
        member.refresh_from_db()
        assert member.email == "new@example.org"
        assert addresses_of(member) == [("new@example.org", False)]
        assert who(there) is None
        assert kinds_to("new@example.org") == ["email_confirmation"]
        Client().post(link_to("new@example.org"))
        assert addresses_of(member) == [("new@example.org", True)]
        log_in(Client(), member)

    def test_the_old_one_is_told_and_not_told_the_new_one(self) -> None:
        """Where the old one was mistyped, it is a stranger's."""
        member = people.reader(email="old@example.org")
        change(administration(), member, email="new@example.org")
        [mail] = mails_to("old@example.org")
        assert mail.subject == "Your e-mail address was changed"
        for words in (mail.text, mail.html):
            assert "write to the people of this site" in " ".join(words.split())
            assert "new@example.org" not in words

    def test_a_link_that_went_to_the_old_one_leads_nowhere(self) -> None:
        member = people.reader(email="old@example.org")
        Client().post("/accounts/password/reset/", {"email": "old@example.org"})
        change(administration(), member, email="new@example.org")
        assert Client().get(link_to("old@example.org", "password_reset_key")).status_code == 404

    def test_a_new_password_is_a_way_in_too(self) -> None:
        member = people.reader()
        change(administration(), member, email="new@example.org")
        member.refresh_from_db()
        reset(member)
        log_in(Client(), member, NEW)

    def test_what_was_corrected_is_no_sign_up_that_nobody_confirmed(self) -> None:
        member = people.unverified(email="mistyped@example.org")
        change(administration(), member, email="right@example.org")
        unconfirmed.forget(member.date_joined + 2 * unconfirmed.KEPT)
        assert User.objects.filter(pk=member.pk).exists()

    def test_another_change_touches_no_address_and_no_session(self) -> None:
        member = people.reader()
        there = logged_in(member)
        assert change(administration(), member, display_name="Another name").status_code == 302
        assert addresses_of(member) == [(member.email, True)]
        assert who(there) is not None
        assert not OutboxMessage.objects.exists()

    def test_a_taken_one_changes_nothing(self) -> None:
        member, other = people.reader(), people.reader()
        assert change(administration(), member, email=other.email).status_code == 200
        assert addresses_of(member) == [(member.email, True)]
        assert not OutboxMessage.objects.exists()

    def test_one_s_own_is_changed_where_the_old_one_stays_until_the_new_one_is_confirmed(
        self,
    ) -> None:
        admin = people.admin()
        client = administration(admin)
        page = client.get(f"/admin/accounts/user/{admin.pk}/change/").content.decode()
        assert 'name="email"' not in page
        change(client, admin, email="mistyped@example.org")
        assert addresses_of(admin) == [(admin.email, True)]
        assert who(client) == admin

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_the_page_of_an_address_writes_nothing(self, method: str) -> None:
        """Not even for whoever has no row for it, whom somebody made at the shell."""
        member = User.objects.create_user("made@example.org", display_name="Made")
        client = Client()
        assert getattr(client, method)(EMAIL_PAGE).status_code == 302
        client.force_login(member)
        assert getattr(client, method)(EMAIL_PAGE).status_code == 200
        assert addresses_of(member) == []


class TestLastAdministrator:
    @pytest.mark.parametrize("flag", ["is_superuser", "is_staff", "is_active"])
    def test_cannot_lock_everybody_out(self, flag: str) -> None:
        admin = people.admin()
        client = administration(admin)
        answer = change(client, admin, **{flag: None})
        assert answer.status_code == 200
        assert "Nobody else can administer this site." in answer.content.decode()
        admin.refresh_from_db()
        assert getattr(admin, flag)

    @pytest.mark.parametrize("flag", ["is_superuser", "is_staff", "is_active"])
    def test_one_of_two_can_go(self, flag: str) -> None:
        admin, other = people.admin(), people.admin()
        assert change(administration(admin), other, **{flag: None}).status_code == 302
        other.refresh_from_db()
        assert not getattr(other, flag)

    @pytest.mark.parametrize("flag", ["is_staff", "is_active"])
    def test_one_who_cannot_come_in_does_not_count(self, flag: str) -> None:
        admin = people.admin()
        people.reader(**{"is_staff": True, "is_superuser": True, flag: False})
        assert change(administration(admin), admin, is_superuser=None).status_code == 200
        admin.refresh_from_db()
        assert admin.is_superuser

    def test_can_change_anything_else(self) -> None:
        admin = people.admin()
        assert change(administration(admin), admin, display_name="Another").status_code == 302
