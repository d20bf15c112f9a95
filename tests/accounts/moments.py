"""Moments that tests speak of."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2030, 1, 31, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)  # the least that two moments differ by
DAY = timedelta(days=1)
