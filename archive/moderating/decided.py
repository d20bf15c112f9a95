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
UNTOLD = (Act.NOTED, Act.KEPT, Act.UNDONE)
HIDDEN = (Comment.Review.REJECTED, Comment.Review.REMOVED)
# Time to come back from a long absence, and what European law asks of platforms: six months.
TERM = timedelta(days=180)


# Of an entry, the state of a comment that it found; an act that found what it left repeats another.
WAS = Coalesce(KT("before__review"), Value(""), output_field=TextField())


def told_to(member: User) -> QuerySet[Any]:
    """The acts about a member of which they may know: not that something was noted, nor that
    somebody reported them, which is all that an act tells that left a comment as it was. Of what
    was undone, as far as anybody goes back and forth, they know where they know what that was."""
    acts = _told(member)
    known = Q(pk__in=acts)
    for origin in ("undoes", "undoes__undoes", "undoes__undoes__undoes"):
        known |= Q(act=Act.UNDONE, **{f"{origin}__in": acts})
    return ModerationEntry.objects.filter(known, member=member)


def acts_about(member: User) -> QuerySet[Any]:
    """Those that restrict them."""
    return _told(member).filter(act__in=DECISIONS)


def decisions_about(member: User) -> QuerySet[Any]:
    """A row for each decision, with all that the functions below ask. What was done at once is one
    decision, and its row is the ban among it, or else the first."""
    rows = acts_about(member)
    together = rows.filter(batch=OuterRef("batch")).order_by()
    parts = rows.filter(Q(batch=OuterRef("batch")) | Q(pk=OuterRef("pk"))).order_by()
    first = ~Exists(together.filter(act=Act.BANNED)) & ~Exists(
        together.filter(pk__lt=OuterRef("pk"))
    )
    return (
        rows.filter(Q(act=Act.BANNED) | first)
        .select_related("rule", "ban__rule", "warning", "comment__article", "appealed_in")
        .defer("note", "comment__article__body", "comment__article__body_blocks")
        .annotate(
            reached=_count(together.filter(act__in=HIDING)),
            hides=Exists(in_force(parts)),
            still_hidden=Exists(parts.filter(act__in=HIDING, comment__review__in=HIDDEN)),
            waits=Exists(MemberPremoderation.objects.filter(member=OuterRef("member")))
            & ~Exists(_since("member", "premoderated")),
        )
    )


def parts_of(decision: Any) -> QuerySet[Any]:
    """All acts that are this decision, for its member."""
    rows = acts_about(decision.member)
    batch = decision.batch
    return rows.filter(batch=batch) if batch else rows.filter(pk=decision.pk)


def in_force(acts: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `acts` by which a comment is hidden now: nobody undid them, or decided otherwise,
    and there are words to be shown again."""
    hiding = acts.filter(act__in=HIDING, comment__review__in=HIDDEN).exclude(comment__body="")
    standing = hiding.filter(pk__in=ModerationEntry.objects.standing())
    return standing.exclude(Exists(_since("comment", "review")))


def repeats(decision: Any) -> QuerySet[Any]:
    """The acts that hid once more what this decision hides already. Its member was not told of
    them, and they are taken back with it."""
    hidden = in_force(parts_of(decision)).order_by().values("comment")
    later = ModerationEntry.objects.standing().filter(comment__in=hidden, pk__gt=decision.pk)
    return later.filter(act__in=HIDING).alias(was=WAS).filter(was=F("act"))


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
    """Whether anything holds by it: what nobody took back, nor decided anew since."""
    match decision.act:
        case _ if decision.hides:
            return True
        case Act.ERASED:
            return True
        case Act.BANNED:
            return decision.ban is not None and decision.ban.lifted_at is None
        case Act.WARNED:
            return decision.warning is not None and decision.warning.withdrawn_at is None
        case Act.PREMODERATED:
            return bool(decision.waits)
    return False


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
        return _("This decision does not hold any more: nothing is left to appeal.")
    until = appealable_until(decision)
    if until and at >= until:
        words = _(
            "A decision can be appealed for %(days)s days. For this one they ended on %(end)s."
        )
        end = date_format(timezone.localtime(until), "j F Y")
        return words % {"days": TERM.days, "end": end}
    return ""


def _told(member: User) -> QuerySet[Any]:
    rows = ModerationEntry.objects.filter(member=member).exclude(act__in=UNTOLD)
    return rows.alias(was=WAS).exclude(was=F("act"))


def _since(subject: str, state: str) -> QuerySet[Any]:
    """The acts after an entry that decided otherwise about the same `subject`, and stand."""
    later = ModerationEntry.objects.standing().filter(
        **{subject: OuterRef(subject), "pk__gt": OuterRef("pk"), "after__has_key": state}
    )
    return later.exclude(act=Act.UNDONE).alias(was=WAS).exclude(was=F("act"))


def _count(rows: QuerySet[Any]) -> Any:
    counted = rows.values("batch").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
