"""Leaving: by oneself, on a page that says what stays, or by an administrator's hand."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage, User
from accounts.privacy.deletion import bury
from archive.commenting.leaving import leave
from archive.models import Ban, Comment
from tests import builders, people
from tests.pages.said import HIDDEN, confirmed

pytestmark = pytest.mark.django_db

DELETE = "/accounts/data/delete/"


class TestDeletion:
    def test_is_done_by_who_types_the_address(self, client: Client) -> None:
        member = people.reader(email="ada@example.org")
        assert "What stays" in confirmed(client, member, DELETE).content.decode()
        answer = client.post(DELETE, {"email": "Ada@example.org"})
        assert answer["Location"] == "/accounts/deleted/"
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert "Your account is deleted" in client.get(answer["Location"]).content.decode()
        member.refresh_from_db()
        assert member.deleted_at
        assert client.get("/accounts/").status_code == 302
        assert not client.login(email="ada@example.org", password=people.PASSWORD)

    @pytest.mark.parametrize("typed", ["", "somebody.else@example.org"])
    def test_is_not_done_by_mistake(self, client: Client, typed: str) -> None:
        member = people.reader()
        confirmed(client, member, DELETE)
        answer = client.post(DELETE, {"email": typed})
        assert answer.status_code == 422
        assert f'value="{typed}"' in answer.content.decode() or not typed
        assert User.objects.not_deleted().filter(pk=member.pk).exists()

    def test_is_not_done_by_who_only_finds_the_browser(self, client: Client) -> None:
        member = people.reader()
        client.force_login(member)
        answer = client.post(DELETE, {"email": member.email})
        assert answer["Location"].startswith("/accounts/reauthenticate/")
        assert User.objects.not_deleted().filter(pk=member.pk).exists()
        answer = client.post(answer["Location"], {"password": people.PASSWORD})
        assert answer["Location"] == "/accounts/deleted/"
        assert not User.objects.not_deleted().filter(pk=member.pk).exists()
        assert client.get("/accounts/").status_code == 302

    def test_is_refused_to_the_last_administrator_with_a_sentence(self, client: Client) -> None:
        admin = people.admin()
        confirmed(client, admin, DELETE)
        answer = client.post(DELETE, {"email": admin.email})
        assert answer.status_code == 403
        assert "Make somebody else an administrator first" in answer.content.decode()
        assert User.objects.not_deleted().filter(pk=admin.pk).exists()

    def test_says_that_a_subscription_ends_with_it(self, client: Client) -> None:
        page = confirmed(client, people.subscriber(), DELETE).content.decode()
        assert "your subscription, which would hold until" in page
        page = confirmed(Client(), people.reader(), DELETE).content.decode()
        assert "your subscription" not in page

    def test_erases_what_nobody_read_and_keeps_what_moderators_judged(self) -> None:
        member, article = people.reader(), builders.article()
        for body, state in {**HIDDEN, "said in public": {}}.items():
            builders.comment(article, member, body=body, **state)
        leave(member, timezone.now())
        kept = Comment.objects.filter(member=member)
        assert {comment.body for comment in kept} == {
            "",
            "said and rejected",
            "said and removed",
            "said in public",
        }
        assert kept.count() == 5
        for comment in kept.filter(body=""):
            assert comment.body_html == ""
            assert comment.withdrawn_at

    def test_does_not_lift_a_ban_nor_name_whom_it_was_for(self) -> None:
        member = people.banned()
        leave(member, timezone.now())
        assert str(Ban.objects.in_force(timezone.now()).get(member=member)).startswith("Deleted")

    def test_is_undone_whole_where_a_part_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        member = people.reader()

        def fails(*_given: object) -> None:
            raise ValidationError("as meant")

        monkeypatch.setattr("archive.commenting.leaving.forget_in_log", fails)
        with pytest.raises(ValidationError):
            leave(member, timezone.now())
        assert User.objects.not_deleted().filter(pk=member.pk).exists()
        assert not OutboxMessage.objects.exists()


class TestAdministration:
    def test_deletes_to_a_tombstone(self, client: Client) -> None:
        member = people.banned()
        builders.comment(builders.article(), member, body="It stays.")
        client.force_login(people.admin())
        address = f"/admin/accounts/user/{member.pk}/delete/"
        asked = client.get(address).content.decode()
        assert "Are you sure" in asked
        assert "subscriptions, which end now" in asked
        client.post(address, {"post": "yes"})
        member.refresh_from_db()
        assert member.deleted_at
        assert Comment.objects.get(body="It stays.").member == member

    def test_does_not_delete_the_one_who_asks_nor_many_at_once(self, client: Client) -> None:
        admin = people.admin()
        client.force_login(admin)
        assert client.post(f"/admin/accounts/user/{admin.pk}/delete/").status_code == 403
        assert "delete_selected" not in client.get("/admin/accounts/user/").content.decode()

    def test_leaves_tombstones_alone(self, client: Client) -> None:
        member = people.reader()
        bury(member, timezone.now())
        client.force_login(people.admin())
        address = f"/admin/accounts/user/{member.pk}/"
        assert client.get(f"{address}change/").status_code == 200
        assert client.post(f"{address}change/", {"email": "x@example.org"}).status_code == 403
        assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
