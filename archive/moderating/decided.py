"""Decisions about a member: which acts are one, what they reach, and whether they still hold."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from archive.models import Comment, MemberPremoderation, ModerationEntry

Act = ModerationEntry.Act
HIDING = (Act.REJECTED, Act.REMOVED, Act.ERASED)
# What restricts somebody, and so is told them with its reason. Nobody is restricted by the rest.
DECISIONS = (*HIDING, Act.WARNED, Act.BANNED, Act.PREMODERATED)
UNTOLD = (Act.NOTED, Act.KEPT)
HIDDEN = (Comment.Review.REJECTED, Comment.Review.REMOVED)
# Time to come back from a long absence, and what European law asks of platforms: six months.
TERM = timedelta(days=180)


def told_to(member: User) -> QuerySet[Any]:
    """The acts about a member of which they may know: not that something was noted, nor that
    somebody reported them, which is all that an act tells that left a comment as it was."""
    rows = ModerationEntry.objects.filter(member=member)
    rows = rows.exclude(act__in=UNTOLD).exclude(undoes__act__in=UNTOLD)
    return rows.alias(
        was=Coalesce(KT("before__review"), Value(""), output_field=TextField())
    ).exclude(was=F("act"))


def acts_about(member: User) -> QuerySet[Any]:
    """Those that restrict them."""
    return told_to(member).filter(act__in=DECISIONS)


def decisions_about(member: User) -> QuerySet[Any]:
    """A row for each decision, with all that the functions below ask. What was done at once is one
    decision, and its row is the ban among it, or else the first."""
    rows = acts_about(member)
    together = rows.filter(batch=OuterRef("batch")).order_by()
    first = ~Exists(together.filter(act=Act.BANNED)) & ~Exists(
        together.filter(pk__lt=OuterRef("pk"))
    )
    hiding = together.filter(act__in=HIDING)
    return (
        rows.filter(Q(act=Act.BANNED) | first)
        .select_related("rule", "ban__rule", "warning", "comment__article", "appealed_in")
        .defer("note", "comment__article__body", "comment__article__body_blocks")
        .annotate(
            reached=_count(hiding),
            still_hidden=_count(hiding.filter(comment__review__in=HIDDEN)),
            waits=Exists(MemberPremoderation.objects.filter(member=OuterRef("member"))),
        )
    )


def parts_of(decision: Any) -> QuerySet[Any]:
    """All acts that are this decision, for its member."""
    rows = acts_about(decision.member)
    batch = decision.batch
    return rows.filter(batch=batch) if batch else rows.filter(pk=decision.pk)


def decision_with(entry: ModerationEntry) -> Any:
    """The decision, as `decisions_about` gives it, that `entry` is or is a part of. Raises
    ModerationEntry.DoesNotExist where it is none about a member."""
    if entry.member is None or entry.act not in DECISIONS:
        raise ModerationEntry.DoesNotExist
    rows = decisions_about(entry.member)
    return rows.get(batch=entry.batch) if entry.batch else rows.get(pk=entry.pk)


def comments_reached(decision: Any) -> int:
    """How many comments are not shown by this decision, or were not."""
    return int(decision.reached) if decision.batch else int(decision.act in HIDING)


def holds(decision: Any) -> bool:
    """Whether anything of it is left to take back."""
    if decision.batch and decision.still_hidden:
        return True
    match decision.act:
        case Act.BANNED:
            return decision.ban is not None and decision.ban.lifted_at is None
        case Act.WARNED:
            return decision.warning is not None and decision.warning.withdrawn_at is None
        case Act.PREMODERATED:
            return bool(decision.waits)
    return decision.comment is not None and decision.comment.review in HIDDEN


def is_explained(decision: Any) -> bool:
    """Whether its member has been told why; of a ban that may come later."""
    return decision.act != Act.BANNED or bool(decision.ban and decision.ban.reason)


def appealable_until(decision: Any) -> datetime | None:
    """When it is too late to appeal; None while the term has not begun, since nobody said why."""
    if not is_explained(decision):
        return None
    told: datetime = (decision.ban and decision.ban.explained_at) or decision.at
    return told + TERM


def why_no_appeal(decision: Any, at: datetime) -> str:
    """Why its member cannot appeal it at the moment `at`; empty if they can."""
    if decision.act == Act.ERASED:
        return _("What was erased cannot be brought back, so there is nothing to appeal.")
    if not holds(decision):
        return _("This decision was taken back already: nothing is left to appeal.")
    until = appealable_until(decision)
    if until and at >= until:
        words = _(
            "A decision can be appealed for %(days)s days. For this one they ended on %(end)s."
        )
        end = date_format(timezone.localtime(until), "j F Y")
        return words % {"days": TERM.days, "end": end}
    return ""


def _count(rows: QuerySet[Any]) -> Any:
    counted = rows.values("batch").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
