"""Limits: how often something may happen, counted across all processes.

A window is fixed: it begins with a round number of seconds since the epoch. Whoever comes at its
border can use two windows' worth, which is the price of one row and one statement for a count.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from accounts.models import RateCounter


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of `what` in `window`, for each one who does it."""

    what: str
    most: int
    window: timedelta


def allow(limit: Limit, who: str, at: datetime) -> bool:
    """Count one more of `limit.what` by `who` at the moment `at`; False if that is too many.

    The count holds at once and for every process, whatever becomes of the caller's work if it is
    called outside of the caller's transaction.
    """
    window_s = int(limit.window.total_seconds())
    number = int(at.timestamp()) // window_s
    key = salted_hmac("accounts.limits", f"{limit.what}\0{who}\0{number}", algorithm="sha256")
    expires_at = datetime.fromtimestamp((number + 1) * window_s, UTC)
    return _count(key.hexdigest(), expires_at) <= limit.most


def forget_expired(at: datetime) -> int:
    """Delete the counters of windows that have passed; how many."""
    return RateCounter.objects.filter(expires_at__lte=at).delete()[0]


def _count(key: str, expires_at: datetime) -> int:
    """One statement, so that two processes never count the same number."""
    table = connection.ops.quote_name(RateCounter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (key, count, expires_at) VALUES (%s, 1, %s) "  # noqa: S608
            f"ON CONFLICT (key) DO UPDATE SET count = {table}.count + 1 RETURNING count",
            [key, connection.ops.adapt_datetimefield_value(expires_at)],
        )
        return int(cursor.fetchone()[0])
