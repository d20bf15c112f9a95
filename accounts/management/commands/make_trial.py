"""People to try a fresh site with, whose passwords nobody else knows."""

import os
import secrets
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import subscriptions
from accounts.models import Plan, Subscription, Unit, User
from accounts.subscriptions import Length

GROUPS = {"editor": "Editors", "moderator": "Moderators"}
NAMES = (*GROUPS, "reader", "subscriber")
YEAR = Length(12, Unit.MONTHS)
KEPT = "trial-people.txt"


class Command(BaseCommand):
    """Makes the trial's people on a new SQLite database, and on no other."""

    help = (
        "Make an editor, a moderator, a reader and a subscriber to try the site with, and a plan, "
        "if this is a new SQLite database (`make run` asks for it)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("Trial people are only made on SQLite: use createsuperuser.")
        kept = settings.VAR / KEPT
        with transaction.atomic():
            if User.objects.exists():
                return
            passwords = {name: secrets.token_urlsafe(12) for name in NAMES}
            people = {name: _make(name, password) for name, password in passwords.items()}
            for name, group in GROUPS.items():
                people[name].groups.set(Group.objects.filter(name=group))
            _subscribe(people["subscriber"])
            lines = [f"{people[name].email} {word}\n" for name, word in passwords.items()]
            # Kept before the commit: an account whose password is nowhere helps nobody.
            keep(kept, "".join(lines))
        for name, password in passwords.items():
            self.stdout.write(f"Trial {name}: {people[name].email}, password {password}")
        self.stdout.write(f"These passwords are kept in {kept}")


def keep(file: Path, text: str) -> None:
    """Write a file anew that only its owner may read, from its first moment on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)


def _make(name: str, password: str) -> User:
    """Somebody who can log in at once: this machine is known to be theirs."""
    user: User = User.objects.create_user(
        f"{name}@localhost", password, display_name=f"Trial {name}", is_staff=name in GROUPS
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _subscribe(member: User) -> None:
    plan = Plan.objects.create(
        name=_("Supporter"),
        description=_("You can comment wherever comments are for paid subscribers."),
    )
    subscriptions.give(member, plan, Subscription.Provider.ELSEWHERE, YEAR, timezone.now())
