"""What each database does in its own way: which entries hold the words that are asked for, in the
order in which they came here; and how long it may take. Nothing else knows the vendor."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from django.db import connection
from django.db.models.expressions import RawSQL

from archive.search.grammar import Word


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


class Backend(Protocol):
    PLACE_IN: str  # the function that tells where in a text, from 1, another stands

    def numbers(
        self, match: Match, most: int, beyond: int | None = None, *, ascending: bool = False
    ) -> list[int]:
        """At most `most` entries that match, whoever may read them: the newest first, or the
        oldest; of those beyond a number only. Fewer come only where there are no more."""
        ...

    def among(self, numbers: Sequence[int]) -> RawSQL:
        """The condition that an entry is one of these, however many they are."""
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
