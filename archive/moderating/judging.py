"""Judging comments as a moderator saw them: they are shown, or hidden with a reason."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum, auto
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_articles, take_members
from archive.models import Comment, ModerationEntry, Rule
from archive.moderating.impartiality import judges_alone
from archive.moderating.seen import Seen, seen_now
from archive.moderating.set_state import Decision, decide
from archive.moderating.telling import tell

Act = ModerationEntry.Act
Review = Comment.Review
HIDDEN = {Review.REJECTED.value, Review.REMOVED.value}


class Left(Enum):
    """Why a comment is left as it is."""

    ALREADY = auto()  # somebody decided the same before
    CHANGED = auto()  # it is not any more what was seen
    WITHDRAWN = auto()  # nobody reads it, whatever is decided
    ERASED = auto()  # nothing is left of it to show
    OWN = auto()  # somebody else decides about it


@dataclass(frozen=True, slots=True)
class Wish:
    """`reason` is what the members of what is hidden are told."""

    by: User
    show: bool
    reason: str = ""
    rule: Rule | None = None


@dataclass(slots=True)
class Outcome:
    entries: list[ModerationEntry] = field(default_factory=list)
    left: Counter[Left] = field(default_factory=Counter)


@transaction.atomic
def judge(seen: Collection[Seen], wish: Wish) -> Outcome:
    """Let `wish` hold for those comments that are still as they were `seen`. Of what is not to be
    shown, that which waited is rejected, and that which was shown already is removed.

    Raises Refused where something would be hidden without a reason.
    """
    if not wish.show and not wish.reason.strip():
        raise Refused(_("Write a reason: the member is told why a comment is not shown."))
    found = Comment.objects.filter(pk__in={one.pk for one in seen})
    take_members([wish.by.pk, *found.exclude(member=None).values_list("member_id", flat=True)])
    take_articles(found.values_list("article_id", flat=True))
    at, batch = timezone.now(), uuid4() if len(seen) > 1 else None
    outcome = Outcome()
    for act, numbers in _acts(seen, found, wish, outcome.left).items():
        decision = Decision(act, wish.by, wish.reason, wish.rule)
        outcome.entries += decide(Comment.objects.filter(pk__in=numbers), decision, batch, at)
    tell(outcome.entries)
    return outcome


def _acts(
    seen: Collection[Seen], found: QuerySet[Comment], wish: Wish, left: Counter[Left]
) -> dict[ModerationEntry.Act, list[int]]:
    """What is done to which; what is `left` is counted."""
    is_now = {one.pk: one for one in seen_now(found)}
    own = set(found.filter(member=wish.by).values_list("pk", flat=True))
    if own and judges_alone(wish.by):
        own = set()
    erased = set(found.filter(body="").values_list("pk", flat=True)) if wish.show else set()
    acts: dict[ModerationEntry.Act, list[int]] = {}
    for one in {each.pk: each for each in seen}.values():
        now = is_now.get(one.pk)
        why = Left.OWN if one.pk in own else _why_left(one, now, show=wish.show)
        if not why and now and one.pk in erased and now.review != Review.APPROVED:
            why = Left.ERASED
        if why:
            left[why] += 1
        elif now:
            acts.setdefault(_act(now, show=wish.show), []).append(one.pk)
    return acts


def _why_left(seen: Seen, now: Seen | None, *, show: bool) -> Left | None:
    if now is None:
        return Left.CHANGED
    waits = now.report > 0  # for an answer, whatever was decided before
    is_so = now.review == Review.APPROVED if show else now.review in HIDDEN
    if is_so and not waits and not now.withdrawn:
        return Left.ALREADY
    if seen != now:
        return Left.CHANGED
    if now.withdrawn and (not waits or (show and not is_so)):
        return Left.WITHDRAWN
    return None


def _act(now: Seen, *, show: bool) -> ModerationEntry.Act:
    if show:
        return Act.APPROVED
    return Act.REMOVED if now.review in {Review.APPROVED, Review.REMOVED} else Act.REJECTED
