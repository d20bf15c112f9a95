"""Whoever has lost every second factor is let back in, by an administrator or at the machine."""

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage, User
from accounts.second_factors import codes
from tests import people
from tests.accounts.second_factors.factors import give_app, is_in, logged_in, recovery_codes_of

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/user/"


def ask(client: Client, *users: User, **more: str) -> Any:
    data = {"action": "remove_second_factors", "_selected_action": [user.pk for user in users]}
    return client.post(LIST, data | more)


def test_an_administrator_removes_them_with_a_reason() -> None:
    moderator, untouched = people.moderator(), people.moderator()
    give_app(moderator)
    give_app(untouched)
    client = Client()
    client.force_login(people.admin())
    page = ask(client, moderator)
    assert moderator.email in page.content.decode()
    assert Authenticator.objects.filter(user=moderator).exists()
    assert ask(client, moderator, confirmed="yes", reason=" ").status_code == 422
    assert Authenticator.objects.filter(user=moderator).exists()
    assert ask(client, moderator, confirmed="yes", reason="Asked in person.").status_code == 302
    assert not Authenticator.objects.filter(user=moderator).exists()
    assert Authenticator.objects.filter(user=untouched).count() == 2
    assert "Asked in person." in LogEntry.objects.get().get_change_message()
    mail = OutboxMessage.objects.get(recipient=moderator.email)
    assert "Asked in person." in mail.text
    assert "Asked in person." in mail.html
    assert is_in(logged_in(moderator))


def test_nobody_removes_their_own_in_the_administration() -> None:
    admin = people.admin()
    give_app(admin)
    client = Client()
    client.force_login(admin)
    ask(client, admin, confirmed="yes", reason="I have lost it.")
    assert Authenticator.objects.filter(user=admin).count() == 2
    assert not LogEntry.objects.exists()


def test_who_may_edit_users_but_is_no_administrator_is_not_offered_it() -> None:
    victim, editor = people.moderator(), people.editor()
    give_app(victim)
    editor.user_permissions.add(*Permission.objects.filter(content_type__app_label="accounts"))
    client = Client()
    client.force_login(editor)
    page = client.get(LIST)
    assert page.status_code == 200
    assert "remove_second_factors" not in page.content.decode()
    ask(client, victim, confirmed="yes", reason="Let me.")
    assert Authenticator.objects.filter(user=victim).count() == 2


def test_somebody_without_any_is_not_mailed() -> None:
    client = Client()
    client.force_login(people.admin())
    ask(client, people.reader(), confirmed="yes", reason="By mistake.")
    assert not OutboxMessage.objects.exists()
    assert not LogEntry.objects.exists()


def test_the_command_does_the_same() -> None:
    admin = people.admin()
    give_app(admin)
    out = StringIO()
    call_command("remove_second_factors", admin.email.upper(), reason="Phone lost.", stdout=out)
    assert admin.display_name in out.getvalue()
    assert not Authenticator.objects.exists()
    assert "Phone lost." in OutboxMessage.objects.get().text
    assert "command line: Phone lost." in LogEntry.objects.get().get_change_message()


def test_the_command_says_what_it_cannot_do() -> None:
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("remove_second_factors", "nobody@example.org", reason="x")
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("remove_second_factors", people.reader().email, reason="x")
    assert not OutboxMessage.objects.exists()


def test_an_old_secret_key_can_go_when_all_is_resealed(settings: Any) -> None:
    reader = people.reader()
    old, new = settings.SECRET_KEY, "new-secret-key-" * 4
    app = give_app(reader)
    before = recovery_codes_of(reader)
    now = timezone.now()
    assert codes.spend(reader, app.code(now), now)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new, [old]
    out = StringIO()
    call_command("reseal_second_factors", stdout=out)
    assert out.getvalue() == "2 under the newest secret key.\n"
    settings.SECRET_KEY_FALLBACKS = []
    assert codes.spend(reader, app.code(now), now) is None
    assert recovery_codes_of(reader) == before


def test_what_no_key_opens_is_counted_and_left(settings: Any) -> None:
    give_app(people.reader())
    before = list(Authenticator.objects.values_list("data", flat=True))
    settings.SECRET_KEY = "new-secret-key-" * 4
    err = StringIO()
    call_command("reseal_second_factors", stderr=err, stdout=StringIO())
    assert err.getvalue().startswith("2 can be opened by no key")
    assert list(Authenticator.objects.values_list("data", flat=True)) == before
