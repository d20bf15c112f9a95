"""Seen: a comment as a moderator had it before them, so that nobody decides about another one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from archive.models import Comment, ModerationEntry, Report


@dataclass(frozen=True, slots=True)
class Seen:
    """`entry` is the number of the last act about the comment, `report` that of the newest report
    that nobody has answered; 0 where there is none. Two that are equal are one and the same to
    decide about: its words, its state, and all that was said and done about it."""

    pk: int
    edition: int
    review: str
    withdrawn: bool
    entry: int
    report: int


def as_seen(comments: QuerySet[Any]) -> QuerySet[Any]:
    """`comments` with what `seen_of` asks."""
    return comments.annotate(
        last_entry=_newest(ModerationEntry.objects.all()),
        last_report=_newest(Report.objects.open()),
    )


def seen_of(comment: Any) -> Seen:
    """A comment of `as_seen`."""
    return Seen(
        comment.pk,
        comment.edition,
        comment.review,
        comment.withdrawn_at is not None,
        comment.last_entry,
        comment.last_report,
    )


def seen_now(comments: QuerySet[Comment], most: int | None = None) -> list[Seen]:
    """`comments` as they are now, or the first `most` of them."""
    rows = as_seen(comments).values_list(
        "pk", "edition", "review", "withdrawn_at", "last_entry", "last_report"
    )
    return [
        Seen(pk, edition, review, withdrawn_at is not None, entry, report)
        for pk, edition, review, withdrawn_at, entry, report in rows[:most]
    ]


def _newest(rows: QuerySet[Any]) -> Coalesce:
    of_comment = rows.filter(comment=OuterRef("pk")).order_by().values("comment")
    return Coalesce(Subquery(of_comment.annotate(newest=Max("pk")).values("newest")), 0)
