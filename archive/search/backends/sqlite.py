"""SQLite: FTS5 reads postings from either end and stops when there are enough."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction

from archive.search.backends import Match, Rows, TooLong, is_phrase
from archive.search.grammar import Word

STEPS = 2_000  # of SQLite's machine, between two looks at the clock
GREATEST = 2**63 - 1
PLACE_IN = "instr"
WORDS = "archive_searchwords"
MARK, TITLE, UNSTEMMED = "¶§†"  # archive/migrations/0007_search_indexes.py
PAGES = 1_000  # of an index, that are merged in a third of a second, while nobody else writes


def matching(
    rows: Rows, match: Match, most: int, beyond: int | None = None, *, ascending: bool = False
) -> list[tuple[Any, ...]]:
    first, last = (0 if beyond is None else beyond + 1), GREATEST
    if not ascending:
        first, last = 0, (GREATEST if beyond is None else beyond - 1)
    found = rows.extra(  # noqa: S610 no words of anyone's
        tables=[WORDS],
        where=[
            f"{WORDS} MATCH %s AND {WORDS}.rowid BETWEEN %s AND %s",
            # By a sum, so that SQLite can only begin with the words.
            f"archive_searchentry.id = {WORDS}.rowid + 0",
        ],
        params=[_question(match), first, last],
        order_by=[f"{'' if ascending else '-'}{WORDS}.rowid"],
    )
    return list(found[:most])


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
    parts = [_either(_title(form, word) for form in word.forms) for word in match.words]
    parts = parts if match.titled else []
    parts += [_either(_quoted(f"{MARK}{mark}") for mark in marks) for marks in match.marks]
    parts += [_word(word) for word in match.words if not match.titled or is_phrase(word)]
    asked = " AND ".join(parts)
    for word in match.without:
        asked = f"({asked}) NOT {_word(word)}"
    return asked


def _word(word: Word) -> str:
    return _either(_form(form, word) for form in word.forms)


def _either(parts: Iterable[str]) -> str:
    return "(" + " OR ".join(parts) + ")"


def _form(form: Sequence[str], word: Word) -> str:
    asked = _quoted(" ".join(form)) + _end(form, word)
    if len(form) == 1 and form in word.beginnings:
        asked += f" OR {_quoted(UNSTEMMED + form[0])} *"
    return asked


def _title(form: Sequence[str], word: Word) -> str:
    """The terms of a phrase wherever they stand in a title, as PostgreSQL's index knows them."""
    terms = " AND ".join(_quoted(f"{TITLE}{term}") for term in form)
    return "(" + terms + _end(form, word) + ")"


def _end(form: Sequence[str], word: Word) -> str:
    return " *" if form in word.beginnings else ""


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
