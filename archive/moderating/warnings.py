"""Warnings: a word to a member, which they read before their next comment."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import emails
from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_member, take_members
from archive.commenting.wording import checked_line
from archive.models import Comment, MemberWarning, ModerationEntry, Rule
from archive.models.member_warning import REASON_LENGTH
from archive.moderating.subjects import subjects
from archive.moderating.telling import with_address


@transaction.atomic
def warn(
    member: User,
    by: User,
    *,
    reason: str,
    rule: Rule | None = None,
    comment: Comment | None = None,
    batch: UUID | None = None,
) -> MemberWarning:
    """Warn `member`, for `comment` if it is about one. Raises Refused, having done nothing."""
    words = checked_line(reason, REASON_LENGTH)
    if not words:
        raise Refused(_("Write a reason: a warning says what not to do again."))
    if comment and comment.member_id != member.pk:
        raise Refused(_("This comment is somebody else’s. Warn whoever wrote it."))
    take_members([by.pk, member.pk])
    subjects([member.pk], by)
    about = {"member": member, "comment": comment, "rule": rule, "reason": words}
    now = timezone.now()
    warning = MemberWarning.objects.create(set_by=by, at=now, **about)
    ModerationEntry.objects.create(
        act=ModerationEntry.Act.WARNED,
        actor=by,
        warning=warning,
        after={"withdrawn_at": None},
        batch=batch,
        at=now,
        **about,
    )
    tell_warned([warning])
    return warning


def tell_warned(warnings: Iterable[MemberWarning]) -> None:
    """Write to those who are warned, in the caller's transaction."""
    given = list(warnings)
    members = with_address(one.member_id for one in given)
    for one in given:
        if member := members.get(one.member_id):
            emails.write("warning_given", member.email, {"member": member, "warning": one})


@transaction.atomic
def acknowledge(member: User, warning: MemberWarning) -> None:
    """The member has read it. One that was read before, or withdrawn, stays as it is. Raises
    Refused where it is not the member's."""
    if warning.member_id != member.pk:
        raise Refused(_("This warning is not about you."))
    take_member(member.pk)
    MemberWarning.objects.unread().filter(pk=warning.pk).update(acknowledged_at=timezone.now())
    warning.refresh_from_db()
