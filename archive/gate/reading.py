"""The gate of an article at a moment: who may comment, until when, and which drive is under way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from accounts.gating import Admonition, Exclusion, Gate
from archive.gate import rows
from archive.gate.drive import Drive, Outcome, Payment, UnderWay, outcome, progress
from archive.gate.ledger import UNWRITTEN, Ledger, Row, in_order

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Reading:
    """`state` is the article's; `gate` holds the ban and the warning of the member it was read
    for, if any. `policy` is the id of the ledger's row in force, None where there is none, or where
    it is what a drive came to and nobody has written it yet."""

    state: str
    gate: Gate
    under_way: tuple[UnderWay, ...]
    policy: int | None


def read(article_id: int, member: "Person | None", at: datetime) -> Reading:
    """The gate of an article for `member`, as the database has it now: one query.
    Raises LookupError if there is no such article."""
    held: dict[str, list[rows.Found]] = {}
    for row in rows.found(article_id, member.pk if member else None, at):
        held.setdefault(row.kind, []).append(row)
    if "article" not in held:
        raise LookupError(f"There is no article {article_id}.")
    article = held["article"][0]
    drives = [_drive(row) for row in held.get("drive", [])]
    payments = tuple(map(_payment, held.get("payment", [])))
    decided = {drive: outcome(drive, payments, at) for drive in drives}
    outcomes = [found for found in decided.values() if found]
    undecided = [drive for drive, found in decided.items() if found is None]
    ledger = _ledger(article.begins, held.get("policy", []), outcomes)
    standing = ledger.standing(at)
    return Reading(
        state=article.level,
        gate=replace(
            ledger.gate(at, undecided),
            exclusion=_exclusion(held.get("ban", [])),
            admonition=_admonition(held.get("warning", [])),
        ),
        under_way=tuple(
            UnderWay(drive, progress(drive, payments, at))
            for drive in undecided
            # The site's only where the site's rule applies.
            if standing.of_site or not drive.of_site
        ),
        policy=_written(standing.row),
    )


def _drive(row: rows.Found) -> Drive:
    assert row.ends is not None
    assert row.number is not None
    return Drive(
        number=row.pk,
        of_site=row.article is None,
        target=row.number,
        begins=row.begins,
        deadline=row.ends,
        if_met=row.level,
        if_missed=row.other,
        reason=row.reason,
        called_off_at=row.called_off_at,
    )


def _payment(row: rows.Found) -> Payment:
    assert row.article is not None
    return Payment(person=row.article, begins=row.begins, ends=row.ends)


def _ledger(
    added_at: datetime, policies: Sequence[rows.Found], outcomes: Sequence[Outcome]
) -> Ledger:
    def scope(*, of_site: bool) -> tuple[Row, ...]:
        written = [
            Row(row.begins, row.pk, row.level, row.reason, row.number)
            for row in policies
            if (row.article is None) is of_site
        ]
        unwritten = [
            Row(found.at, UNWRITTEN, found.level, found.reason)
            for found in outcomes
            if found.drive.of_site is of_site
        ]
        return in_order([*written, *unwritten])

    return Ledger(scope(of_site=True), scope(of_site=False), added_at)


def _exclusion(bans: Sequence[rows.Found]) -> Exclusion | None:
    """The ban that lasts longest; its reason, or one that another gives."""
    if not bans:
        return None
    longest = max(bans, key=lambda ban: (ban.ends is None, ban.ends or ban.begins))
    reasons = [ban.reason for ban in (longest, *bans) if ban.reason]
    return Exclusion(longest.ends, next(iter(reasons), ""))


def _admonition(warnings: Sequence[rows.Found]) -> Admonition | None:
    """The first of those yet to be read; the next one stands behind it."""
    first = min(warnings, key=lambda warning: warning.pk, default=None)
    return Admonition(first.pk, first.reason) if first else None


def _written(row: Row | None) -> int | None:
    return int(row.number) if row and row.number != UNWRITTEN else None
