"""Limits hold for all processes, whatever is rolled back and whoever one claims to be."""

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.db import IntegrityError, connection, connections, transaction
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.limits import Limit, allow, client_address, forget_expired, network_of
from accounts.models import RateCounter

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
THRICE = Limit("knocks", 3, HOUR)
PATIENCE_S = 60


def times(limit: Limit, who: str, at: datetime, tries: int) -> int:
    """How many of `tries` are allowed."""
    return sum(allow(limit, who, at) for _ in range(tries))


@pytest.mark.django_db
class TestCounting:
    def test_so_many_and_no_more(self) -> None:
        assert [allow(THRICE, "ada", NOON) for _ in range(5)] == [True] * 3 + [False] * 2

    def test_each_one_has_a_count_of_their_own(self) -> None:
        assert times(THRICE, "ada", NOON, 4) == 3
        assert times(THRICE, "berta", NOON, 4) == 3

    def test_each_thing_has_a_count_of_its_own(self) -> None:
        assert times(THRICE, "ada", NOON, 4) == 3
        assert times(Limit("rings", 1, HOUR), "ada", NOON, 4) == 1

    def test_what_and_who_do_not_run_into_each_other(self) -> None:
        assert times(Limit("a", 1, HOUR), "bc", NOON, 2) == 1
        assert times(Limit("ab", 1, HOUR), "c", NOON, 2) == 1

    @pytest.mark.parametrize(
        ("later", "allowed"),
        [(timedelta(minutes=59, seconds=59), 0), (HOUR, 3), (HOUR * 2, 3)],
    )
    def test_the_next_window_begins_anew(self, later: timedelta, allowed: int) -> None:
        times(THRICE, "ada", NOON, 3)
        assert times(THRICE, "ada", NOON + later, 4) == allowed

    def test_who_is_counted_is_not_written_down(self) -> None:
        allow(THRICE, "192.0.2.17", NOON)
        [row] = RateCounter.objects.all()
        assert "192.0.2.17" not in row.key
        assert (len(row.key), row.count, row.expires_at) == (64, 1, NOON + HOUR)

    def test_what_has_passed_is_forgotten_and_the_rest_is_not(self) -> None:
        allow(THRICE, "ada", NOON - HOUR)
        allow(THRICE, "ada", NOON)
        assert forget_expired(NOON) == 1
        assert [row.expires_at for row in RateCounter.objects.all()] == [NOON + HOUR]

    @pytest.mark.parametrize(
        ("at", "left"),
        [
            (NOON, 3600),
            (NOON + timedelta(minutes=59), 60),
            (NOON + timedelta(seconds=3599, milliseconds=1), 1),
        ],
    )
    def test_what_is_left_of_a_window(self, at: datetime, left: int) -> None:
        assert THRICE.seconds_left(at) == left
        assert THRICE.ends_at(at) == NOON + HOUR


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_a_rollback_takes_no_count_back(self) -> None:
        for _ in range(3):
            assert allow(THRICE, "ada", NOON)
            with suppress(IntegrityError), transaction.atomic():
                raise IntegrityError
        assert not allow(THRICE, "ada", NOON)

    def test_a_count_that_a_rollback_could_take_back_is_refused(self) -> None:
        with transaction.atomic(), pytest.raises(RuntimeError):
            allow(THRICE, "ada", NOON)


@pytest.fixture
def _on_a_server(transactional_db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("Threads cannot share a database in memory; test_signup_hammered has processes")


@pytest.mark.usefixtures("_on_a_server")
def test_many_at_once_are_counted_one_by_one() -> None:
    many = Limit("knocks", 20, HOUR)
    begin, allowed = threading.Barrier(8), []

    def knock() -> None:
        try:
            begin.wait(PATIENCE_S)
            allowed.append(times(many, "ada", NOON, 10))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert len(allowed) == 8
    assert sum(allowed) == many.most
    assert RateCounter.objects.get().count == 80


def asked(forwarded: str | None, remote: str = "203.0.113.9") -> Any:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)


class TestWhoAsks:
    @pytest.mark.parametrize(
        ("proxies", "forwarded", "client"),
        [
            (0, None, "203.0.113.9"),
            (0, "198.51.100.1", "203.0.113.9"),
            (1, None, "203.0.113.9"),
            (1, "198.51.100.1", "198.51.100.1"),
            (1, "192.0.2.66, 198.51.100.1", "198.51.100.1"),
            (1, "192.0.2.66,,nonsense,198.51.100.1", "198.51.100.1"),
            (1, "nonsense", "203.0.113.9"),
            (1, "", "203.0.113.9"),
            (2, "198.51.100.1", "203.0.113.9"),
            (2, "198.51.100.1, 10.0.0.1", "198.51.100.1"),
            (2, "192.0.2.66, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
            (1, "198.51.100.1:4711", "198.51.100.1"),
            (1, "[2001:db8::1]:4711", "2001:db8::1"),
            (1, "[2001:db8::1]", "2001:db8::1"),
            (1, "2001:db8::1", "2001:db8::1"),
            (1, "::ffff:198.51.100.1", "198.51.100.1"),
        ],
    )
    def test_the_entry_that_the_outermost_of_our_proxies_wrote(
        self, proxies: int, forwarded: str | None, client: str
    ) -> None:
        with override_settings(PROXIES=proxies):
            assert str(client_address(asked(forwarded))) == client

    @pytest.mark.parametrize(
        ("remote", "network"),
        [
            ("203.0.113.9", "203.0.113.9"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::", "2001:db8:1:3::/64"),
            ("fe80::1%eth0", "fe80::/64"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("", "None"),
        ],
    )
    def test_whom_a_limit_counts_as_one(self, remote: str, network: str) -> None:
        assert network_of(asked(None, remote)) == network

    @given(claimed=st.text(st.characters(codec="ascii", exclude_categories=["Cc"])), n=st.data())
    def test_nothing_that_is_claimed_changes_who_asks(self, claimed: str, n: st.DataObject) -> None:
        """Each of our proxies appends whom it saw; before that stands whatever was sent."""
        proxies = n.draw(st.integers(0, 3))
        written = ["198.51.100.1", "10.0.0.1", "10.0.0.2"][:proxies]
        with override_settings(PROXIES=proxies):
            honest = network_of(asked(", ".join(written) or None))
            assert network_of(asked(", ".join([claimed, *written]))) == honest

    @given(
        address=st.ip_addresses(v=4).map(str) | st.ip_addresses(v=6).map(str),
        port=st.sampled_from(["", ":4711"]),
        proxies=st.integers(0, 2),
    )
    def test_allauth_counts_the_same_ones(self, address: str, port: str, proxies: int) -> None:
        bracketed = f"[{address}]" if port and ":" in address else address
        request = asked(f"192.0.2.66, {bracketed}{port}, 10.0.0.1", address)
        with override_settings(PROXIES=proxies, ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
            theirs = get_client_ip(request)
            assert client_address(request) == client_address(asked(None, str(theirs)))


def test_allauth_is_told_of_as_many_proxies() -> None:
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == settings.PROXIES
