"""What the worker does, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts import limits, old_sessions, outbox, subscriptions, unconfirmed
from accounts.models import HeldName
from accounts.signup_defence import challenge
from archive.commenting import drives
from archive.indexing import rebuild
from archive.management import cache_table
from archive.moderating import removals
from archive.related import compare
from archive.search import forgetting

# Whoever signs up waits for a mail; nobody waits for the rest, which holds whether it was written
# down or not.
A_MOMENT, MINUTE, HOUR = 2, 60, 3_600


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to `do` at a moment, over and over, with `every_s` seconds between; or with
    `unfinished_s`, where it answers False, since there is more to do than it had time for."""

    name: str
    do: Callable[[datetime], object]
    every_s: int
    unfinished_s: int | None = None

    def rest_s(self, answer: object) -> int:
        if answer is False and self.unfinished_s is not None:
            return self.unfinished_s
        return self.every_s


CHORES = (
    Chore("send the outbox", lambda _at: outbox.send_due(timezone.now), A_MOMENT),
    Chore("settle drives", drives.settle_due, MINUTE // 4),
    Chore("expire subscriptions", subscriptions.expire, MINUTE),
    Chore("compare articles", compare.compare_due, MINUTE),
    Chore("index again what was renamed", rebuild.freshen, MINUTE // 4),
    Chore("index what is missing", rebuild.complete, MINUTE, unfinished_s=MINUTE // 4),
    Chore("forget erased words", forgetting.forget_erased, HOUR, unfinished_s=MINUTE // 4),
    Chore("announce ends of subscriptions", subscriptions.announce_ends, 10 * MINUTE),
    Chore("forget expired counters", limits.forget_expired, HOUR),
    Chore("forget what the cache holds no longer", cache_table.forget_expired, HOUR),
    Chore("forget used challenges", challenge.forget_expired, HOUR),
    Chore("forget unconfirmed sign-ups", unconfirmed.forget, HOUR),
    Chore("forget ended sessions", old_sessions.forget, HOUR),
    Chore("forget old mail", outbox.forget_old, HOUR),
    Chore("forget who asked for removals", removals.forget, HOUR),
    Chore("let go of names that were held", HeldName.objects.release, HOUR),
)
