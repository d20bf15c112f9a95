"""Drives: begun, called off, and written down once they have come to something.

Until that is written every verdict reckons it from the subscriptions (archive/gate), so nobody
waits for a worker; who writes it first, and when, changes nothing but where it stands.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.turns import hold_ledger, take_ledger
from archive.gate import Outcome, UnderWay, standings
from archive.models import CommentDrive, CommentPolicy


@transaction.atomic
def begin(drive: CommentDrive, by: User) -> None:
    """Begin `drive` at this moment. Raises Refused where another is under way for the same
    place, or the deadline has passed."""
    take_ledger()
    now = timezone.now()
    if drive.deadline <= now:
        raise Refused(_("The deadline has passed. Name one that lies ahead."))
    if under_way(drive.article_id, now):
        raise Refused(_("A drive is under way there already. Call that off first."))
    drive.starts_at, drive.set_by = now, by
    drive.save(force_insert=True)


@transaction.atomic
def call_off(drive: CommentDrive) -> None:
    """End `drive` at this moment without an outcome. Raises Refused where it has one, which is
    final, or was called off before."""
    take_ledger()
    now = timezone.now()
    drive.refresh_from_db()
    if drive.called_off_at:
        raise Refused(_("The drive was called off already."))
    settle(drive, now)
    if CommentPolicy.objects.filter(drive=drive).exists():
        raise Refused(_("The drive has come to an end, and what came of it stays."))
    drive.called_off_at = now
    drive.save(update_fields=["called_off_at"])


def under_way(article_id: int | None, at: datetime) -> bool:
    """Whether a drive for this article, or for the whole site, has come to nothing yet at `at`."""
    drives = list(CommentDrive.objects.open().filter(article=article_id))
    return any(isinstance(standing, UnderWay) for standing in standings(drives, at))


def settle_due(at: datetime) -> int:
    """Write down what came of every drive that has come to something at the moment `at`. Gives
    how many this call wrote."""
    drives = list(CommentDrive.objects.open())
    stand = zip(drives, standings(drives, at), strict=True)
    return sum(settle(drive, at) for drive, found in stand if isinstance(found, Outcome))


@transaction.atomic
def settle(drive: CommentDrive, at: datetime) -> bool:
    """Write down what `drive` has come to at the moment `at`, if it has and nobody else did.
    Whether this call wrote it."""
    hold_ledger()
    fresh = CommentDrive.objects.open().filter(pk=drive.pk).first()
    found = standings([fresh], at)[0] if fresh else None
    if fresh is None or not isinstance(found, Outcome):
        return False
    row = {
        "article": fresh.article,
        "level": found.level,
        "reason": found.reason,
        "in_force_from": found.at,
        "close_after_days": _closing_before(fresh, found.at),
    }
    _row, is_new = CommentPolicy.objects.get_or_create(drive=fresh, defaults=row)
    return is_new


def _closing_before(drive: CommentDrive, at: datetime) -> int | None:
    """A drive says nothing of automatic closing: that stays as it was."""
    if drive.article_id:
        return None
    row = CommentPolicy.objects.filter(article=None, in_force_from__lte=at).first()
    return row.close_after_days if row else None
