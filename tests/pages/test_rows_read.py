"""How much of a long discussion is read for one page, whatever the database believes of its tables.

What it believes is as old as its last look, and an import fills a table between two of them. The
number of queries says nothing of that (test_queries.py), and the time they take is the machine's.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from archive.models import Article, Comment
from tests import builders, people
from tests.woods import grow

pytestmark = pytest.mark.django_db
NUMBER = 5_000
# The discussion a few times over: in rows, and on SQLite, which does not count these, in steps, of
# which a row takes some ten. No wording keeps a database that takes a table for empty from reading
# all of it to find one row. It must not do so for each row of the page: that was a hundredfold.
MOST = {"postgresql": 5 * NUMBER, "sqlite": 60 * NUMBER}[connection.vendor]
LISTS = 12  # are read for a page of the queue: itself, and each that says how many it has
STEPS = 100  # after so many, SQLite says that it took them


def _nothing() -> None:
    """Nobody looked since the table was made."""


def _an_empty_table() -> None:
    _look()


def _a_few_elsewhere() -> None:
    grow(builders.article(), [people.reader()], 3)
    _look()


def _one_under_each_article() -> None:
    for _ in range(40):
        grow(builders.article(), [people.reader()], 1)
    _look()


def _many_elsewhere() -> None:
    for _ in range(10):
        grow(builders.article(), [people.reader()], 300)
    _look()


def _many_that_wait() -> None:
    grow(builders.article(), [people.reader()], 1_000)
    Comment.objects.update(review="pending")
    _look()


def _many_that_went() -> None:
    grow(builders.article(), [people.reader()], 1_000)
    Comment.objects.all().delete()
    _look()


BELIEFS = [
    _nothing,
    _an_empty_table,
    _a_few_elsewhere,
    _one_under_each_article,
    _many_elsewhere,
    _many_that_wait,
    _many_that_went,
]


def _look() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture(params=BELIEFS, ids=lambda belief: belief.__name__.strip("_"))
def discussed(request: pytest.FixtureRequest) -> Article:
    """An article with a long discussion, of which the database has not heard."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # what it knew is forgotten with the file
            cursor.execute("TRUNCATE archive_comment CASCADE")
    request.param()
    article = builders.article()
    grow(article, [people.reader() for _ in range(9)], NUMBER)
    return article


@contextmanager
def reading() -> Iterator[list[int]]:
    """How much is read meanwhile: rows on PostgreSQL, steps on SQLite, piece by piece."""
    found: list[int] = []
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(lambda: found.append(STEPS), STEPS)
        try:
            yield found
        finally:
            connection.connection.set_progress_handler(None, 0)
        return

    def explained(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if sql.startswith(("SELECT", "(SELECT")):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                found.append(_rows(cursor.fetchone()[0][0]["Plan"]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        yield found


def _rows(node: dict[str, Any]) -> int:
    """Those that a node of a plan and those below it took from tables and indexes, even if only to
    let them go."""
    below = sum(map(_rows, node.get("Plans", ())))
    if not node.keys() & {"Relation Name", "Index Name"}:
        return below
    kept = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return below + int(node["Actual Loops"] * sum(node.get(name, 0) for name in kept))


@pytest.mark.parametrize("person", [people.anonymous, people.reader, people.moderator])
def test_no_page_reads_the_discussion_for_each_of_its_rows(
    client: Client, discussed: Article, person: Callable, record_property: Callable
) -> None:
    if person is not people.anonymous:
        client.force_login(person())
    address, comments = discussed.get_absolute_url(), discussed.comments
    pages = {
        "oldest": address,
        "newest": f"{address}comments/?order=newest",
        "liveliest": f"{address}comments/?order=liveliest",
        "busiest": comments.filter(depth=0).order_by("reply_total").last().get_absolute_url(),
        "deepest": comments.order_by("depth").last().get_absolute_url(),
    }
    read = {}
    for name, page in pages.items():
        with reading() as found:
            assert client.get(page).status_code == 200
        read[name] = sum(found)
    record_property(f"read for {person.__name__}", read)
    assert {name: number for name, number in read.items() if number > MOST} == {}


def test_no_queue_reads_what_a_member_said_for_each_that_waits(
    client: Client, discussed: Article, record_property: Callable
) -> None:
    discussed.comments.filter(depth__gt=1).update(review="pending")
    client.force_login(people.moderator())
    with reading() as found:
        assert client.get(reverse("admin:archive_comment_changelist")).status_code == 200
    record_property("read for the queue", sum(found))
    assert sum(found) <= LISTS * MOST
