"""Ranking: how well an entry answers a question. One sum, reckoned by the database where the rows
are, the same on both, and the same for an entry whatever else was found."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models.expressions import RawSQL

from archive.search.backends import backend
from archive.search.question import Question, Word

IN_TITLE, IN_ABOUT, IN_SALIENT = 8, 3, 2  # the last for the word that is repeated most
HALVED_AT = 60  # characters further, it is worth half of that
TOGETHER = 4  # in the title: the phrase, or all the words in this order
FRESH = 1  # a piece of today's
HALVED_DAYS = 5 * 365.25  # old, it is worth half of that; twice as old, a third

Sum = tuple[str, list[Any]]  # SQL, and what stands in it


class Hit(NamedTuple):  # made by the thousand: a tuple is quick
    """An entry that was found, and how well it answers: the more the better."""

    entry: int
    article: int
    comment: int | None
    marks: str
    score: float


def in_order(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The best first. Of equals, articles come before comments, and the newest first."""
    ordered = sorted(hits, key=attrgetter("entry"), reverse=True)
    ordered.sort(key=lambda hit: hit.comment is not None)
    ordered.sort(key=attrgetter("score"), reverse=True)
    return tuple(ordered)


def score(question: Question, today: date) -> RawSQL:
    """What an entry scores: by where its words stand, and a little by how new the piece is.

    Written as SQL: put together as expressions, it took Django longer to say than the database to
    reckon.
    """
    sums = [_freshness(today)]
    for word in question.words:
        forms = tuple(_sought(word))
        places = _worth("title", forms, IN_TITLE), _worth("about", forms, IN_ABOUT)
        sums.append(_share((*places, _salience(forms)), len(question.words)))
    together = tuple(_together(question.typed))
    if together:
        sums.append(_worth("title", together, TOGETHER))
    # Not as a field's: Django would make a float of every float.
    return RawSQL(*_sum(sums))  # noqa: S611 no words of anyone's


def _sum(sums: Iterable[Sum]) -> Sum:
    parts = tuple(sums)
    sql = " + ".join(sql for sql, _values in parts)
    return f"({sql})", [value for _sql, values in parts for value in values]


def _share(places: Iterable[Sum], words: int) -> Sum:
    """Of several words each gives its share: the sum is their mean."""
    sql, values = _sum(places)
    return f"{sql} / {_real(words)}", values


def _worth(column: str, forms: tuple[str, ...], worth: int) -> Sum:
    """`worth` where the column holds any of the forms, else nothing."""
    holds = " OR ".join([f"{_at(column)} > 0"] * len(forms))
    return f"CASE WHEN {holds} THEN {worth} ELSE 0 END", list(forms)


def _salience(forms: tuple[str, ...]) -> Sum:
    """The more the earlier the first of the forms stands."""
    scale = _real(IN_SALIENT * HALVED_AT), _real(HALVED_AT - 1)
    worth = f"{scale[0]} / (NULLIF({_at('salient')}, 0) + {scale[1]})"
    return f"COALESCE({', '.join([worth] * len(forms))}, 0)", list(forms)


def _freshness(today: date) -> Sum:
    column, days = "archive_searchentry.dated_to", backend().days_since("dated_to")
    fresh = f"{_real(FRESH * HALVED_DAYS)} / ({days} + {_real(HALVED_DAYS)})"
    sql = f"CASE WHEN {column} < %s THEN {fresh} WHEN {column} >= %s THEN {FRESH} ELSE 0 END"
    return sql, [today.isoformat()] * 3


def _at(column: str) -> str:
    """Where what is given stands in a column of terms, from 1; 0 where it does not."""
    return f"{backend().PLACE_IN}(archive_searchentry.{column}, %s)"


def _real(number: float) -> str:
    """A number to reckon with quickly: PostgreSQL takes one with a point for an exact decimal."""
    return f"CAST({number} AS double precision)"


def _sought(word: Word) -> Iterator[str]:
    """What stands in a column that holds the word."""
    for form in word.forms:
        yield f" {' '.join(form)}{_end(form, word)}"


def _end(form: tuple[str, ...], word: Word) -> str:
    return "" if form in word.beginnings else " "


def _together(words: Sequence[Word]) -> Iterator[str]:
    """The words as they were asked, with “the” and “of” between them, all in their first form, or
    in another."""
    if not words or (len(words) == 1 and all(len(form) == 1 for form in words[0].forms)):
        return
    for place in range(max(len(word.forms) for word in words)):
        forms = [word.forms[min(place, len(word.forms) - 1)] for word in words]
        yield f" {' '.join(' '.join(form) for form in forms)}{_end(forms[-1], words[-1])}"
