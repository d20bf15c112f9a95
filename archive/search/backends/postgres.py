"""PostgreSQL: GIN knows no order, so the newest are asked for first, by blocks of numbers.

A common word's postings name half the archive. Together with the marks of a few blocks the index
skips all but theirs; how many blocks are worth asking for, those before tell.

Of a word that a text says all the time the index knows the first 255 places, and none beyond the
16,383rd. An entry of which it does not know all has a mark: phrases are looked for in its text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from archive.search.backends import Match, TooLong
from archive.search.grammar import Word
from archive.text.terms import BREAK

BLOCK = 1_024  # numbers: archive/migrations/0007_search_indexes.py
FIRST_BLOCKS = 4
MOST_BLOCKS = 64  # where more are wanted, the whole index is quicker
AMPLE = 1.3  # times as many as seem to be needed, so that one more question seldom is
PLACE_IN = "strpos"
# By a sum, since the index on the number alone would lead through every entry's vector.
NUMBERS = """
    SELECT id + 0 AS number FROM archive_searchentry
    WHERE vector @@ %s::tsquery AND id + 0 BETWEEN %s AND %s
"""
TITLE, UNSTEMMED = "=~"  # before words of these: archive/migrations/0007_search_indexes.py
PLACES_LEFT_OUT = "X"  # the mark of an entry of which the vector has not all places
Form = Sequence[str]
TEXT = f"(' ' || title || ' {BREAK} ' || about || ' {BREAK} ' || body || ' ')"
CANCELLED = "57014"  # SQLSTATE of a statement that took too long


def numbers(
    match: Match, most: int, beyond: int | None = None, *, ascending: bool = False
) -> list[int]:
    least, greatest = _ends()
    if ascending:
        least = max(least, 0 if beyond is None else beyond + 1)
    elif beyond is not None:
        greatest = min(greatest, beyond - 1)
    found: list[int] = []
    blocks, looked_at = FIRST_BLOCKS, 0
    while least <= greatest and len(found) < most:
        first, last = _window(least, greatest, blocks, ascending=ascending)
        found += _within(match, first, last, most - len(found), ascending=ascending)
        if ascending:
            least = last + 1
        else:
            greatest = first - 1
        looked_at += last - first + 1
        wanted = (most - len(found)) * looked_at / max(len(found), 1) / BLOCK
        blocks = int(wanted * AMPLE) + 1
    return found


def _ends() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM archive_searchentry")
        least, greatest = cursor.fetchone()
    return least or 0, greatest or -1


def _window(least: int, greatest: int, blocks: int, *, ascending: bool) -> tuple[int, int]:
    """The next `blocks` of them; all that are left where those are too many."""
    if blocks > MOST_BLOCKS:
        return least, greatest
    if ascending:
        return least, min(greatest, (least // BLOCK + blocks) * BLOCK - 1)
    return max(least, (greatest // BLOCK - blocks + 1) * BLOCK), greatest


def _within(match: Match, first: int, last: int, most: int, *, ascending: bool) -> list[int]:
    blocks = range(first // BLOCK, last // BLOCK + 1)
    of_blocks = f" & ({' | '.join(f'B{n}' for n in blocks)})" if len(blocks) <= MOST_BLOCKS else ""
    asked: list[str | int] = []
    parts = []
    for question, conditions, values in _questions(match):
        parts.append(" AND ".join([NUMBERS, *conditions]))
        asked += [question + of_blocks, first, last, *values]
    sql = " UNION ALL ".join(parts) + f" ORDER BY number {'ASC' if ascending else 'DESC'} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked, most])
        return [number for (number,) in cursor.fetchall()]


def among(numbers: Sequence[int]) -> RawSQL:
    sql = "archive_searchentry.id = ANY(%s)"
    return RawSQL(sql, [list(numbers)], output_field=BooleanField())  # noqa: S611 no words of anyone's


def days_since(column: str) -> str:
    return f"(%s::date - archive_searchentry.{column})"


@contextmanager
def deadline(milliseconds: int) -> Iterator[None]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            (before,) = cursor.fetchone()
            _limit(cursor, str(milliseconds))
            yield
            _limit(cursor, before)  # for whatever else this transaction does
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != CANCELLED:
            raise
        raise TooLong from error


def forget_erased() -> bool:
    return True  # VACUUM does it, which PostgreSQL begins by itself


def _limit(cursor: CursorWrapper, milliseconds: str) -> None:
    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [milliseconds])


def _questions(match: Match) -> Iterator[tuple[str, list[str], list[str]]]:
    """What the vector is asked, and the conditions of the text, with what stands in them."""
    has, has_not = ([w for w in words if _is_phrase(w)] for words in (match.words, match.without))
    if not (has or has_not):
        yield _question(match, _form), [], []
        return
    yield f"{_question(match, _form)} & !{PLACES_LEFT_OUT}", [], []
    others = tuple(word for word in match.without if word not in has_not)
    question = _question(replace(match, without=others), _apart)
    conditions = [_in_text(word) for word in has] + [f"NOT {_in_text(word)}" for word in has_not]
    values = [_sought(form, word) for word in (*has, *has_not) for form in word.forms]
    yield f"{question} & {PLACES_LEFT_OUT}", conditions, values


def _question(match: Match, form_of: Callable[[Form, Word], str]) -> str:
    parts = [_either(form_of(form, word) for form in word.forms) for word in match.words]
    if match.titled:
        parts += [_either(_title(form, word) for form in word.forms) for word in match.words]
    parts += [_either(map(_quoted, marks)) for marks in match.marks]
    parts += [f"!{_either(_form(form, word) for form in word.forms)}" for word in match.without]
    return " & ".join(parts)


def _is_phrase(word: Word) -> bool:
    return any(len(form) > 1 for form in word.forms)


def _in_text(word: Word) -> str:
    """The condition that a row holds the word."""
    held = f"strpos({TEXT}, %s) > 0", "vector @@ %s::tsquery"
    return f"({' OR '.join(held[len(form) == 1] for form in word.forms)})"


def _sought(form: Form, word: Word) -> str:
    """What `_in_text` asks for."""
    if len(form) == 1:
        return _form(form, word)
    return f" {' '.join(form)}" + ("" if form in word.beginnings else " ")


def _either(parts: Iterable[str]) -> str:
    return "(" + " | ".join(parts) + ")"


def _form(form: Form, word: Word) -> str:
    asked = " <-> ".join(map(_quoted, form)) + _end(form, word)
    if len(form) == 1 and form in word.beginnings:
        asked += f" | {_quoted(UNSTEMMED + form[0])}:*"
    return f"({asked})"


def _apart(form: Form, word: Word) -> str:
    """The terms of a phrase wherever they stand."""
    if len(form) == 1:
        return _form(form, word)
    return "(" + " & ".join(map(_quoted, form)) + _end(form, word) + ")"


def _title(form: Form, word: Word) -> str:
    """The terms of a phrase wherever they stand in a title: the index has no places for these."""
    terms = " & ".join(_quoted(TITLE + term) for term in form)
    return "(" + terms + _end(form, word) + ")"


def _end(form: Form, word: Word) -> str:
    return ":*" if form in word.beginnings else ""


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
