"""Deletion leaves a tombstone that names nobody, and ends what was the member's."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import translation

from accounts.entitlements import entitlements_for
from accounts.models import OutboxMessage, Subscription, User
from accounts.privacy.deletion import NAME, LastAdministrator, bury
from accounts.renaming import HELD, rename
from tests import people
from tests.accounts.mailbox import link_to
from tests.accounts.naming import mail_to, relations

pytestmark = pytest.mark.django_db

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


def everything_that_names(member: User) -> str:
    """All rows that refer to `member`, and all of the log and the outbox, as text."""
    rows: list[Any] = [User.objects.filter(pk=member.pk).values().get()]
    for model, field in relations():
        rows += model._default_manager.filter(**{field: member.pk}).values()
    rows += [*LogEntry.objects.values(), *OutboxMessage.objects.values()]
    return repr(rows)


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

    def test_the_address_is_in_no_mail_to_a_former_one(self) -> None:
        """Which still goes there: to an owner whose account a thief took along, it is the one
        warning."""
        member = people.reader(email="former@example.org")
        client = Client()
        client.force_login(member)
        client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
        client.post("/accounts/email/", {"email": "present@example.org", "action_add": ""})
        client.post(link_to("present@example.org"))
        bury(User.objects.get(pk=member.pk), AT)
        kept = OutboxMessage.objects.exclude(kind="farewell").values()
        assert [row["recipient"] for row in kept] == ["former@example.org"]
        assert "present@example.org" not in repr(list(kept))

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
