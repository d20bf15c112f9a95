"""Limits: how often something may happen, counted across all processes.

A window is fixed: it begins with a round number of seconds since the epoch. Whoever comes at its
border can use two windows' worth, which is the price of one row and one statement for a count.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.crypto import salted_hmac

from accounts.models import RateCounter

# One customer of an IPv6 provider has at least so many bits' worth of addresses to choose from.
IPV6_NETWORK_BITS = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of `what` in `window`, for each one who does it."""

    what: str
    most: int
    window: timedelta

    def window_number(self, at: datetime) -> int:
        """The window that `at` falls into, counted from the epoch."""
        return int(at.timestamp()) // self._window_s

    def ends_at(self, at: datetime) -> datetime:
        """When the window that `at` falls into ends, and counting begins anew."""
        return datetime.fromtimestamp((self.window_number(at) + 1) * self._window_s, UTC)

    def seconds_left(self, at: datetime) -> int:
        """Until then, rounded up: what a Retry-After header says."""
        return math.ceil((self.ends_at(at) - at).total_seconds())

    @property
    def _window_s(self) -> int:
        return int(self.window.total_seconds())


def allow(limit: Limit, who: str, at: datetime) -> bool:
    """Count one more of `limit.what` by `who` at the moment `at`; False if that is too many.

    The count is committed when this returns, so that no rollback can take it back; to be asked
    before the caller's transaction, therefore. Raises RuntimeError inside one.
    """
    return count(limit, who, at) <= limit.most


def count(limit: Limit, who: str, at: datetime) -> int:
    """The same, for whoever tells how many are left: how many it is with this one."""
    key = salted_hmac(
        "accounts.limits", f"{limit.what}\0{who}\0{limit.window_number(at)}", algorithm="sha256"
    )
    with transaction.atomic(durable=True):
        return _count(key.hexdigest(), limit.ends_at(at))


def forget_expired(at: datetime) -> int:
    """Delete the counters of windows that have passed; how many."""
    return RateCounter.objects.filter(expires_at__lte=at).delete()[0]


def client_address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """The address of whoever sent `request`, as far as it can be known.

    X-Forwarded-For grows to the right: with n proxies of our own, the n-th entry from the right is
    what the outermost of them saw, and everything before it is what the client claims. A header
    that our proxies cannot have written counts for nothing.
    """
    entries = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.PROXIES <= len(entries):
        forwarded = _address(entries[-settings.PROXIES])
        if forwarded:
            return forwarded
    return _address(request.META.get("REMOTE_ADDR", ""))


def network_of(request: HttpRequest) -> str:
    """Whom a limit counts as one: an IPv4 address, or the IPv6 network that a customer is given.

    Whoever has no address (who came through a socket that has none) is counted with their like.
    """
    address = client_address(request)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), IPV6_NETWORK_BITS), strict=False))
    return str(address)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address in `text`, which may be followed by a port; None if there is none.

    On a socket for both, an IPv4 client has an IPv6 address ("::ffff:192.0.2.1"); all of them
    would be one network.
    """
    host, port = split_domain_port(text.strip())
    try:
        address = ip_address((host if port else text.strip()).strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


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
