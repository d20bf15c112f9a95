"""What the moderation log says of what it is about: questions, asked of many entries at once."""

from collections import defaultdict
from collections.abc import Hashable
from datetime import datetime
from typing import Any

from django.db.models import Min, Q, QuerySet

from archive.models import Comment, ModerationEntry, Report

Act = ModerationEntry.Act
Subject = tuple[str, Hashable]
# The name of what an act changed, as its entry has it, and the entry's field for whose it is.
CHANGED = {
    "review": "comment_id",
    "lifted_at": "ban_id",
    "withdrawn_at": "warning_id",
    "premoderated": "member_id",
    "stands": "pk",  # a note is its entry
}
GRANTED = "granted"  # what was removed on request is several states, in the entry's own words


def changed(entry: ModerationEntry) -> str:
    """The name of what `entry` changed, empty where nothing can be put back."""
    if entry.act == Act.GRANTED and entry.after:
        return GRANTED
    return next((name for name in CHANGED if name in entry.after), "")


def subject(entry: ModerationEntry) -> Subject:
    """What `entry` is about, as two entries about the same have it."""
    name = changed(entry)
    return name, getattr(entry, CHANGED.get(name, "pk"))


class DecidedSince:
    """The decisions about what `entries` are about, as far as nobody has undone them."""

    def __init__(self, entries: QuerySet[ModerationEntry]) -> None:
        self._standing: dict[Subject, set[int]] = defaultdict(set)
        first = entries.order_by().aggregate(first=Min("pk"))["first"] or 0
        about = Q(pk=None)
        for name, field in CHANGED.items():
            # Of all that came about a member, only what changed the same.
            alike = entries.order_by().filter(after__has_key=name)
            about |= Q(**{"after__has_key": name, f"{field}__in": alike.values(field)})
        undone: set[int] = set()
        # The newest first: what undoes an entry comes after it.
        later = ModerationEntry.objects.filter(about, pk__gt=first).order_by("-pk")
        for entry in later.only("act", "after", "undoes_id", *CHANGED.values()):
            if entry.pk in undone:
                continue
            if entry.undoes_id:
                undone.add(entry.undoes_id)
            elif changed(entry):
                self._standing[subject(entry)].add(entry.pk)

    def after(self, entry: ModerationEntry) -> bool:
        """Whether somebody has decided about the same since `entry`, and that stands."""
        return any(number > entry.pk for number in self._standing.get(subject(entry), ()))

    def forget(self, entry: ModerationEntry) -> None:
        """`entry` is undone; where that is an undoing, what it undid stands again."""
        self._standing[subject(entry)].discard(entry.pk)
        if entry.undoes_id:
            self._standing[subject(entry)].add(entry.undoes_id)


def waiting_since(comments: QuerySet[Comment]) -> dict[int, datetime]:
    """Since when each of `comments` has waited for a decision, by its id: since it was held, or
    since the oldest of the reports that nobody has answered. None that does not wait."""
    pending = comments.filter(review=Comment.Review.PENDING).order_by()
    since: dict[int, Any] = dict(pending.values_list("pk", "posted_at"))
    begun: dict[int, datetime] = {}
    entries = ModerationEntry.objects.filter(comment__in=pending.values("pk")).order_by("pk")
    for comment, act, after, at in entries.values_list("comment_id", "act", "after", "at"):
        if act == Act.HELD or after.get("review") == Comment.Review.PENDING:
            begun.setdefault(comment, at)
        elif "review" in after:
            begun.pop(comment, None)
    since |= begun
    reports = Report.objects.open().filter(comment__in=comments.order_by().values("pk"))
    oldest = reports.order_by().values_list("comment").annotate(Min("reported_at"))
    for comment, at in oldest:
        since[comment] = min(filter(None, (since.get(comment), at)))
    return {comment: at for comment, at in since.items() if at}
