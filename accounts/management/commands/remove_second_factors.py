"""Lets somebody back in who has lost every second factor, where no administrator can."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from accounts.second_factors import changes


class Command(BaseCommand):
    """What it does stands in the person's history in the administration, and in a mail to them."""

    help = "Remove every second factor of the user with this e-mail address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="whose second factors are removed")
        parser.add_argument("--reason", required=True, help="why; they are mailed it")

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Nobody has the address {email}: write the one they log in with.")
        with transaction.atomic():
            if not changes.remove_all(user, reason):
                raise CommandError(f"{user} has no second factor: the password alone lets them in.")
            _note(user, reason)
        self.stdout.write(f"{user} logs in by the password alone now, and is mailed so.")


def _note(user: User, reason: str) -> None:
    # Who sat at the command line the database cannot know; the words say that it was there.
    LogEntry.objects.create(
        user_id=user.pk,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=str(user)[:200],
        action_flag=CHANGE,
        change_message=f"Second factors removed from the command line: {reason}",
    )
