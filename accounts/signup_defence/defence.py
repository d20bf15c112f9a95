"""What a defended form carries: its challenge, a trap, and how long it has to wait."""

import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.signup_defence import challenge
from accounts.signup_defence.admission import wait

CHALLENGE_FIELD = "altcha"  # as ALTCHA's own widget names it
TRAP_FIELD = "website"  # what those who fill in everything fill in, and nobody sees


@dataclass(frozen=True, slots=True)
class Defence:
    """What templates/accounts/_proof_of_work.html puts into the form. The waits are what is left
    of them, in seconds."""

    challenge: str
    wait_s: int
    wait_without_proof_s: int
    challenge_field: str = CHALLENGE_FIELD
    trap_field: str = TRAP_FIELD


def defence(given: str, at: datetime) -> Defence:
    """For a form that is shown at the moment `at`: with the challenge that it was `given`, as long
    as that can still be used, or a new one."""
    text, known = given, challenge.read(given)
    if known is None or known.expired(at):
        text = challenge.issue(at, secrets.randbelow(challenge.NUMBERS))
        open_for = timedelta(0)
    else:
        open_for = known.age(at)
    return Defence(
        challenge=text,
        wait_s=_seconds_left(wait(solved=True) - open_for),
        wait_without_proof_s=_seconds_left(wait(solved=False) - open_for),
    )


def _seconds_left(length: timedelta) -> int:
    return max(0, math.ceil(length.total_seconds()))
