"""SQLite: FTS5 reads postings from either end and stops when there are enough."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from archive.search.backends import Match, Row, Statement, TooLong
from archive.search.grammar import Word

STEPS = 2_000  # of SQLite's machine, between two looks at the clock
GREATEST = 2**63 - 1
PLACE_IN = "instr"
WORDS = "archive_searchwords"
# By a sum, so that SQLite can only begin with the words.
MATCHES = f"""
    {WORDS} MATCH %s AND {WORDS}.rowid BETWEEN %s AND %s
    AND archive_searchentry.id = {WORDS}.rowid + 0
"""
# Before terms of these: archive/migrations/0007_search_indexes.py
MARK, UNSTEMMED, HEADS = "¶", "†", {"title": "§", "about": "‡"}
PAGES = 1_000  # of an index, that are merged in a third of a second, while nobody else writes


def statement(rows: QuerySet[Any, Any]) -> Statement:
    return Statement(rows.extra(tables=[WORDS]))  # noqa: S610 no words of anyone's


def matching(
    statement: Statement,
    match: Match,
    most: int,
    beyond: int | None = None,
    *,
    ascending: bool = False,
) -> list[Row]:
    first, last = (0 if beyond is None else beyond + 1), GREATEST
    if not ascending:
        first, last = 0, (GREATEST if beyond is None else beyond - 1)
    bounds = f"ORDER BY {WORDS}.rowid {'ASC' if ascending else 'DESC'} LIMIT {most}"
    return statement.ask(MATCHES, [_question(match), first, last], bounds)


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
    """The rarest first, since FTS5 begins with that."""
    parts = [_heads(match)] if match.heads else []
    parts += [_either(_quoted(f"{MARK}{mark}") for mark in marks) for marks in match.marks]
    parts += [_word(word) for word in match.words]
    asked = " AND ".join(parts)
    for word in match.without:
        asked = f"({asked}) NOT {_word(word)}"
    return asked


def _word(word: Word) -> str:
    return _either(_form(form, word) for form in word.forms)


def _either(parts: Iterable[str]) -> str:
    return "(" + " OR ".join(f"({part})" for part in parts) + ")"


def _form(form: Sequence[str], word: Word) -> str:
    asked = _quoted(" ".join(form)) + _end(form, word)
    if len(form) == 1 and form in word.beginnings:
        asked += f" OR {_quoted(UNSTEMMED + form[0])} *"
    return asked


def _heads(match: Match) -> str:
    """The terms of a phrase wherever they stand, as PostgreSQL's index knows them."""
    rows = (
        (
            _either(
                " AND ".join(_quoted(HEADS[column] + term) for term in form) + _end(form, word)
                for form in word.forms
                for column in columns
            )
            for word, columns in row
        )
        for row in match.heads
    )
    return _either(" AND ".join(row) for row in rows)


def _end(form: Sequence[str], word: Word) -> str:
    return " *" if form in word.beginnings else ""


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
