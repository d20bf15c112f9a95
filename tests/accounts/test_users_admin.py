"""What administrators change about members: some way in stays for one of themselves."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests import people

pytestmark = pytest.mark.django_db


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
