"""What a form that anybody can send must pass, as at the sign-up (accounts/signup_defence/).

Asked before any transaction: what is counted and what is spent here stays so.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.limits import Limit, allow, network_of
from accounts.signup_defence import challenge
from accounts.signup_defence.admission import Refusal, wait
from accounts.signup_defence.defence import CHALLENGE_FIELD, TRAP_FIELD, Defence, defence
from accounts.waiting import try_again
from archive.web import HtmxRequest

HOUR = timedelta(hours=1)
# Forms sent, whatever became of them: somebody who mistypes, and their neighbours.
ATTEMPTS = Limit("forms of requests to remove", 60, HOUR)
# Requests from one network: an author who asks for a few pieces, an agency with a list of them.
FROM_A_NETWORK = Limit("requests to remove", 10, HOUR)
# Of them, those that proved no work: somebody who reads without scripts.
WITHOUT_PROOF = Limit("requests to remove without proof", 3, HOUR)
WITHOUT_PROOF_IN_ALL = Limit("requests to remove without proof in all", 20, HOUR)
# In all: more than anybody reads in an hour, and fewer than would bury what came before.
IN_ALL = Limit("requests to remove in all", 100, HOUR)


@dataclass(frozen=True, slots=True)
class Door:
    """One form that was sent, or is about to be shown, at the moment `at`."""

    given: str
    trapped: bool
    network: str
    at: datetime

    def knock(self) -> Refusal | None:
        """Count the form, and see whether it was open for long enough, and not too long."""
        if not allow(ATTEMPTS, self.network, self.at):
            return _too_many(ATTEMPTS, self.at)
        known = challenge.read(self.given)
        if known is None or known.expired(self.at):
            return _stale()
        early = wait(solved=known.solved) - known.age(self.at)
        return _early(math.ceil(early.total_seconds())) if early > timedelta(0) else None

    def admit(self) -> Refusal | None:
        """Spend the challenge of a form that is in order, and count the request."""
        known = challenge.read(self.given)
        if known is None or not challenge.spend(known):
            return _stale()
        for limit, who in self._limits(solved=known.solved):
            if not allow(limit, who, self.at):
                return _too_many(limit, self.at)
        return None

    def defence(self, refusal: Refusal | None) -> Defence:
        """What the form carries when it is shown, again or for the first time."""
        return defence("" if refusal and refusal.spent else self.given, self.at)

    def _limits(self, *, solved: bool) -> Iterator[tuple[Limit, str]]:
        """The narrowest first, so that no one network uses up what is for all."""
        if not solved:
            yield WITHOUT_PROOF, self.network
            yield WITHOUT_PROOF_IN_ALL, ""
        yield FROM_A_NETWORK, self.network
        yield IN_ALL, ""


def door_of(request: HtmxRequest, at: datetime) -> Door:
    given = request.POST.get(CHALLENGE_FIELD, "")
    return Door(given, bool(request.POST.get(TRAP_FIELD)), network_of(request), at)


def _stale() -> Refusal:
    words = _("This form was open for too long, or was sent once already. Send it once more.")
    return Refusal(words, spent=True)


def _early(seconds: int) -> Refusal:
    words = ngettext(
        "That was faster than people write, which keeps machines out. Send it again in "
        "%(seconds)s second.",
        "That was faster than people write, which keeps machines out. Send it again in "
        "%(seconds)s seconds.",
        seconds,
    )
    return Refusal(words % {"seconds": seconds})


def _too_many(limit: Limit, at: datetime) -> Refusal:
    seconds = limit.seconds_left(at)
    words = _("More requests came than this site takes at once. Yours was not sent yet.")
    return Refusal(f"{words} {try_again(seconds)}", spent=True, retry_after_s=seconds)
