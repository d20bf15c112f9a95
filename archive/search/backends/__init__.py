"""What each database does in its own way: which entries hold the words that are asked for, in the
order in which they came here; and how long it may take. Nothing else knows the vendor."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from archive.search.grammar import Word

Row = tuple[Any, ...]  # an entry's number, and what else was asked for


class TooLong(Exception):
    """The database's time ran out."""


@dataclass(frozen=True, slots=True)
class Match:
    """Entries that hold all the words, each in any of its forms, and none of those they are to be
    without; and of each row of marks at least one. With `heads`, only those that hold all of one of
    these rows of words, each word, or the terms of a phrase wherever they stand, in one of the
    columns beside it: title or about."""

    words: tuple[Word, ...]
    without: tuple[Word, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    heads: tuple[tuple[tuple[Word, tuple[str, ...]], ...], ...] = ()


def is_phrase(word: Word) -> bool:
    """Whether it matters in which order the terms of one of its forms stand."""
    return any(len(form) > 1 for form in word.forms)


class Statement:
    """A question for rows of search entries which Django puts into SQL once, and which is asked of
    one part of the index after another: that takes Django longer than the database to answer.
    Rows come as the database gives them."""

    HERE = "TRUE /* what matches */"

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        matching = RawSQL(self.HERE, (), output_field=BooleanField())  # noqa: S611 no words of anyone's
        sql, values = rows.filter(matching).order_by().query.sql_with_params()
        self._before, _here, self._after = sql.partition(self.HERE)
        place = self._before.count("%s")
        self._values = values[:place], values[place:]

    def ask(self, condition: str, values: Sequence[str | int], bounds: str) -> list[Row]:
        sql = f"{self._before}{condition}{self._after} {bounds}"
        with connection.cursor() as cursor:
            cursor.execute(sql, [*self._values[0], *values, *self._values[1]])
            return cursor.fetchall()


class Backend(Protocol):
    PLACE_IN: str  # the function that tells where in a text, from 1, another stands

    def statement(self, rows: QuerySet[Any, Any]) -> Statement:
        """For `matching`: of what entries, and which columns, their number first."""
        ...

    def matching(
        self,
        statement: Statement,
        match: Match,
        most: int,
        beyond: int | None = None,
        *,
        ascending: bool = False,
    ) -> list[Row]:
        """At most `most` of the rows that match: the newest first, or the oldest; of those beyond
        a number only. Fewer come only where there are no more."""
        ...

    def days_since(self, column: str) -> str:
        """SQL: how many days lie between a column of an entry's and the day that is given."""
        ...

    def deadline(self, milliseconds: int) -> AbstractContextManager[None]:
        """What is asked within raises TooLong when the time is up. Not to be entered twice."""
        ...

    def forget_erased(self) -> bool:
        """Take a step towards an index that holds nothing of words that are gone; whether it was
        the last."""
        ...


def backend() -> Backend:
    """The database's own."""
    known = {"sqlite": "sqlite", "postgresql": "postgres"}
    return cast(Backend, import_module(f"{__name__}.{known[connection.vendor]}"))
