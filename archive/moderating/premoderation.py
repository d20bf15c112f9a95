"""Premoderation of a member: whatever they write waits, until a moderator says otherwise."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_members
from archive.models import MemberPremoderation, ModerationEntry
from archive.moderating.subjects import check_freeing, subjects
from archive.moderating.telling import tell

Act = ModerationEntry.Act


@transaction.atomic
def premoderate(
    member: User, by: User, note: str = "", *, batch: UUID | None = None
) -> ModerationEntry:
    """From this moment on the member's comments wait. Raises Refused where they do already."""
    take_members([by.pk, member.pk])
    subjects([member.pk], by)
    now = timezone.now()
    _row, is_new = MemberPremoderation.objects.get_or_create(member=member, defaults={"since": now})
    if not is_new:
        raise Refused(_("The comments of %(name)s wait already.") % {"name": member})
    entry = ModerationEntry.objects.create(
        act=Act.PREMODERATED,
        actor=by,
        member=member,
        note=note.strip(),
        before={"premoderated": False},
        after={"premoderated": True},
        batch=batch,
        at=now,
    )
    tell([entry])
    return entry


@transaction.atomic
def release(
    member: User, by: User, note: str = "", *, batch: UUID | None = None
) -> ModerationEntry:
    """What the member writes from this moment on does not wait for this any more; what waits
    already goes on waiting. Raises Refused where there is nothing to release them from."""
    take_members([by.pk, member.pk])
    check_freeing([User.objects.get(pk=member.pk)], by)
    gone, _kinds = MemberPremoderation.objects.filter(member=member).delete()
    if not gone:
        raise Refused(_("The comments of %(name)s do not wait.") % {"name": member})
    return ModerationEntry.objects.create(
        act=Act.RELEASED,
        actor=by,
        member=member,
        note=note.strip(),
        before={"premoderated": True},
        after={"premoderated": False},
        batch=batch,
        at=timezone.now(),
    )
