"""The gate: whether someone may comment, and if not, why not and what would help.

Pure: everything the rule depends on, the moment included, is given to it. What the words are is
for templates to say (templates/accounts/_verdict.html).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """Whom a gate lets in."""

    NOBODY = "nobody"
    PAID = "paid"
    REGISTERED = "registered"


@dataclass(frozen=True, slots=True)
class Entitlements:
    """What someone is entitled to at one moment (accounts/entitlements.py)."""

    registered: bool = False
    verified: bool = False  # the e-mail address is known to be theirs
    staff: bool = False  # whoever moderates or edits here need not subscribe
    paid: bool = False
    paid_until: datetime | None = None  # None while `paid`: without end
    lapsed_at: datetime | None = None  # when the last subscription ended, if none is in force
    in_grace: bool = False  # a payment failed and may still be made good


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A ban from writing that is in force. `reason` is empty until it is explained."""

    until: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Admonition:
    """A warning that its member has yet to read: `number` is its address's."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may comment somewhere, and the reason readers are given.

    From `until` on the level is `then`; both are None where no change is known. `exclusion` and
    `admonition` are of whoever it was read for.
    """

    level: Level
    reason: str = ""
    until: datetime | None = None
    then: Level | None = None
    exclusion: Exclusion | None = None
    admonition: Admonition | None = None


class Because(StrEnum):
    """Why a verdict is what it is."""

    ALLOWED = "allowed"
    WITHDRAWN = "withdrawn"  # nothing is said here any more, or not yet
    BANNED = "banned"
    CLOSED = "closed"
    ANONYMOUS = "anonymous"
    UNVERIFIED = "unverified"
    WARNED = "warned"  # and it has not been read yet
    UNPAID = "unpaid"
    LAPSED = "lapsed"


class Remedy(StrEnum):
    """What someone who is refused can do."""

    NONE = "none"
    WAIT = "wait"  # until the verdict's moment
    LOG_IN = "log in"
    VERIFY = "verify"
    ACKNOWLEDGE = "acknowledge"  # the verdict's warning
    SUBSCRIBE = "subscribe"
    RENEW = "renew"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `reason` is what the site's people gave, `until` when waiting alone may help.
    `level` is whom the gate lets in, for a closed one whom it will from `until` on; `ended` is
    when a lapsed subscription ended; `warning` is the number of the one to be read."""

    because: Because
    remedy: Remedy = Remedy.NONE
    reason: str = ""
    until: datetime | None = None
    level: Level = Level.REGISTERED
    ended: datetime | None = None
    warning: int | None = None

    @property
    def allowed(self) -> bool:
        return self.because is Because.ALLOWED


def decide(entitlements: Entitlements, gate: Gate, at: datetime) -> Verdict:
    """Whether someone with these `entitlements` may pass `gate` at the moment `at`.

    The reason that no act of theirs removes comes first: who is banned is not sent to subscribe.
    """
    shut = _shut(gate, at)
    if shut:
        return shut
    if not entitlements.registered:
        return Verdict(Because.ANONYMOUS, Remedy.LOG_IN, gate.reason, level=gate.level)
    if not entitlements.verified:
        return Verdict(Because.UNVERIFIED, Remedy.VERIFY, gate.reason, level=gate.level)
    if gate.admonition:
        return _warned(gate.admonition, gate.level)
    if gate.level is Level.REGISTERED or entitlements.staff or _paid(entitlements, at):
        return Verdict(Because.ALLOWED, level=gate.level)
    return _unpaid(entitlements, gate)


def _shut(gate: Gate, at: datetime) -> Verdict | None:
    """What no entitlement opens."""
    ban = gate.exclusion
    if ban and (ban.until is None or at < ban.until):
        return Verdict(Because.BANNED, _wait(ban.until), ban.reason, ban.until, gate.level)
    if gate.level is Level.NOBODY:
        opens = gate.until if gate.then not in {None, Level.NOBODY} else None
        level = gate.then if opens and gate.then else gate.level
        return Verdict(Because.CLOSED, _wait(opens), gate.reason, opens, level)
    return None


def _warned(admonition: Admonition, level: Level) -> Verdict:
    """Whoever was warned reads that first, pays they or not: it costs nothing."""
    return Verdict(
        Because.WARNED,
        Remedy.ACKNOWLEDGE,
        admonition.reason,
        level=level,
        warning=admonition.number,
    )


def _unpaid(entitlements: Entitlements, gate: Gate) -> Verdict:
    """What someone is told who does not pay where only those who pay may speak."""
    opens = gate.until if gate.then is Level.REGISTERED else None
    ended = entitlements.lapsed_at or entitlements.paid_until
    because, remedy = (
        (Because.LAPSED, Remedy.RENEW) if ended else (Because.UNPAID, Remedy.SUBSCRIBE)
    )
    return Verdict(because, remedy, gate.reason, opens, gate.level, ended)


def _paid(entitlements: Entitlements, at: datetime) -> bool:
    until = entitlements.paid_until
    return entitlements.paid and (until is None or at < until)


def _wait(until: datetime | None) -> Remedy:
    return Remedy.WAIT if until else Remedy.NONE
