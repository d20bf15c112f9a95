"""The trial's people: once, on a new SQLite database, with passwords that nobody else knows."""

import io
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.entitlements import entitlements_for
from accounts.models import OutboxMessage, Plan, Subscription, User

pytestmark = pytest.mark.django_db

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="it is made on SQLite only")


@pytest.fixture
def var(settings, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    return settings.VAR


def make_trial() -> str:
    out = io.StringIO()
    call_command("make_trial", stdout=out)
    return out.getvalue()


def kept(var: Path) -> dict[str, str]:
    """The password of each address that the file names."""
    return dict(line.split() for line in (var / "trial-people.txt").read_text().splitlines())


@on_sqlite
def test_a_new_database_gets_people_who_can_log_in(var: Path) -> None:
    printed = make_trial()
    names = ("editor", "moderator", "reader", "subscriber")
    assert list(kept(var)) == [f"{name}@localhost" for name in names]
    for email, password in kept(var).items():
        name = email.partition("@")[0]
        assert f"Trial {name}: {email}, password {password}\n" in printed
        client = Client()
        answer = client.post(reverse("account_login"), {"login": email, "password": password})
        assert answer.status_code == 302
        assert client.get(reverse("subscription")).status_code == 200
    assert printed.endswith(f"These passwords are kept in {var / 'trial-people.txt'}\n")
    assert stat.S_IMODE((var / "trial-people.txt").stat().st_mode) == 0o600


@on_sqlite
def test_each_is_what_they_are_called(var: Path) -> None:
    make_trial()
    now = timezone.now()
    editor, moderator, reader, subscriber = User.objects.order_by("email")
    for staff, group in ((editor, "Editors"), (moderator, "Moderators")):
        assert staff.is_staff
        assert not staff.is_superuser
        assert staff.groups.get().name == group
    assert not reader.is_staff
    assert not entitlements_for(reader, now).paid
    assert not subscriber.is_staff
    assert entitlements_for(subscriber, now).paid
    assert Subscription.objects.paying().in_force(now).count() == 1
    # An editor can give subscriptions at once, and no worker has anything to send.
    assert Plan.objects.offered().count() == 1
    assert not OutboxMessage.objects.exists()


@on_sqlite
def test_they_are_made_once(var: Path) -> None:
    make_trial()
    before = kept(var)
    assert make_trial() == ""
    assert User.objects.count() == 4
    assert kept(var) == before


@on_sqlite
def test_a_database_with_people_gets_none(var: Path) -> None:
    User.objects.create_user("someone@example.org", display_name="Someone")
    assert make_trial() == ""
    assert User.objects.count() == 1
    assert not Plan.objects.exists()
    assert not var.exists()


@on_sqlite
def test_passwords_differ(var: Path) -> None:
    make_trial()
    first = kept(var)
    Subscription.objects.all().delete()
    Plan.objects.all().delete()
    User.objects.all().delete()
    make_trial()
    passwords = [*first.values(), *kept(var).values()]
    assert len(set(passwords)) == 8


@pytest.mark.skipif(connection.vendor == "sqlite", reason="refused elsewhere")
def test_another_database_is_refused(var: Path) -> None:
    with pytest.raises(CommandError, match="only made on SQLite"):
        make_trial()
