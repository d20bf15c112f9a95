"""PostgreSQL: GIN knows no order, so the newest are asked for first, by blocks of numbers.

A common word's postings name half the archive. Together with the marks of a few blocks the index
skips all but theirs; how many blocks are worth asking for, those before tell.

Nor does the index know places: phrases are looked for in the texts that hold all their words.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, F
from django.db.models.expressions import RawSQL

from archive.search.backends import Match, Rows, TooLong, is_phrase
from archive.search.grammar import Word
from archive.text.terms import BREAK

# Numbers, by the letter of their mark: archive/migrations/0007_search_indexes.py
BLOCKS = {"B": 1_024, "C": 8_192, "D": 65_536}
MOST_BLOCKS = 8  # of a size; where more of the largest are wanted, the whole index is quicker
FIRST_NUMBERS, FIRST_TITLED = 8_192, 32_768
GREATEST = 2**63 - 1
AMPLE = 1.3  # times as many as seem to be needed, so that one more question seldom is
PLACE_IN = "strpos"
TITLE, UNSTEMMED = "=~"  # before words of these: archive/migrations/0007_search_indexes.py
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


def matching(
    rows: Rows, match: Match, most: int, beyond: int | None = None, *, ascending: bool = False
) -> list[tuple[Any, ...]]:
    number = F("pk") + 0  # the index on the number alone would lead through every entry's vector
    rows = rows.order_by(number.asc() if ascending else number.desc())
    if ascending:
        least, greatest = (0 if beyond is None else beyond + 1), GREATEST
    else:
        least, greatest = 0, (_greatest() if beyond is None else beyond - 1)
    found: list[tuple[Any, ...]] = []
    wanted, looked_at = FIRST_TITLED if match.titled else FIRST_NUMBERS, 0
    while least <= greatest and len(found) < most:
        first, last, blocks = _window(least, greatest, wanted, ascending=ascending)
        found += rows.filter(_within(match, first, last, blocks))[: most - len(found)]
        if ascending:
            least = last + 1
        else:
            greatest = first - 1
        looked_at += last - first + 1
        wanted = int(AMPLE * (most - len(found)) * looked_at / max(len(found), 1)) + 1
    return found


def _greatest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM archive_searchentry")
        (greatest,) = cursor.fetchone()
    return greatest


def _window(
    least: int, greatest: int, wanted: int, *, ascending: bool
) -> tuple[int, int, list[str]]:
    """The next so many numbers, rounded to whole blocks, with the marks of these; all that are
    left, without marks, where they are too many."""
    for letter, size in BLOCKS.items():
        blocks = -(-wanted // size)
        if blocks > MOST_BLOCKS:
            continue
        if ascending:
            first, last = least, min(greatest, (least // size + blocks) * size - 1)
        else:
            first, last = max(least, (greatest // size - blocks + 1) * size), greatest
        return first, last, [f"{letter}{n}" for n in range(first // size, last // size + 1)]
    return least, greatest, []


def _within(match: Match, first: int, last: int, blocks: Sequence[str]) -> RawSQL:
    """The condition that an entry is in the window, and matches."""
    question = _question(match)
    if blocks:
        question += f" & ({' | '.join(blocks)})"
    conditions = ["vector @@ %s::tsquery", "archive_searchentry.id + 0 BETWEEN %s AND %s"]
    values: list[str | int] = [question, first, last]
    for words, holds in ((match.words, "{}"), (match.without, "NOT {}")):
        for word in filter(is_phrase, words):
            conditions.append(holds.format(_in_text(word)))
            values += [_sought(form, word) for form in word.forms]
    sql = " AND ".join(conditions)
    return RawSQL(sql, values, output_field=BooleanField())  # noqa: S611 no words of anyone's


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
    form_of = _title if match.titled else _form  # what the title holds, the entry holds
    parts = [_either(form_of(form, word) for form in word.forms) for word in match.words]
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
    return "(" + " | ".join(parts) + ")"


def _form(form: Form, word: Word, before: str = "") -> str:
    asked = " & ".join(_quoted(before + term) for term in form)
    asked += ":*" if form in word.beginnings else ""
    if _is_beginning(form, word) and not before:
        asked += f" | {_quoted(UNSTEMMED + form[0])}:*"
    return f"({asked})"


def _title(form: Form, word: Word) -> str:
    return _form(form, word, TITLE)


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
