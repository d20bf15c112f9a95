"""What was erased is in no index either."""

import pytest
from django.db import connection
from django.utils import timezone

from archive.search import forgetting
from archive.search.backends import sqlite
from tests.archive.search.test_backends import entry, found

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has VACUUM.")
def test_erased_words_leave_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    def holds(word: str) -> int:
        with connection.cursor() as cursor:
            where = "instr(block, CAST(%s AS blob))"
            sql = f"SELECT count(*) FROM archive_searchwords_data WHERE {where}"
            cursor.execute(sql, [word])
            return cursor.fetchone()[0]  # type: ignore[no-any-return]

    for number in range(3):
        entry(body=f"salt road w{number}")
    erased = entry(body="quay zebrafinch")
    erased.delete()
    assert holds("finch")
    monkeypatch.setattr(sqlite, "PAGES", 1)
    monkeypatch.setattr(forgetting, "LONGEST_S", 0)
    assert not forgetting.forget_erased(timezone.now())
    while not forgetting.forget_erased(timezone.now()):
        pass
    assert not holds("finch")
    assert len(found("salt")) == 3
    assert found("quay") == []
