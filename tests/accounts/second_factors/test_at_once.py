"""One code, used by two at the same moment, lets one of them in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.second_factors import codes
from tests import people
from tests.accounts.second_factors.factors import give_app, recovery_codes_of

AT_ONCE, ROUNDS = 6, 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_that_many_use_at_once_counts_once(kind: str) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("Transactions side by side need PostgreSQL: SQLite lets one write at a time.")
    for _round in range(ROUNDS):
        reader = people.reader()
        app, now = give_app(reader), timezone.now()
        code = app.code(now) if kind == "app" else recovery_codes_of(reader)[0]
        assert let_in(reader, code, now) == 1


def let_in(reader: User, code: str, now: datetime) -> int:
    """How many of those who use `code` at once it lets in."""
    together = Barrier(AT_ONCE)

    def use(_number: int) -> bool:
        try:
            together.wait()
            return codes.spend(reader, code, now) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sum(threads.map(use, range(AT_ONCE)))
