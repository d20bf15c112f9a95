"""SQLite: FTS5 reads postings from either end and stops when there are enough."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from archive.search.backends import Match, TooLong
from archive.search.grammar import Word

STEPS = 2_000  # of SQLite's machine, between two looks at the clock
GREATEST = 2**63 - 1
PLACE_IN = "instr"
TEXT = "{title about body}"
PAGES = 1_000  # of an index, that are merged in a third of a second, while nobody else writes


def numbers(
    match: Match, most: int, beyond: int | None = None, *, ascending: bool = False
) -> list[int]:
    first, last = (0 if beyond is None else beyond + 1), GREATEST
    if not ascending:
        first, last = 0, (GREATEST if beyond is None else beyond - 1)
    # Its own name is what FTS5 calls the column of all columns.
    sql = "SELECT w.rowid FROM archive_searchwords w WHERE w.archive_searchwords MATCH %s"
    asked = [_question(match)]
    if match.titled and _is_of_titles_alone(match):
        sql = "SELECT w.rowid FROM archive_searchtitles w WHERE w.archive_searchtitles MATCH %s"
        asked = [_title(match.words)]
    elif match.titled:
        # The titles alone are few postings: they lead, and the rest is looked up for each.
        sql = (
            "SELECT w.rowid FROM archive_searchtitles w CROSS JOIN archive_searchwords e "
            "ON e.rowid = w.rowid "
            "WHERE w.archive_searchtitles MATCH %s AND e.archive_searchwords MATCH %s"
        )
        asked.insert(0, _title(match.words))
    order = "ASC" if ascending else "DESC"
    sql += f" AND w.rowid BETWEEN %s AND %s ORDER BY w.rowid {order} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, (*asked, first, last, most))
        return [number for (number,) in cursor.fetchall()]


def among(numbers: Sequence[int]) -> RawSQL:
    sql = "archive_searchentry.id IN (SELECT value FROM json_each(%s))"
    return RawSQL(sql, [json.dumps(list(numbers))], output_field=BooleanField())  # noqa: S611 no words of anyone's


def days_since(column: str) -> str:
    return f"(julianday(%s) - julianday(archive_searchentry.{column}))"


@contextmanager
def deadline(milliseconds: int) -> Iterator[None]:
    ends = time.monotonic() + milliseconds / 1000
    connection.ensure_connection()
    database = connection.connection
    database.set_progress_handler(lambda: time.monotonic() > ends, STEPS)
    try:
        yield
    except OperationalError as error:
        if time.monotonic() <= ends:
            raise
        raise TooLong from error
    finally:
        database.set_progress_handler(None, 0)


def forget_erased() -> bool:
    """FTS5 only notes that words are gone, and holds them until it merges what it wrote earlier
    with what it wrote later."""
    # Its own name is the column for commands; less than nothing, for parts of any age.
    sql = "INSERT INTO archive_searchwords (archive_searchwords, rank) VALUES ('merge', %s)"
    with transaction.atomic(), connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute(sql, [-PAGES])
        return bool(connection.connection.total_changes - before < 2)  # the command itself is one


def _question(match: Match) -> str:
    parts = [f"{TEXT} : ({_forms(word)})" for word in match.words]
    parts += [f"marks : ({' OR '.join(map(_quoted, marks))})" for marks in match.marks]
    asked = " AND ".join(parts)
    for word in match.without:
        asked = f"({asked}) NOT {TEXT} : ({_forms(word)})"
    return asked


def _is_of_titles_alone(match: Match) -> bool:
    """Whether a title that holds the terms says all: no marks are asked for, and no phrase."""
    phrases = any(len(form) > 1 for word in match.words for form in word.forms)
    return not (phrases or match.marks or match.without)


def _title(words: Sequence[Word]) -> str:
    """The terms of a phrase wherever they stand in a title, as PostgreSQL's index knows them."""
    return " AND ".join(
        "("
        + " OR ".join(
            "(" + " AND ".join(_quoted(term) for term in form) + _end(form, word) + ")"
            for form in word.forms
        )
        + ")"
        for word in words
    )


def _forms(word: Word) -> str:
    return " OR ".join(_quoted(" ".join(form)) + _end(form, word) for form in word.forms)


def _end(form: Sequence[str], word: Word) -> str:
    return " *" if form in word.beginnings else ""


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
