"""Renaming: a member takes another display name, and the old one is held for them."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.limits import Limit, allow
from accounts.models import HeldName, User, check_display_name, name_taken

# Who talks with somebody should know them again next week.
CHANGES = Limit("change of display name", most=3, window=timedelta(days=30))
# As long as a discussion goes on in which the old name is still in everybody's ears.
HELD = timedelta(days=90)


def rename(member: User, name: str, at: datetime) -> None:
    """Let `member` be called `name`. Nobody else may take the name given up until `HELD` is over.

    Raises ValidationError, with the remedy, and changes nothing then. Not to be called within a
    transaction: that it was tried counts, whatever comes of it.
    """
    shown = check_display_name(name, at=at, whose=member)
    if shown == member.display_name:
        return
    if not allow(CHANGES, str(member.pk), at):
        raise ValidationError(
            _("You have changed your name three times. You can change it again on %(day)s."),
            code="often",
            params={"day": date_format(localtime(CHANGES.ends_at(at)), "j F Y")},
        )
    _take(member, shown, at)
    member.display_name = shown


@transaction.atomic
def _take(member: User, name: str, at: datetime) -> None:
    row = User.objects.not_deleted().select_for_update().get(pk=member.pk)
    given_up, row.display_name = row.display_name, check_display_name(name, at=at, whose=member)
    try:
        with transaction.atomic():
            row.save(update_fields=["display_name"])
    except IntegrityError as error:  # somebody took one like it a moment ago
        raise name_taken(name) from error
    HeldName.objects.hold(given_up, of=row, until=at + HELD)
