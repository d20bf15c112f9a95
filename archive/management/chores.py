"""What the worker does, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts import limits, old_sessions, outbox
from accounts.signup_defence import challenge

# Whoever signs up waits for a mail; nobody waits for the rest, which holds whether it was written
# down or not.
SECONDS, HOUR = 2, 3_600


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to `do` at a moment, over and over, with `every_s` seconds between."""

    name: str
    do: Callable[[datetime], object]
    every_s: int


CHORES = (
    Chore("send the outbox", lambda _at: outbox.send_due(timezone.now), SECONDS),
    Chore("forget expired counters", limits.forget_expired, HOUR),
    Chore("forget used challenges", challenge.forget_expired, HOUR),
    Chore("forget ended sessions", old_sessions.forget, HOUR),
    Chore("forget old mail", outbox.forget_old, HOUR),
)
