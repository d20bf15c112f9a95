"""PostgreSQL: GIN knows no order, so the newest are asked for first, by blocks of numbers.

A common word's postings name half the archive. Together with the marks of a few blocks the index
skips all but theirs; how many blocks are worth asking for, those before tell.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from archive.search.backends import Match, TooLong
from archive.search.grammar import Word

BLOCK = 1_024  # numbers: archive/migrations/0007_search_indexes.py
FIRST_BLOCKS = 4
MOST_BLOCKS = 64  # where more are wanted, the whole index is quicker
AMPLE = 1.3  # times as many as seem to be needed, so that one more question seldom is
PLACE_IN = "strpos"
# By a sum, since the index on the number alone would lead through every entry's vector.
NUMBERS = """
    SELECT id FROM archive_searchentry
    WHERE vector @@ %s::tsquery AND id + 0 BETWEEN %s AND %s
    ORDER BY id + 0 {order} LIMIT %s
"""
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
    question = _question(match)
    if len(blocks) <= MOST_BLOCKS:
        question = f"({' | '.join(f'B{block}' for block in blocks)}) & {question}"
    order = "ASC" if ascending else "DESC"
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS.format(order=order), [question, first, last, most])
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


def _limit(cursor: CursorWrapper, milliseconds: str) -> None:
    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [milliseconds])


def _question(match: Match) -> str:
    parts = [_either(_form(form, word) for form in word.forms) for word in match.words]
    if match.titled:
        parts += [_either(_title(form, word) for form in word.forms) for word in match.words]
    parts += [_either(map(_quoted, marks)) for marks in match.marks]
    parts += [f"!{_either(_form(form, word) for form in word.forms)}" for word in match.without]
    return " & ".join(parts)


def _either(parts: Iterable[str]) -> str:
    return "(" + " | ".join(parts) + ")"


def _form(form: Sequence[str], word: Word) -> str:
    return "(" + " <-> ".join(map(_quoted, form)) + _end(form, word) + ")"


def _title(form: Sequence[str], word: Word) -> str:
    """The terms of a phrase wherever they stand in a title: the index has no places for these."""
    terms = " & ".join(_quoted(f"={term}") for term in form)
    return "(" + terms + _end(form, word) + ")"


def _end(form: Sequence[str], word: Word) -> str:
    return ":*" if form in word.beginnings else ""


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
