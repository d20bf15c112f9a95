"""All that a gate is made of, as the database has it at one moment: in one query.

An article's page has ten queries to spend, and this is asked on every one of them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from archive.gate.payments import between
from archive.models import Article, Ban, CommentDrive, CommentPolicy, MemberWarning


class Found(NamedTuple):
    """A row of any of the six kinds; what a kind has no use for is empty.

    - article: `level` is its state, `begins` when it was added.
    - policy: `number` is after how many days comments close by themselves.
    - drive: `level` if met, `other` if missed, `ends` its deadline, `number` its target.
    - ban: `ends` is until when.
    - warning: `begins` is when it was given.
    - payment: `article` is who pays, from `begins` up to `ends`.
    """

    kind: str
    pk: int
    article: int | None
    level: str
    other: str
    reason: str
    begins: datetime
    ends: datetime | None
    called_off_at: datetime | None
    number: int | None


# PostgreSQL asks of what type a column is that holds nothing. What holds something is not cast:
# SQLite would cut its moments to milliseconds.
EMPTY = {
    "of": Cast(Value(None), IntegerField()),
    "level": Value("", CharField()),
    "other": Value("", CharField()),
    "reason": Value("", CharField()),
    "begins": Cast(Value(None), DateTimeField()),
    "ends": Cast(Value(None), DateTimeField()),
    "called_off": Cast(Value(None), DateTimeField()),
    "number": Cast(Value(None), IntegerField()),
}


def found(article_id: int, member_id: int | None, at: datetime) -> Iterator[Found]:
    """What applies to the article at `at`, and to the member if there is one: of each scope the
    row of the ledger in force and those to come, the drives that nobody settled or called off,
    the payments that these count, the bans in force, the warnings yet to be read."""
    parts = [_policies(article_id, at), _drives(article_id, at), _payments(article_id, at)]
    if member_id is not None:
        parts += [_bans(member_id, at), _warnings(member_id)]
    for row in _article(article_id).union(*parts, all=True):
        yield Found(*row)


def _article(article_id: int) -> QuerySet[Any, Any]:
    rows = Article.objects.filter(pk=article_id)
    return _alike(rows, "article", level=F("state"), begins=F("added_at"))


def _policies(article_id: int, at: datetime) -> QuerySet[Any, Any]:
    rows = CommentPolicy.objects.all()
    begun = rows.filter(in_force_from__lte=at).order_by("-in_force_from", "-id").values("pk")
    in_force = Q(pk__in=begun.filter(article=None)[:1])
    in_force |= Q(pk__in=begun.filter(article=article_id)[:1])
    return _alike(
        rows.filter(_applies(article_id), in_force | Q(in_force_from__gt=at)),
        "policy",
        of=F("article_id"),
        level=F("level"),
        reason=F("reason"),
        begins=F("in_force_from"),
        number=F("close_after_days"),
    )


def _drives(article_id: int, at: datetime) -> QuerySet[Any, Any]:
    return _alike(
        _going_on(article_id, at),
        "drive",
        of=F("article_id"),
        level=F("level_if_met"),
        other=F("level_if_missed"),
        reason=F("reason"),
        begins=F("starts_at"),
        ends=F("deadline"),
        called_off=F("called_off_at"),
        number=F("target"),
    )


def _going_on(article_id: int, at: datetime) -> QuerySet[CommentDrive]:
    goes_on = Q(called_off_at=None) | Q(called_off_at__gt=at)
    drives = CommentDrive.objects.filter(_applies(article_id), goes_on)
    return drives.filter(outcome=None, starts_at__lte=at)


def _payments(article_id: int, at: datetime) -> QuerySet[Any, Any]:
    drives = _going_on(article_id, at)

    def first(order: str, column: str) -> Subquery:
        return Subquery(drives.order_by(order).values(column)[:1])

    rows = between(
        first("starts_at", "starts_at"),
        first("-starts_at", "starts_at"),
        first("-deadline", "deadline"),
    )
    # It holds for all rows or for none: where no drive is under way, none is looked at.
    rows = rows.filter(Exists(drives))
    return _alike(rows, "payment", of=F("user_id"), begins=F("paid_from"), ends=F("ends_at"))


def _bans(member_id: int, at: datetime) -> QuerySet[Any, Any]:
    rows = Ban.objects.in_force(at).filter(member=member_id)
    return _alike(rows, "ban", reason=F("reason"), begins=F("begins_at"), ends=F("until"))


def _warnings(member_id: int) -> QuerySet[Any, Any]:
    rows = MemberWarning.objects.unread().filter(member=member_id)
    return _alike(rows, "warning", reason=F("reason"), begins=F("at"))


def _applies(article_id: int) -> Q:
    return Q(article=None) | Q(article=article_id)


def _alike(rows: QuerySet[Any, Any], kind: str, **columns: F) -> QuerySet[Any, Any]:
    """`rows` with the columns of `Found`, in its order and of the same types for every kind, as a
    union wants them."""
    named = {f"found_{name}": columns.get(name, empty) for name, empty in EMPTY.items()}
    return (
        rows.order_by()
        .annotate(found_kind=Value(kind, CharField()), **named)
        .values_list("found_kind", "pk", *named)
    )
