"""Bans: at once, explained when there is time, and lifted by somebody, never rewritten.

Bans are independent of each other: two moderators who ban somebody at once make two, each to be
explained and lifted, and the one that lasts longest decides (archive/gate).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_articles, take_members
from archive.commenting.wording import checked_line
from archive.models import Ban, ModerationEntry, Rule
from archive.models.ban import REASON_LENGTH
from archive.moderating.ban_mails import tell_banned, tell_lifted
from archive.moderating.refunds import end_subscriptions
from archive.moderating.set_state import Decision, decide
from archive.moderating.subjects import check_freeing, subjects
from archive.moderating.takedown import Takedown, taken_down
from archive.moderating.terms import Terms

__all__ = ["Takedown", "Terms", "ban", "ban_all", "explain", "explain_all", "lift", "lift_from"]

Act = ModerationEntry.Act


def ban(member: User, by: User, *, until: datetime | None = None, reason: str = "") -> Ban:
    """From this moment on `member` may not write, and keeps all else: what they said, and what
    they paid for. Raises Refused."""
    terms = Terms(until=until, reason=reason, subscription=Ban.Subscription.KEPT)
    return ban_all([member.pk], by, terms)[0]


@transaction.atomic
def ban_all(member_ids: Collection[int], by: User, terms: Terms) -> list[Ban]:
    """From this moment on these members may not write, and what `terms` say is taken down: one
    transaction, one batch of the log. Where a reason is given they are told at once.

    Raises Refused, having done nothing: where the terms are wrong, somebody cannot be banned, or
    somebody pays and `terms` do not say what becomes of that.
    """
    terms, batch = terms.tidied(), uuid4()
    take_members([by.pk, *member_ids])
    words = taken_down(terms.takedown, member_ids, terms.comment, timezone.now())
    take_articles(words.order_by().values_list("article_id", flat=True))
    now = timezone.now()
    bans = terms.written(subjects(member_ids, by), by, now)
    for one in bans:
        one.batch = batch
    Ban.objects.bulk_create(bans)
    _log_bans(bans, by, terms)
    end_subscriptions(bans, by, now)
    decide(words, Decision(Act.REMOVED, by, terms.reason, terms.rule), batch, now)
    if terms.reason:
        tell_banned(bans)
    return bans


def holding(member_id: int, at: datetime) -> Ban | None:
    """Of the bans that hold at `at` the one that lasts longest."""
    found = Ban.objects.in_force(at).filter(member=member_id)
    return found.order_by(F("until").desc(nulls_first=True)).first()


def explain(banned: Ban, by: User, reason: str, rule: Rule | None = None) -> None:
    """Say why, and tell the member. Raises Refused where that was said before."""
    explain_all([banned.pk], by, reason, rule)
    banned.refresh_from_db()


@transaction.atomic
def explain_all(
    numbers: Collection[int], by: User, reason: str, rule: Rule | None = None
) -> list[Ban]:
    """Say why of all these bans, by id, and tell their members. What was explained before stays as
    it is. Raises Refused where no ban is left to explain, or nothing is said."""
    words = checked_line(reason, REASON_LENGTH)
    if not words:
        raise Refused(_("Write a reason: the member reads it."))
    asked = Ban.objects.filter(pk__in=numbers)
    _take_turns(asked, by)
    now = timezone.now()
    bans = list(asked.filter(reason="").select_related("member", "rule").order_by("pk"))
    if not bans:
        raise Refused(_("The member has read a reason already: it stays."))
    for one in bans:
        one.reason, one.rule, one.explained_at = words, rule or one.rule, now
    said = {"reason": words, "explained_at": now} | ({"rule": rule} if rule else {})
    Ban.objects.filter(pk__in=[one.pk for one in bans]).update(**said)
    batch = _batch_of(bans)
    told = [_entry(Act.EXPLAINED, one, by, now, batch, reason=words) for one in bans]
    ModerationEntry.objects.bulk_create(told)
    tell_banned(bans)
    return bans


def lift(banned: Ban, by: User, note: str = "") -> None:
    """The member may write again from this moment on. Raises Refused where the ban is over."""
    if not _lift(Ban.objects.filter(pk=banned.pk), by, note):
        raise Refused(_("The ban is over already."))
    banned.refresh_from_db()


def lift_from(member_ids: Collection[int], by: User, note: str = "") -> list[Ban]:
    """Lift every ban of these members that holds. Raises Refused where none does."""
    lifted = _lift(Ban.objects.filter(member__in=member_ids), by, note)
    if not lifted:
        raise Refused(_("None of these members is banned."))
    return lifted


@transaction.atomic
def _lift(asked: QuerySet[Ban], by: User, note: str) -> list[Ban]:
    _take_turns(asked, by)
    now = timezone.now()
    held = Ban.objects.in_force(now).filter(pk__in=asked.order_by().values("pk"))
    bans = list(held.select_related("member").order_by("pk"))
    check_freeing([one.member for one in bans], by)
    for one in bans:
        one.lifted_at = now
    Ban.objects.filter(pk__in=[one.pk for one in bans]).update(lifted_at=now)
    batch, note = _batch_of(bans), note.strip()
    state = {"before": {"lifted_at": None}, "after": {"lifted_at": now.isoformat()}}
    lifted = [_entry(Act.LIFTED, one, by, now, batch, note=note, **state) for one in bans]
    ModerationEntry.objects.bulk_create(lifted)
    tell_lifted(bans)
    return bans


def _take_turns(bans: QuerySet[Ban], by: User) -> None:
    take_members([by.pk, *bans.order_by().values_list("member_id", flat=True)])


def _batch_of(bans: Sequence[Ban]) -> UUID | None:
    return uuid4() if len(bans) > 1 else None


def _log_bans(bans: Sequence[Ban], by: User, terms: Terms) -> None:
    said_by = terms.comment.member_id if terms.comment else None
    entries = [
        _entry(
            Act.BANNED,
            one,
            by,
            one.begins_at,
            one.batch,
            comment=terms.comment if one.member_id == said_by else None,
            reason=one.reason,
            note=terms.note,
            after={"lifted_at": None},
        )
        for one in bans
    ]
    ModerationEntry.objects.bulk_create(entries)


def _entry(
    act: str, banned: Ban, by: User, at: datetime, batch: UUID | None, **rest: Any
) -> ModerationEntry:
    about = {"member_id": banned.member_id, "ban": banned, "rule_id": banned.rule_id}
    return ModerationEntry(act=act, actor=by, at=at, batch=batch, **about, **rest)
