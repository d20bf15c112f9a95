"""Ranking: how well an entry answers a question. The same on both databases, and the same for an
entry whatever else was found."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from archive.search.grammar import Word

IN_TITLE, IN_ABOUT, IN_SALIENT = 8, 3, 2
TOGETHER = 4  # in the title: the phrase, or all the words in this order
MOST_SALIENT = 40  # terms; the last of them counts for next to nothing
FRESH = 1.0  # a piece of today's; half of it after as many years as these:
HALF_LIFE_YEARS = 5
YEAR_DAYS = 365.25


class Hit(NamedTuple):  # made by the thousand: a tuple is quick
    """An entry that was found, and how well it answers: the more the better."""

    entry: int
    article: int
    comment: int | None
    score: float


class Candidate(NamedTuple):
    """What of an entry decides its place."""

    entry: int
    article: int
    comment: int | None
    dated_to: date | None
    title: str
    about: str
    salient: str


def ranked(words: Sequence[Word], candidates: Iterable[Candidate], today: date) -> tuple[Hit, ...]:
    """The best first. Of equals, articles come before comments, and the newest first."""
    sought = [tuple(_sought(word)) for word in words]
    together = tuple(_together(words))
    hits = [
        Hit(c.entry, c.article, c.comment, _score(c, sought, together, today)) for c in candidates
    ]
    return tuple(sorted(hits, key=lambda h: (-h.score, h.comment is not None, -h.entry)))


def _sought(word: Word) -> Iterator[str]:
    """What stands in a row of terms, with a space on either side, that holds the word."""
    end = "" if word.begins else " "
    for form in word.forms:
        yield f" {' '.join(form)}{end}"


def _together(words: Sequence[Word]) -> Iterator[str]:
    """The words in the order in which they were asked, each in its first form, or in its last."""
    if len(words) == 1 and not any(len(form) > 1 for form in words[0].forms):
        return
    end = "" if words and words[-1].begins else " "
    for place in (0, 1, -1):
        forms = [word.forms[min(place, len(word.forms) - 1)] for word in words]
        if forms:
            yield f" {' '.join(' '.join(form) for form in forms)}{end}"


def _score(
    candidate: Candidate, sought: list[tuple[str, ...]], together: tuple[str, ...], today: date
) -> float:
    title, about = f" {candidate.title} ", f" {candidate.about} "
    salient = f" {candidate.salient} "
    points = 0.0
    for forms in sought:
        points += IN_TITLE * _holds(title, forms) + IN_ABOUT * _holds(about, forms)
        points += _salience(salient, forms)
    points /= max(len(sought), 1)
    points += TOGETHER * _holds(title, together)
    return points + _freshness(candidate.dated_to, today)


def _holds(row: str, forms: tuple[str, ...]) -> bool:
    for form in forms:  # noqa: SIM110 twice as quick as any(), thousands of times
        if form in row:
            return True
    return False


def _salience(row: str, forms: tuple[str, ...]) -> float:
    for form in forms:
        place = row.find(form)
        if place >= 0:
            return max(0.0, IN_SALIENT * (1 - row.count(" ", 0, place) / MOST_SALIENT))
    return 0


def _freshness(dated_to: date | None, today: date) -> float:
    if dated_to is None:
        return 0
    years = max(0, (today - dated_to).days) / YEAR_DAYS
    return float(FRESH * 0.5 ** (years / HALF_LIFE_YEARS))
