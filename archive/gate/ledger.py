"""The ledger of who may comment: which of its rows is in force at a moment, and what comes next.

Pure: rows in, a `Gate` out. What comes of a drive that nobody has written down yet is one more row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from accounts.gating import Gate, Level
from archive.gate.drive import Drive

AS_SITE = "as_site"
UNWRITTEN = float("inf")  # the number of a row yet to be written: it comes after all that are


@dataclass(frozen=True, slots=True)
class Row:
    """Whom comments are for from `begins` on, on the whole site or under one article.

    `number` is the row's id.
    """

    begins: datetime
    number: float
    level: str
    reason: str = ""
    close_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom comments are for at a moment. `row` is the one that says so, None where none does;
    `of_site` whether the whole site's rule applies."""

    level: Level
    reason: str
    row: Row | None
    of_site: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows that apply under one article, in order: those in force now, and those to come."""

    site: tuple[Row, ...]
    own: tuple[Row, ...]
    added_at: datetime  # the article, to the archive

    def standing(self, at: datetime) -> Standing:
        own = in_force(self.own, at)
        if own and own.level != AS_SITE:
            return Standing(Level(own.level), own.reason, own, of_site=False)
        site = in_force(self.site, at)
        if site is None:
            return Standing(Level.REGISTERED, "", None, of_site=True)
        closes_at = self._closes_at(site)
        if closes_at and closes_at <= at and site.close_after_days is not None:
            reason = closed_by_itself(site.close_after_days)
            return Standing(Level.NOBODY, reason, site, of_site=True)
        return Standing(Level(site.level), site.reason, site, of_site=True)

    def gate(self, at: datetime, undecided: Iterable[Drive] = ()) -> Gate:
        """Whom comments are for at `at`, and the next change of that which is known.

        Beyond the deadline of a drive that matters there nothing is known yet.
        """
        now = self.standing(at)
        for moment in self._moments_after(at):
            if any(self._may_matter(drive, moment) for drive in undecided):
                break
            then = self.standing(moment)
            if then.level is not now.level:
                return Gate(now.level, now.reason, moment, then.level)
        return Gate(now.level, now.reason)

    def _moments_after(self, at: datetime) -> list[datetime]:
        """When anything may change, from `at` on."""
        closings = (self._closes_at(row) for row in self.site)
        begins = (row.begins for row in (*self.site, *self.own))
        return sorted({moment for moment in (*begins, *closings) if moment and moment > at})

    def _may_matter(self, drive: Drive, moment: datetime) -> bool:
        """Whether what `drive` comes to may decide by `moment`: at its deadline, or once the
        article's own rule, which hid it then, gives way to the site's."""
        if drive.deadline > moment:
            return False
        asked = (drive.deadline, moment)
        return not drive.of_site or any(self.standing(then).of_site for then in asked)

    def _closes_at(self, row: Row) -> datetime | None:
        if row.close_after_days is None:
            return None
        return self.added_at + timedelta(days=row.close_after_days)


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows of one scope as they follow each other. One yet to be written is of a drive, which
    says nothing of automatic closing: that stays as it was."""
    found: list[Row] = []
    for row in sorted(rows, key=lambda row: (row.begins, row.number)):
        if row.number == UNWRITTEN and found:
            row = replace(row, close_after_days=found[-1].close_after_days)  # noqa: PLW2901
        found.append(row)
    return tuple(found)


def in_force(rows: tuple[Row, ...], at: datetime) -> Row | None:
    """The last of `rows`, which are in order, that has begun at `at`."""
    return next((row for row in reversed(rows) if row.begins <= at), None)


def closed_by_itself(days: int) -> str:
    """Why comments are closed that nobody closed; it continues "…, because"."""
    words = ngettext(
        "they close %(days)s day after an article is added here",
        "they close %(days)s days after an article is added here",
        days,
    )
    return words % {"days": days}
