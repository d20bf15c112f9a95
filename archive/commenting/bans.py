"""Bans: at once, explained when there is time, and lifted by somebody, never rewritten."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_member
from archive.models import Ban


@transaction.atomic
def ban(member: User, by: User, *, until: datetime | None = None, reason: str = "") -> Ban:
    """From this moment on `member` may not write. Raises Refused where `until` has passed."""
    take_member(member.pk)
    now = timezone.now()
    if until and until <= now:
        raise Refused(_("A ban ends in the future, or never."))
    return Ban.objects.create(member=member, reason=reason, begins_at=now, until=until, set_by=by)


def holding(member_id: int, at: datetime) -> Ban | None:
    """Of the bans that hold at `at` the one that lasts longest."""
    found = Ban.objects.in_force(at).filter(member=member_id)
    return found.order_by(F("until").desc(nulls_first=True)).first()


@transaction.atomic
def explain(banned: Ban, reason: str) -> None:
    """Say why. Raises Refused where that was said before."""
    take_member(banned.member_id)
    banned.refresh_from_db()
    if banned.reason:
        raise Refused(_("The member has read a reason already: it stays."))
    banned.reason = reason
    banned.save(update_fields=["reason"])


@transaction.atomic
def lift(banned: Ban) -> None:
    """The member may write again from this moment on. Raises Refused where the ban is over."""
    take_member(banned.member_id)
    now = timezone.now()
    if not Ban.objects.in_force(now).filter(pk=banned.pk).exists():
        raise Refused(_("The ban is over already."))
    banned.lifted_at = now
    banned.save(update_fields=["lifted_at"])
