"""Appeals: a member asks for a decision to be looked at again, and somebody answers."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import emails
from accounts.limits import Limit
from accounts.models import User
from archive.commenting import pace
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_members
from archive.commenting.wording import checked_words
from archive.models import Appeal, ModerationEntry
from archive.models.appeal import ANSWER_LENGTH, APPEAL_LENGTH
from archive.moderating.decided import (
    decision_with,
    holds,
    is_explained,
    parts_of,
    repeats,
    why_no_appeal,
)
from archive.moderating.telling import with_address
from archive.moderating.undo import undo

Act = ModerationEntry.Act
# Somebody comes back to several decisions of one bad day. There is one appeal for each.
APPEALS = Limit("appeals", 10, timedelta(hours=1))


def appeal(member: User, entry: ModerationEntry, words: str) -> Appeal:
    """Ask for the decision that `entry` is about, or a part of, to be looked at again. Where that
    was asked before, the appeal that there is, as it was made.

    Raises Refused; ModerationEntry.DoesNotExist where it is no decision about `member`. Not to be
    called within a transaction: that it was tried counts, whatever comes of it.
    """
    text = checked_words(words, APPEAL_LENGTH)
    pace.keep(APPEALS, member, timezone.now())
    with transaction.atomic():
        take_members([member.pk])
        now = timezone.now()
        decision = decision_with(entry)
        if decision.member_id != member.pk:
            raise ModerationEntry.DoesNotExist
        made = Appeal.objects.filter(entry=decision).first()
        if made:
            return made
        why_not = why_no_appeal(decision, now)
        if why_not:
            raise Refused(why_not)
        return Appeal.objects.create(entry=decision, member=member, words=text, made_at=now)


@transaction.atomic
def answer(appeal: Appeal, by: User, *, overturn: bool, words: str) -> Appeal:
    """Let the decision stay, or take it back with all that was done with it, and mail `words` to
    the member. What could not be taken back, since it had changed, the entry's note tells.

    Raises Refused: where somebody was faster, for whoever may not answer it, where nothing can be
    taken back any more, or where a ban would stay that nobody has explained.
    """
    text = checked_words(words, ANSWER_LENGTH)
    take_members([by.pk, appeal.member_id])
    now = timezone.now()
    appeal.refresh_from_db()
    refusal = why_no_answer(appeal, by)
    if refusal:
        raise Refused(refusal)
    decision = decision_with(appeal.entry)
    held = holds(decision)
    left = _take_back(decision, by) if overturn else _let_stay(decision, held=held)
    appeal.outcome = Appeal.Outcome.OVERTURNED if overturn else Appeal.Outcome.UPHELD
    appeal.answer, appeal.answered_by, appeal.answered_at = text, by, now
    appeal.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    _record(appeal, left)
    _mail(appeal, held=held)
    return appeal


def why_no_answer(appeal: Appeal, by: User) -> str:
    """Why `by` cannot answer it; empty if they can."""
    if appeal.outcome and appeal.answered_at:
        at = date_format(timezone.localtime(appeal.answered_at), "DATETIME_FORMAT")
        words = _("%(name)s has answered this appeal already, on %(at)s: %(outcome)s.")
        outcome = appeal.get_outcome_display()
        return words % {"name": appeal.answered_by, "at": at, "outcome": outcome}
    if by.pk not in {appeal.member_id, appeal.entry.actor_id} or not others(appeal, by).exists():
        return ""
    if appeal.member_id == by.pk:
        return _("This appeal is your own. Another moderator answers it.")
    return _("You made this decision. Another moderator answers its appeal.")


def others(appeal: Appeal, by: User) -> QuerySet[User]:
    """Who else could answer it: whoever may, and is neither `by` nor the one who appealed."""
    able = ModelBackend().with_perm("archive.change_appeal")
    staff: QuerySet[User] = able.filter(is_staff=True)
    return staff.exclude(pk__in=[by.pk, appeal.member_id])


def _take_back(decision: Any, by: User) -> list[str]:
    """Why some of it could not be, and what does not come back with it, in sentences."""
    parts = parts_of(decision).values_list("pk", flat=True)
    undone = undo([*parts, *repeats(decision).values_list("pk", flat=True)], by)
    why = list(dict.fromkeys(sentence for _entry, sentence in (*undone.left, *undone.remains)))
    if not undone.done:
        words = _("Nothing of it can be taken back any more. %(why)s Let it stay, and say so.")
        raise Refused(words % {"why": " ".join(why)})
    return why


def _let_stay(decision: Any, *, held: bool) -> list[str]:
    if not is_explained(decision):
        raise Refused(_("Explain the ban first: the member does not know yet why it would stay."))
    return [] if held else [_("The decision did not hold any more when this was answered.")]


def _record(appeal: Appeal, left: list[str]) -> None:
    """The answer stays between the two of them: the log says only what came of it."""
    decision = appeal.entry
    overturned = appeal.outcome == Appeal.Outcome.OVERTURNED
    assert appeal.answered_at
    ModerationEntry.objects.create(
        act=Act.OVERTURNED if overturned else Act.UPHELD,
        actor=appeal.answered_by,
        member=appeal.member,
        comment_id=decision.comment_id,
        rule_id=decision.rule_id,
        ban_id=decision.ban_id,
        warning_id=decision.warning_id,
        appeal=appeal,
        note="\n".join(left),
        waited=appeal.answered_at - appeal.made_at,
        at=appeal.answered_at,
    )


def _mail(appeal: Appeal, *, held: bool) -> None:
    member = with_address([appeal.member_id]).get(appeal.member_id)
    if member:
        given = {"member": member, "appeal": appeal, "held": held}
        emails.write("appeal_answered", member.email, given)
