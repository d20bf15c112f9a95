"""PostgreSQL: GIN knows no order, so the newest are asked for first, by blocks of numbers.

A common word's postings name half the archive. Together with the marks of a few blocks the index
skips all but theirs; how many blocks are worth asking for, those before tell.

Nor does the index know places: phrases are looked for in the texts that hold all their words.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from archive.search.backends import Match, Row, Statement, TooLong, is_phrase
from archive.search.grammar import Word
from archive.text.terms import BREAK

# Numbers, by the letter of their mark: archive/migrations/0007_search_indexes.py
BLOCKS = {"B": 1_024, "C": 8_192, "D": 65_536}
MOST_BLOCKS = 8  # of a size; where more of the largest are wanted, the whole index is quicker
FIRST_NUMBERS, FIRST_OF_HEADS = 3_072, 65_536  # of heads, for each word
FEW = 8_192  # numbers: of so few, all that match come sooner than the database puts them in order
GREATEST = 2**63 - 1
AMPLE = 1.2  # times as many as seem to be needed, so that one more question seldom is
# By a sum, since the index on the number alone would lead through every entry's vector.
NUMBER = "(archive_searchentry.id + 0)"
PLACE_IN = "strpos"
# Before terms of these: archive/migrations/0007_search_indexes.py
UNSTEMMED, HEADS = "~", {"title": "=", "about": "@"}
Form = Sequence[str]
TEXT = f"(title || '{BREAK}' || about || '{BREAK}' || body)"
CANCELLED = "57014"  # SQLSTATE of a statement that took too long
# What a search is asked with. A wrong guess at how many there are must not end in reading all; and
# to call a worker, or to compile, takes longer than the work.
PLANNED = {"enable_seqscan": "off", "max_parallel_workers_per_gather": "0", "jit": "off"}
SET = """
    SELECT name, current_setting(name), set_config(name, value, true)
    FROM json_each_text(%s) AS given (name, value)
"""


def statement(rows: QuerySet[Any, Any]) -> Statement:
    return Statement(rows)


def matching(
    statement: Statement,
    match: Match,
    most: int,
    beyond: int | None = None,
    *,
    ascending: bool = False,
) -> list[Row]:
    condition, values = _condition(match)
    if ascending:
        least, greatest = (0 if beyond is None else beyond + 1), GREATEST
    else:
        least, greatest = 0, (_greatest() if beyond is None else beyond - 1)
    found: list[Row] = []
    headed = {word for row in match.heads for word, _columns in row}  # the more, the fewer match
    wanted, looked_at = FIRST_OF_HEADS * len(headed) or FIRST_NUMBERS, 0
    while least <= greatest and len(found) < most:
        first, last, blocks = _window(least, greatest, wanted, ascending=ascending)
        asked = f"{values[0]} & ({' | '.join(blocks)})" if blocks else values[0]
        bounds = "" if last - first < FEW else _bounds(most - len(found), ascending=ascending)
        here = statement.ask(condition, [asked, *values[1:], first, last], bounds)
        found += sorted(here, key=itemgetter(0), reverse=not ascending)
        least, greatest = (last + 1, greatest) if ascending else (least, first - 1)
        looked_at += last - first + 1
        wanted = int(AMPLE * (most - len(found)) * looked_at / max(len(found), 1)) + 1
    return found[:most]


def _bounds(most: int, *, ascending: bool) -> str:
    return f"ORDER BY {NUMBER} {'ASC' if ascending else 'DESC'} LIMIT {most}"


def _greatest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM archive_searchentry")
        (greatest,) = cursor.fetchone()
    return greatest


def _window(
    least: int, greatest: int, wanted: int, *, ascending: bool
) -> tuple[int, int, list[str]]:
    """The next so many numbers, with the marks of the blocks they are in; all that are left where
    no more than as many again are, or, without marks, where there are too many blocks."""
    if greatest - least < 2 * wanted:
        wanted = greatest - least + 1
    if ascending:
        first, last = least, min(greatest, least + wanted - 1)
    else:
        first, last = max(least, greatest - wanted + 1), greatest
    for letter, size in BLOCKS.items():
        blocks = range(first // size, last // size + 1)
        if len(blocks) <= MOST_BLOCKS:
            return first, last, [f"{letter}{n}" for n in blocks]
    return least, greatest, []


def _condition(match: Match) -> tuple[str, list[str]]:
    """That an entry matches and is in a window, whose numbers come last; and what stands in it,
    first what the vector is asked."""
    conditions, values = ["vector @@ %s::tsquery"], [_question(match)]
    for words, holds in ((match.words, "{}"), (match.without, "NOT {}")):
        for word in filter(is_phrase, words):
            conditions.append(holds.format(_in_text(word)))
            values += [_sought(form, word) for form in word.forms]
    return " AND ".join([*conditions, f"{NUMBER} BETWEEN %s AND %s"]), values


def days_since(column: str) -> str:
    return f"(%s::date - archive_searchentry.{column})"


@contextmanager
def deadline(milliseconds: int) -> Iterator[None]:
    is_within_another = connection.in_atomic_block
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            before = _set(cursor, {**PLANNED, "statement_timeout": str(milliseconds)})
            yield
            if is_within_another:
                _set(cursor, before)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != CANCELLED:
            raise
        raise TooLong from error


def forget_erased() -> bool:
    return True  # VACUUM does it, which PostgreSQL begins by itself


def _set(cursor: CursorWrapper, settings: dict[str, str]) -> dict[str, str]:
    """For what is left of the transaction; what they were before."""
    cursor.execute(SET, [json.dumps(settings)])
    return {name: before for name, before, _now in cursor.fetchall()}


def _question(match: Match) -> str:
    """What the vector is asked: of a phrase, the terms wherever they stand."""
    parts = [_either(_form(form, word) for form in word.forms) for word in match.words]
    if match.heads:
        parts.append(_heads(match))
    parts += [_either(map(_quoted, marks)) for marks in match.marks]
    parts += [
        f"!{_either(_form(form, word) for form in word.forms)}"
        for word in match.without
        if not is_phrase(word)
    ]
    return " & ".join(parts)


def _in_text(word: Word) -> str:
    """The condition that a row holds the word."""
    held = f"strpos({TEXT}, %s) > 0", "vector @@ %s::tsquery"
    return f"({' OR '.join(held[_is_beginning(form, word)] for form in word.forms)})"


def _sought(form: Form, word: Word) -> str:
    """What `_in_text` asks for."""
    if _is_beginning(form, word):
        return _form(form, word)
    return f" {' '.join(form)}" + ("" if form in word.beginnings else " ")


def _is_beginning(form: Form, word: Word) -> bool:
    return len(form) == 1 and form in word.beginnings


def _either(parts: Iterable[str]) -> str:
    return "(" + " | ".join(f"({part})" for part in parts) + ")"


def _heads(match: Match) -> str:
    rows = (
        (
            _either(_terms(form, word, HEADS[column]) for form in word.forms for column in columns)
            for word, columns in row
        )
        for row in match.heads
    )
    return _either(" & ".join(row) for row in rows)


def _form(form: Form, word: Word) -> str:
    asked = _terms(form, word)
    if _is_beginning(form, word):
        asked += f" | {_quoted(UNSTEMMED + form[0])}:*"
    return asked


def _terms(form: Form, word: Word, sign: str = "") -> str:
    return " & ".join(_quoted(sign + term) for term in form) + (
        ":*" if form in word.beginnings else ""
    )


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
