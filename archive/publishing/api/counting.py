"""How often one network asked, counted without keeping anyone waiting: where the database has no
turn for the counter at once (on SQLite there is one writer at a time), that request is let through
uncounted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.limits import Limit, count, network_of
from archive.publishing.api.problems import TOO_OFTEN, Problem

MINUTE = timedelta(minutes=1)
MOST_WAIT_MS = 100  # for the counter's turn


class TooOften(Problem):
    """That a network asked more often than `limit` allows, at the moment `at`."""

    def __init__(self, limit: Limit, at: datetime) -> None:
        wait_s = limit.seconds_left(at)
        sentence = _("That is more than %(most)d requests a minute: ask again in %(wait)d seconds.")
        super().__init__(TOO_OFTEN, sentence % {"most": limit.most, "wait": wait_s})
        # Here alone: other answers are kept by caches, and go to more than whoever asked.
        self.headers = {
            "Retry-After": str(wait_s),
            "RateLimit": f'"minute";r=0;t={wait_s}',
            "RateLimit-Policy": f'"minute";q={limit.most};w={int(MINUTE.total_seconds())}',
        }


def count_one(request: HttpRequest, at: datetime) -> None:
    """Raises TooOften where the network that `request` came from asks too often."""
    if not settings.API_PER_MINUTE:
        return
    limit = Limit("api", settings.API_PER_MINUTE, MINUTE)
    try:
        with _hardly_waiting():
            asked = count(limit, network_of(request), at)
    except DatabaseError:
        return
    if asked > limit.most:
        raise TooOften(limit, at)


@contextmanager
def _hardly_waiting() -> Iterator[None]:
    """What is written within waits for a lock for no longer than MOST_WAIT_MS."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            usual = int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])
            begin, end = f"PRAGMA busy_timeout = {MOST_WAIT_MS}", f"PRAGMA busy_timeout = {usual}"
        else:
            begin, end = f"SET lock_timeout = {MOST_WAIT_MS}", "RESET lock_timeout"
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute(end)
