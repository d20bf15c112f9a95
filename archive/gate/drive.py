"""What comes of a drive: it follows from who paid when, and from nothing else.

Pure, and final: what was decided at a moment is decided the same at every later one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Drive:
    """If `target` people pay at once before `deadline` who did not pay at `begins`, comments are
    for `if_met` from that moment on, and otherwise for `if_missed` from the deadline on."""

    number: int
    of_site: bool
    target: int
    begins: datetime
    deadline: datetime
    if_met: str
    if_missed: str
    reason: str = ""
    called_off_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """That a person pays, from `begins` up to, and not at, `ends`; None is without end."""

    person: int
    begins: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A drive that has not come to anything yet, and how many of its `target` there are."""

    drive: Drive
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a drive came to, and from which moment on that holds."""

    drive: Drive
    met: bool
    at: datetime

    @property
    def level(self) -> str:
        return self.drive.if_met if self.met else self.drive.if_missed

    @property
    def reason(self) -> str:
        """It continues "…, because"."""
        target = self.drive.target
        if self.met:
            words = ngettext("%(n)s more person subscribed", "%(n)s more people subscribed", target)
        elif target == 1:
            words = _("nobody more subscribed in time")
        else:
            words = _("fewer than %(n)s more people subscribed in time")
        return words % {"n": target}


def outcome(drive: Drive, payments: Iterable[Payment], at: datetime) -> Outcome | None:
    """What `drive` has come to at the moment `at`; None while it is under way, and for good
    where it was called off before it came to anything."""

    def happened(moment: datetime) -> bool:
        return moment <= at and (drive.called_off_at is None or moment < drive.called_off_at)

    for moment, count in _counts(drive, payments):
        if count >= drive.target and moment < drive.deadline and happened(moment):
            return Outcome(drive, met=True, at=moment)
    return Outcome(drive, met=False, at=drive.deadline) if happened(drive.deadline) else None


def progress(drive: Drive, payments: Iterable[Payment], at: datetime) -> int:
    """How many people pay at the moment `at` who did not when `drive` began."""
    new = _new(drive, payments)
    return len({one.person for one in new if one.begins <= at and (not one.ends or at < one.ends)})


def _counts(drive: Drive, payments: Iterable[Payment]) -> Iterator[tuple[datetime, int]]:
    """Each moment at which somebody new begins to pay, in order, and how many do then."""
    new = sorted(_new(drive, payments), key=lambda one: one.begins)
    ends = sorted((one.ends, one.person) for one in new if one.ends)
    paying: Counter[int] = Counter()
    ended = 0
    for index, one in enumerate(new):
        while ended < len(ends) and ends[ended][0] <= one.begins:
            person = ends[ended][1]
            paying[person] -= 1
            if not paying[person]:
                del paying[person]
            ended += 1
        paying[one.person] += 1
        if index + 1 == len(new) or new[index + 1].begins > one.begins:
            yield one.begins, len(paying)


def _new(drive: Drive, payments: Iterable[Payment]) -> list[Payment]:
    """The payments since `drive` began of people who did not pay then."""
    real = [one for one in payments if one.ends is None or one.begins < one.ends]
    start = drive.begins
    before = {
        one.person for one in real if one.begins <= start and (not one.ends or start < one.ends)
    }
    return [one for one in real if one.person not in before and one.begins > start]
