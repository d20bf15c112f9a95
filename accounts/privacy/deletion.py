"""Deletion: an account becomes a tombstone, a row that names nobody.

docs/decisions/ says what stays and why. Whoever offers deletion asks the verb of the project that
knows comments too (archive/commenting/leaving.py), not this one.
"""

import json
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import emails
from accounts.models import Grant, HeldName, OutboxMessage, Subscription, User
from accounts.models.user import new_public_id
from accounts.renaming import HELD
from accounts.subscriptions import end

NAME = "Deleted member"  # in the row alone; what people read is User.shown_name


class LastAdministrator(Exception):
    """Nobody would be left who may do everything. The sentence says what would help."""


@transaction.atomic
def bury(member: User, at: datetime) -> None:
    """Make `member` a tombstone, end every session and subscription, and mail a farewell.

    Once it is one, nothing more is done. Raises LastAdministrator.
    """
    leave_an_administrator(member)
    row = User.objects.not_deleted().select_for_update().filter(pk=member.pk).first()
    if row is None:
        return
    address = row.email
    _end_subscriptions(row, at)
    _forget_mail(row)
    for held in (EmailAddress, Authenticator):
        held.objects.filter(user=row).delete()
    for session in UserSession.objects.filter(user=row):
        session.end()
    HeldName.objects.hold(row.display_name, of=row, until=at + HELD)
    for records in (
        User.objects.filter(pk=row.pk),
        Subscription.objects.filter(user=row),
        Grant.objects.filter(subscription__user=row),
    ):
        forget_in_log(records)
    _make_tombstone(row, at)
    emails.write("farewell", address, {"at": at})


def forget_in_log(records: QuerySet[Any]) -> None:
    """Leave in the administration's log that something was done to `records`, which name a member
    who left, and not the name."""
    # What was done to a proxy is logged under the proxy's own name.
    kind = ContentType.objects.get_for_model(records.model, for_concrete_model=False)
    ids = [str(pk) for pk in records.values_list("pk", flat=True)]
    for entry in LogEntry.objects.filter(content_type=kind, object_id__in=ids):
        entry.object_repr = NAME
        entry.change_message = _without_objects(entry.change_message)
        entry.save(update_fields=["object_repr", "change_message"])


def _without_objects(message: str) -> str:
    """The log's `message` without what it calls the rows that were changed along, such as an
    address. Words that somebody wrote stay."""
    try:
        changes = json.loads(message)
    except ValueError:
        return message
    for change in changes if isinstance(changes, list) else []:
        for details in change.values():
            if "object" in details:
                details["object"] = NAME
    return json.dumps(changes)


def leave_an_administrator(member: User) -> None:
    """Raise LastAdministrator if nobody but `member` can administer the site. In a transaction."""
    every = User.objects.filter(is_superuser=True, is_staff=True, is_active=True)
    administrators = every.order_by("pk")
    # All of them are locked: of the last two, only one can go.
    if member.is_superuser and {row.pk for row in administrators.select_for_update()} == {
        member.pk
    }:
        raise LastAdministrator(
            _(
                "Nobody else can administer this site. Make somebody else an administrator first, "
                "then come back."
            )
        )


def _end_subscriptions(member: User, at: datetime) -> None:
    # Those that wait come first, or they would begin when the one before them ends.
    for stretch in Subscription.objects.filter(user=member).not_over(at).order_by("-starts_at"):
        end(stretch, at, reason=str(_("The account was deleted.")), by=member)


def _forget_mail(member: User) -> None:
    """Nothing more is sent, and nobody can look up what was. A mail that a worker holds at this
    moment may still arrive."""
    addresses = EmailAddress.objects.filter(user=member)
    # Without proof, an address may be somebody else's, and so may its mail.
    others = EmailAddress.objects.exclude(user=member).filter(email__in=addresses.values("email"))
    own = {*addresses.values_list("email", flat=True)} - {*others.values_list("email", flat=True)}
    OutboxMessage.objects.filter(recipient__in=own | {member.email}).delete()


def _make_tombstone(row: User, at: datetime) -> None:
    row.public_id = new_public_id()
    row.email = f"{new_public_id().lower()}@deleted.invalid"
    row.display_name = NAME
    row.set_unusable_password()
    row.last_login = None
    row.is_active = row.is_staff = row.is_superuser = row.mail_before_end = False
    row.deleted_at = at
    row.save()
    row.groups.clear()
    row.user_permissions.clear()
