"""What each database does in its own way: which entries hold the words that are asked for, in the
order in which they came here; and how long it may take. Nothing else knows the vendor."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from django.db import connection
from django.db.models import QuerySet

from archive.models import SearchEntry
from archive.search.grammar import Word

Rows = QuerySet[SearchEntry, tuple[Any, ...]]  # as `values_list` gives them


class TooLong(Exception):
    """The database's time ran out."""


@dataclass(frozen=True, slots=True)
class Match:
    """Entries that hold all the words, each in any of its forms, and none of those they are to be
    without; and of each row of marks at least one. With `titled`, those whose title holds all the
    terms of the words' forms."""

    words: tuple[Word, ...]
    without: tuple[Word, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    titled: bool = False


def is_phrase(word: Word) -> bool:
    """Whether it matters in which order the terms of one of its forms stand."""
    return any(len(form) > 1 for form in word.forms)


class Backend(Protocol):
    PLACE_IN: str  # the function that tells where in a text, from 1, another stands

    def matching(
        self,
        rows: Rows,
        match: Match,
        most: int,
        beyond: int | None = None,
        *,
        ascending: bool = False,
    ) -> list[tuple[Any, ...]]:
        """At most `most` of these rows of search entries that match: the newest first, or the
        oldest; of those beyond a number only. Fewer come only where there are no more."""
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
