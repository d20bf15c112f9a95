"""The search engine: what a question finds, the best first; or all of it, the newest first."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.utils import timezone

from archive import keyset
from archive.keyset import PAGE_ROWS
from archive.models import Comment, SearchEntry
from archive.search.backends import Match, Statement, TooLong, backend
from archive.search.grammar import Question
from archive.search.names import marks_of
from archive.search.prominent import prominent
from archive.search.ranking import Hit, in_order, score

MOST_RANKED = 1_000  # of what matches, the newest
MOST_OLDER = 200  # and of those before them as many that say it in their heads
ENOUGH_OLDER = 20  # to fill a page: those that say it less come after these
SOME = 20  # more of the newest: seldom are all of these among the older that were ranked
KINDS = ("article", "discussion", "comment")
NO_POINTS = RawSQL("0", ())


@dataclass(frozen=True, slots=True)
class Filters:
    """What the page's facets narrow the question to: numbers of rows. Year 0 is “undated”."""

    outlet: int | None = None
    author: int | None = None
    topic: int | None = None
    year: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was ranked, the best first. `bounded`: more matches than were ranked. `too_long`: the
    database's time ran out, and what is here is nothing. `begins_with`: the unfinished word, where
    nothing was found but what begins with it. `faults`: sentences about names that nobody has."""

    hits: tuple[Hit, ...]
    bounded: bool = False
    too_long: bool = False
    begins_with: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Here(keyset.Page):
    """A page of search entries, the newest here first."""

    too_long: bool = False
    begins_with: str = ""
    faults: tuple[str, ...] = ()


def search(question: Question, filters: Filters, today: date | None = None) -> Found:
    """The best of what `question` finds among what anyone may read."""
    today = today or timezone.localdate()
    try:
        with _in_time():
            return _search(question, filters, today)
    except TooLong:
        return Found((), too_long=True)


def newest(question: Question, filters: Filters, cursor: str, size: int = PAGE_ROWS) -> Here:
    """All that `question` finds, page by page."""
    try:
        with _in_time():
            return _newest(question, filters, cursor, size)
    except TooLong:
        return Here((), too_long=True)


@contextmanager
def _in_time() -> Iterator[None]:
    with backend().deadline(settings.SEARCH_TIMEOUT_MS):
        yield


def _search(question: Question, filters: Filters, today: date) -> Found:
    match, faults = _match(question, filters)
    if match is None:
        return Found((), faults=faults)
    found = _best(match, question, today)
    unfinished = question.beginning()
    if found.hits or unfinished is None:
        return replace(found, faults=faults)
    found = _best(replace(match, words=unfinished.words), unfinished, today)
    begins_with = unfinished.words[-1].text if found.hits else ""
    return replace(found, begins_with=begins_with, faults=faults)


def _best(match: Match, question: Question, today: date) -> Found:
    asked = _statement(question, score(question, today))
    newest_here = _hits(asked, match, MOST_RANKED + SOME)
    hits, rest = newest_here[:MOST_RANKED], newest_here[MOST_RANKED:]
    if rest and match.words:
        # The newest were ranked whatever their heads say: those before them are sought by these.
        last = hits[-1].entry
        older: dict[int, Hit] = {}
        for headed in prominent(match):
            if len(older) < ENOUGH_OLDER:
                older |= {hit.entry: hit for hit in _hits(asked, headed, MOST_OLDER, last)}
        if all(hit.entry in older for hit in rest):  # then these may be all there is
            rest = _hits(asked, match, len(older) + 1, last)[len(older) :]
        hits += older.values()
    return Found(in_order(hits), bounded=bool(rest))


def _newest(question: Question, filters: Filters, cursor: str, size: int) -> Here:
    match, faults = _match(question, filters)
    if match is None:
        return Here((), faults=faults)
    page = _page(match, question, cursor, size)
    unfinished, begins_with = question.beginning(), ""
    if unfinished is not None and not page.rows and not _any(match, question, cursor):
        page = _page(replace(match, words=unfinished.words), unfinished, cursor, size)
        begins_with = unfinished.words[-1].text if page.rows else ""
    return Here(
        page.rows, page.previous, page.next, page.fault, begins_with=begins_with, faults=faults
    )


def _any(match: Match, question: Question, cursor: str) -> bool:
    """Whether there was anything on the pages before this, the empty one."""
    return bool(cursor and _hits(_statement(question, NO_POINTS), match, 1))


def _page(match: Match, question: Question, cursor: str, size: int) -> keyset.Page:
    beyond, backwards = None, False
    with suppress(keyset.BadCursor):  # page_of says so
        if cursor:
            (_value, beyond), backwards = keyset.place_of(cursor, keyset.BY_NUMBER)
    asked = _statement(question, NO_POINTS)
    hits = _hits(asked, match, size + 1, beyond, ascending=backwards)
    entries = SearchEntry.objects.filter(pk__in=[hit.entry for hit in hits])
    return keyset.page_of(entries.only("article_id", "comment_id"), keyset.BY_NUMBER, cursor, size)


def _match(question: Question, filters: Filters) -> tuple[Match | None, tuple[str, ...]]:
    """What the index is asked for; None where a name is nobody's, or nothing is asked."""
    if question.is_empty:
        return None, ()
    found = marks_of(question.names)
    faults = tuple(sentence for _marks, sentence in found if sentence)
    if not all(marks for marks, _sentence in found):
        return None, faults
    chosen = {
        "O": filters.outlet,
        "A": filters.author,
        "T": filters.topic,
        "Y": filters.year,
        "K": filters.kind or None,
    }
    marks = [marks for marks, _sentence in found]
    marks += [(f"{letter}{value}",) for letter, value in chosen.items() if value is not None]
    if question.in_comments:
        marks.append((f"K{Comment._meta.model_name}",))
    if not (question.words or marks):
        marks.append(tuple(f"K{kind}" for kind in KINDS))  # all there is
    return Match(question.words, question.without, tuple(marks)), faults


def _statement(question: Question, points: RawSQL) -> Statement:
    """For what anyone may read and the question's days allow, each with its `points`."""
    rows = SearchEntry.objects.public().annotate(points=points)
    if question.before:
        rows = rows.filter(dated_to__lt=question.before)
    if question.after:
        rows = rows.filter(dated_from__gt=question.after)
    return backend().statement(
        rows.values_list("pk", "article_id", "comment_id", "marks", "points")
    )


def _hits(
    asked: Statement, match: Match, most: int, beyond: int | None = None, *, ascending: bool = False
) -> list[Hit]:
    """At most `most` of those that match, the newest here first."""
    return list(map(Hit._make, backend().matching(asked, match, most, beyond, ascending=ascending)))
