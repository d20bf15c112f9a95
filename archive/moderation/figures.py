"""Figures of moderation: what a community may hold its moderators to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Appeal, ModerationEntry

Act = ModerationEntry.Act
LATELY = timedelta(days=90)
DECISIONS = (Act.APPROVED, Act.REJECTED, Act.REMOVED, Act.KEPT)
MOST = 1_000  # decisions that the median is of, the newest
FEWEST = 5  # of fewer, a median or a share would tell of a person rather than of the site


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the last `days`. `wait` is the median time to a decision, in words, and `overturned` the
    share of appeals by which a decision was taken back, in per cent; None where there are too few
    to tell."""

    days: int
    wait: str | None
    held: int
    asked: int
    approved: int
    rejected: int
    removed: int
    kept: int
    appeals: int
    overturned: int | None
    undone: int


def figures(at: datetime) -> Figures:
    """Those of the time before `at`."""
    lately = ModerationEntry.objects.filter(at__gt=at - LATELY, at__lte=at).order_by()
    counts = dict(lately.values_list("act").annotate(n=Count("pk")))
    heard = Appeal.objects.filter(answered_at__gt=at - LATELY, answered_at__lte=at).aggregate(
        all=Count("pk"), overturned=Count("pk", Q(outcome=Appeal.Outcome.OVERTURNED))
    )
    enough = heard["all"] >= FEWEST
    return Figures(
        days=LATELY.days,
        wait=_median_wait(at),
        held=counts.get(Act.HELD, 0),
        asked=counts.get(Act.ASKED, 0) + counts.get(Act.REFUSED, 0),
        approved=counts.get(Act.APPROVED, 0),
        rejected=counts.get(Act.REJECTED, 0),
        removed=counts.get(Act.REMOVED, 0) + counts.get(Act.ERASED, 0),
        kept=counts.get(Act.KEPT, 0),
        appeals=heard["all"],
        overturned=round(100 * heard["overturned"] / heard["all"]) if enough else None,
        undone=counts.get(Act.UNDONE, 0),
    )


def _median_wait(at: datetime) -> str | None:
    decided = ModerationEntry.objects.filter(act__in=DECISIONS, waited__isnull=False)
    lately = decided.filter(at__gt=at - LATELY, at__lte=at).order_by("-at", "-pk")
    waits = [
        wait.total_seconds() for (wait,) in lately.values_list("waited")[:MOST] if wait is not None
    ]
    return in_words(timedelta(seconds=median(waits))) if len(waits) >= FEWEST else None


def in_words(wait: timedelta) -> str:
    """As precise as anybody would say it: 40 minutes, 5 hours, 3 days."""
    minutes = wait / timedelta(minutes=1)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 90:
        n = round(minutes)
        return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
