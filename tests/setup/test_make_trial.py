"""The trial moderator: once, on a new SQLite database, with a password nobody else knows."""

import io
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User

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


@on_sqlite
def test_a_new_database_gets_a_moderator(var: Path) -> None:
    printed = make_trial()
    user = User.objects.get()
    email, password = (var / "trial-moderator.txt").read_text().split()
    assert user.email == email
    assert user.check_password(password)
    assert printed.count(password) == 1
    assert user.is_staff
    assert not user.is_superuser
    assert set(user.groups.values_list("name", flat=True)) == {"Moderators", "Editors"}
    assert stat.S_IMODE((var / "trial-moderator.txt").stat().st_mode) == 0o600


@on_sqlite
def test_it_is_made_once(var: Path) -> None:
    make_trial()
    kept = (var / "trial-moderator.txt").read_text()
    assert make_trial() == ""
    assert User.objects.count() == 1
    assert (var / "trial-moderator.txt").read_text() == kept


@on_sqlite
def test_a_database_with_people_gets_none(var: Path) -> None:
    User.objects.create_user("someone@example.org", display_name="Someone")
    assert make_trial() == ""
    assert User.objects.count() == 1
    assert not var.exists()


@on_sqlite
def test_passwords_differ(var: Path) -> None:
    make_trial()
    first = (var / "trial-moderator.txt").read_text()
    User.objects.all().delete()
    make_trial()
    assert (var / "trial-moderator.txt").read_text() != first


@pytest.mark.skipif(connection.vendor == "sqlite", reason="refused elsewhere")
def test_another_database_is_refused(var: Path) -> None:
    with pytest.raises(CommandError, match="only made on SQLite"):
        make_trial()
