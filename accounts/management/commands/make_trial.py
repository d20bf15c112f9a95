"""A moderator to try a fresh site with, whose password nobody else knows."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts.models import User

EMAIL = "moderator@localhost"
GROUPS = ["Moderators", "Editors"]  # whoever tries the site wants to try all of it


class Command(BaseCommand):
    """Makes the trial moderator of a new SQLite database, and of no other."""

    help = "Make a trial moderator, if this is a new SQLite database (`make run` asks for it)."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("A trial moderator is only made on SQLite: use createsuperuser.")
        kept = settings.VAR / "trial-moderator.txt"
        with transaction.atomic():
            if User.objects.exists():
                return
            password = secrets.token_urlsafe(12)
            user = User.objects.create_user(
                EMAIL, password, display_name="Trial moderator", is_staff=True
            )
            user.groups.set(Group.objects.filter(name__in=GROUPS))
            # Kept before the commit: an account whose password is nowhere helps nobody.
            keep(kept, f"{EMAIL}\n{password}\n")
        self.stdout.write(f"Trial moderator: {EMAIL}, password {password} (kept in {kept})")


def keep(file: Path, text: str) -> None:
    """Write a file anew that only its owner may read, from its first moment on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
