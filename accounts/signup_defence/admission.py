"""Whether a sign-up may go on, and if not, why and what helps.

Asked before any transaction: what is counted and what is spent here stays so.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.limits import Limit, allow
from accounts.signup_defence import rates
from accounts.signup_defence.challenge import Challenge, spend
from accounts.waiting import try_again


@dataclass(frozen=True, slots=True)
class Refusal:
    """`retry_after_s` where a limit refuses; `spent` where the form needs another challenge."""

    words: str
    spent: bool = False
    retry_after_s: int | None = None

    @property
    def status(self) -> int:
        return 422 if self.retry_after_s is None else 429


def knock(challenge: Challenge | None, network: str, at: datetime) -> Refusal | None:
    """Count a form that was sent, and see whether it was open for long enough, and not too long;
    asked before anybody looks into it."""
    if not allow(rates.ATTEMPTS, network, at):
        words = _("This form was sent too often from your network.")
        return _too_many(words, rates.ATTEMPTS, at)
    if challenge is None or challenge.expired(at):
        return _stale()
    early = wait(solved=challenge.solved) - challenge.age(at)
    if early > timedelta(0):
        return _early(challenge.solved, math.ceil(early.total_seconds()))
    return None


def admit(challenge: Challenge | None, network: str, at: datetime) -> Refusal | None:
    """Spend the challenge of a form that is in order, and count who is about to be a member."""
    if challenge is None or not spend(challenge):
        return _stale()
    for limit, who, words in _limits(network, solved=challenge.solved):
        if not allow(limit, who, at):
            return _too_many(words, limit, at)
    return None


def wait(*, solved: bool) -> timedelta:
    """How long a form must have been open."""
    return settings.SIGNUP_WAIT if solved else settings.SIGNUP_WAIT_WITHOUT_PROOF


def _limits(network: str, *, solved: bool) -> Iterator[tuple[Limit, str, str]]:
    """Each limit that holds, for whom, and what is said when it is reached. The narrowest first,
    so that no one network uses up what is for all."""
    if not solved:
        words = _("Without JavaScript only a few can sign up in an hour. Turn it on if you can.")
        yield rates.WITHOUT_PROOF, network, words
        yield rates.WITHOUT_PROOF_IN_ALL, "", words
    yield rates.FROM_A_NETWORK, network, _("Too many have just signed up from your network.")
    yield rates.in_all(), "", _("More want to sign up just now than this site lets in at once.")


def _stale() -> Refusal:
    """Invalid, too old or used: said alike, since whoever forges learns nothing from it."""
    return Refusal(
        _(
            "This form was open for too long, or was sent once already. "
            "Type your password again and press the button once more."
        ),
        spent=True,
    )


def _early(solved: bool, seconds: int) -> Refusal:
    if solved:
        return Refusal(
            _("That was faster than people write. Type your password and press the button again.")
        )
    return Refusal(
        ngettext(
            "Without JavaScript this form waits a little, to keep machines out. "
            "Type your password again, and press the button in %(seconds)s second.",
            "Without JavaScript this form waits a little, to keep machines out. "
            "Type your password again, and press the button in %(seconds)s seconds.",
            seconds,
        )
        % {"seconds": seconds}
    )


def _too_many(words: str, limit: Limit, at: datetime) -> Refusal:
    seconds = limit.seconds_left(at)
    return Refusal(f"{words} {try_again(seconds)}", spent=True, retry_after_s=seconds)
