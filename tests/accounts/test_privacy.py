"""Deletion leaves a tombstone that names nobody; the export forgets nothing that names somebody."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import translation

from accounts import outbox
from accounts.entitlements import entitlements_for
from accounts.models import HeldName, OutboxMessage, Subscription, User
from accounts.privacy import export
from accounts.privacy.deletion import NAME, LastAdministrator, bury
from accounts.renaming import HELD, rename
from archive.pages.members.export import ACTS, TOLD, document
from tests import people

pytestmark = pytest.mark.django_db

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


def mail_to(address: str) -> None:
    outbox.put(EmailMessage("A subject", "Some words", to=[address]), "test")


def everything_that_names(member: User) -> str:
    """All rows that refer to `member`, and all of the log and the outbox, as text."""
    rows: list[Any] = [User.objects.filter(pk=member.pk).values().get()]
    for model, field in relations():
        rows += model._default_manager.filter(**{field: member.pk}).values()
    rows += [*LogEntry.objects.values(), *OutboxMessage.objects.values()]
    return repr(rows)


def relations() -> list[tuple[Any, str]]:
    """Every relation to a user, of whatever app."""
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is User
        if not field.many_to_many
    ]


class TestTombstone:
    def test_names_nobody(self) -> None:
        member = people.subscriber(display_name="Zyxwvut", email="zyxwvut@example.org")
        EmailAddress.objects.create(user=member, email="zyxwvut@example.net")
        Authenticator.objects.create(user=member, type="totp", data={"secret": "zyxwvut"})
        mail_to("zyxwvut@example.org")
        before = member.public_id
        bury(member, AT)
        OutboxMessage.objects.filter(kind="farewell").delete()
        found = everything_that_names(member)
        assert NAME in found
        assert "zyxwvut" not in found.lower()
        assert before not in found

    def test_can_do_nothing(self) -> None:
        member = people.admin()
        people.admin()
        member.groups.add(Group.objects.create(name="A group"))
        bury(member, AT)
        row = User.objects.get(pk=member.pk)
        rights = (row.is_active, row.is_staff, row.is_superuser, row.mail_before_end)
        assert not any(rights)
        assert not row.groups.exists()
        assert not row.has_usable_password()
        assert row.deleted_at == AT
        assert not entitlements_for(row, AT).registered

    def test_is_called_so_in_the_reader_s_language(self) -> None:
        member = people.reader()
        bury(member, AT)
        row = User.objects.get(pk=member.pk)
        assert row.shown_name == str(row) == "Deleted member"
        with translation.override("de"):
            assert row.shown_name == translation.gettext("Deleted member")

    def test_is_made_once(self) -> None:
        member = people.reader()
        bury(member, AT)
        bury(member, AT + timedelta(days=1))
        assert User.objects.get(pk=member.pk).deleted_at == AT
        assert OutboxMessage.objects.count() == 1

    def test_leaves_no_name_in_the_log_of_the_administration(self) -> None:
        member, admin = people.subscriber(display_name="Zyxwvut"), people.admin()
        stretch = Subscription.objects.get(user=member)
        inline = {
            "changed": {
                "name": "e-mail address",
                "object": "zyxwvut@example.org",
                "fields": ["Verified"],
            }
        }
        for rows in (User.objects.filter(pk=member.pk), Subscription.objects.filter(pk=stretch.pk)):
            LogEntry.objects.log_actions(admin.pk, rows, CHANGE, [inline])
        LogEntry.objects.log_actions(admin.pk, [member], CHANGE, "In words.")
        LogEntry.objects.log_actions(admin.pk, [admin], CHANGE, [inline])
        bury(member, AT)
        *of_member, of_admin = LogEntry.objects.order_by("pk")
        assert "zyxwvut" not in repr([vars(entry) for entry in of_member]).lower()
        assert [str(entry.object_repr) for entry in of_member] == [NAME] * 3
        said = "Changed Verified for e-mail address “Deleted member”."
        assert of_member[0].get_change_message() == said
        assert of_member[2].get_change_message() == "In words."
        assert of_admin.object_repr == str(admin)
        assert "zyxwvut" in of_admin.change_message

    def test_the_address_can_be_used_again_and_the_name_later(self) -> None:
        member = people.reader(email="ada@example.org", display_name="Ada")
        bury(member, AT)
        again = people.reader(email="ada@example.org")
        with pytest.raises(Exception, match="another member’s name until lately"):
            rename(again, "Ada", AT)
        rename(again, "Ada", AT + HELD)


class TestWhatEnds:
    def test_every_session_in_every_browser(self) -> None:
        member = people.reader()
        browsers = [Client(), Client()]
        for browser in browsers:
            browser.post("/accounts/login/", {"login": member.email, "password": people.PASSWORD})
            assert browser.get("/accounts/profile/").status_code == 200
        assert UserSession.objects.filter(user=member).count() == Session.objects.count() == 2
        bury(member, AT)
        assert not UserSession.objects.filter(user=member).exists()
        assert not Session.objects.exists()
        for browser in browsers:
            assert browser.get("/accounts/profile/").status_code == 302

    def test_subscriptions_those_that_wait_too(self) -> None:
        member = people.subscriber()
        running = Subscription.objects.get(user=member)
        now = running.starts_at + timedelta(hours=1)
        waiting = Subscription.objects.create(
            user=member,
            plan=running.plan,
            provider=Subscription.Provider.GIFT,
            starts_at=running.ends_at,
            ends_at=running.ends_at + timedelta(days=30),
        )
        bury(member, now)
        running.refresh_from_db()
        waiting.refresh_from_db()
        assert running.ends_at == now
        assert not waiting.begun(now - timedelta(seconds=1))
        assert waiting.over(now)

    def test_mail_but_the_last(self) -> None:
        member = people.reader(email="ada@example.org")
        mail_to("ada@example.org")
        mail_to("somebody.else@example.org")
        bury(member, AT)
        kept = OutboxMessage.objects.order_by("pk")
        assert [(mail.recipient, mail.kind) for mail in kept] == [
            ("somebody.else@example.org", "test"),
            ("ada@example.org", "farewell"),
        ]
        farewell = kept[1]
        assert farewell.subject == "Your account was deleted"
        for words in (farewell.text, farewell.html):
            assert "1 March 2027, 12:00 UTC" in " ".join(words.split())

    def test_not_the_mail_of_somebody_whose_address_was_only_claimed(self) -> None:
        people.reader(email="victim@example.org")
        member = people.reader()
        EmailAddress.objects.create(user=member, email="victim@example.org")
        mail_to("victim@example.org")
        bury(member, AT)
        assert OutboxMessage.objects.filter(recipient="victim@example.org", kind="test").exists()


class TestLastAdministrator:
    def test_stays(self) -> None:
        admin = people.admin()
        people.reader()
        people.admin().delete()
        with pytest.raises(LastAdministrator):
            bury(admin, AT)
        assert User.objects.not_deleted().filter(pk=admin.pk, is_superuser=True).exists()

    def test_one_who_cannot_log_in_is_none(self) -> None:
        admin, other = people.admin(), people.admin()
        User.objects.filter(pk=other.pk).update(is_active=False)
        with pytest.raises(LastAdministrator):
            bury(admin, AT)


class TestExport:
    def test_every_relation_to_a_user_is_told(self) -> None:
        """Whoever adds a relation says here in which section of the export it is told."""
        found = {f"{model._meta.label}.{field}" for model, field in relations()}
        assert len(found) > 15
        assert found == {*export.TOLD, *export.ACTS, *TOLD, *ACTS}

    def test_every_section_that_is_named_is_there(self) -> None:
        told = read(people.reader())
        assert {*export.TOLD.values(), *TOLD.values()} <= told.keys()
        assert told["format"]["name"] == "postil member export"
        assert told["format"]["version"] == 1

    def test_holds_no_secret(self) -> None:
        member = people.reader()
        Authenticator.objects.create(user=member, type="totp", data={"secret": "zyxwvut"})
        Client().force_login(member)
        mail_to(member.email)
        words = "".join(document(member, AT, ""))
        assert json.loads(words)["mail"][0]["subject"] == "A subject"
        assert json.loads(words)["second_factors"][0]["type"] == "totp"
        for secret in ("zyxwvut", member.password, "Some words"):
            assert secret not in words

    def test_tells_names_that_were_given_up_by_their_dates_alone(self) -> None:
        member = people.reader()
        rename(member, "Grace", AT)
        assert [row["until"] for row in read(member)["names_held"]] == ["2027-05-30T12:00:00Z"]
        assert HeldName.objects.count() == 1

    def test_tells_nothing_of_mail_to_an_address_that_was_only_claimed(self) -> None:
        people.reader(email="victim@example.org")
        member = people.reader()
        EmailAddress.objects.create(user=member, email="victim@example.org")
        mail_to("victim@example.org")
        assert read(member)["mail"] == []

    def test_is_the_same_every_time(self) -> None:
        member = people.subscriber()
        assert "".join(document(member, AT, "")) == "".join(document(member, AT, ""))


def read(member: User) -> dict[str, Any]:
    told: dict[str, Any] = json.loads("".join(document(member, AT, "")))
    return told
