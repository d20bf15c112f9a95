"""The date that running text implies: an event is dated in one place, and called "last week"
in another. Without such a tie there is no date.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .date_patterns import date_range, end_of_month, is_plausible, worded_days
from .reading import Basis, DateRange, Finding, Passage, Role
from .vocabulary import COMMON_WORDS, EVENT_NOUNS


@dataclass(frozen=True, slots=True)
class _Event:
    """A day that passages date in full, and the words they tell it with."""

    day: date
    passages: tuple[Passage, ...]
    words: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Telling:
    """A passage that says when something happened, as seen from the day it was written."""

    passage: Passage
    span: Callable[[date], tuple[date, date]]
    words: frozenset[str]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _after_last_week(day: date) -> tuple[date, date]:
    return _monday(day) + timedelta(days=7), _monday(day) + timedelta(days=13)


def _within_this_week(day: date) -> tuple[date, date]:
    return day, _monday(day) + timedelta(days=6)


def _day_after(day: date) -> tuple[date, date]:
    return day + timedelta(days=1), day + timedelta(days=1)


def _within_this_month(day: date) -> tuple[date, date]:
    return day, end_of_month(day)


def _after_last_month(day: date) -> tuple[date, date]:
    first = end_of_month(day) + timedelta(days=1)
    return first, end_of_month(first)


# From the day of the event to the days on which its telling was written.
_RELATIVE = (
    (re.compile(r"(?<!the )\blast week\b(?! of)", re.I), _after_last_week),
    (re.compile(r"\b(?:earlier |later )?this week\b", re.I), _within_this_week),
    (re.compile(r"\byesterday\b", re.I), _day_after),
    (re.compile(r"\bearlier this month\b", re.I), _within_this_month),
    (re.compile(r"(?<!the )\blast month\b(?! of)", re.I), _after_last_month),
)
_WEEKEND = re.compile(r"\b(?:over|at) the weekend\b", re.I)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_BYGONE = re.compile(
    r"\b(?:file photo|archiv\w*|anniversary|since|founded|born|died|previous\w*|first"
    r"|years? ago)\b",
    re.I,
)
_PLACE = re.compile(r"\b(?:in|at|near)\s(?:the\s)?((?:[^\W\d_a-z][\w’'-]+\s?){1,3})")
_WORD = re.compile(r"[^\W\d_]{2,}")
SHARED_WORDS = 3  # of event and telling, a name among them


def infer_date(passages: Sequence[Passage]) -> Finding[DateRange] | None:
    """When the text was written, where it calls an event that it also dates "last week".

    A caption may show an old photograph, so a day counts only where two passages date it, or
    where a passage of the text dates the very event, by its noun, that is told relatively.
    """
    event = _last_event(passages)
    tellings = _tellings_of(event, passages) if event else []
    if not event or not tellings or not _is_vouched_for(event, tellings):
        return None
    spans = [telling.span(event.day) for telling in tellings]
    earliest, latest = max(first for first, _ in spans), min(last for _, last in spans)
    weekends = [passage for passage in passages if _tells_of_weekend(passage, event)]
    if weekends:
        # Told on a Saturday, it would be "this weekend".
        latest = min(latest, _monday(earliest) + timedelta(days=4))
    if earliest > latest or not is_plausible(earliest):
        return None
    shown = (*event.passages, *(telling.passage for telling in tellings), *weekends)
    lines = tuple(sorted({line for passage in shown for line in passage.lines}))
    return Finding(date_range(earliest, latest), Basis.INFERRED, lines)


def _last_event(passages: Sequence[Passage]) -> _Event | None:
    """The last day that the passages date in full; an earlier one is history."""
    dated: dict[date, list[Passage]] = {}
    for passage in passages:
        for stated in {day for _, day in worded_days(passage.text)}:
            dated.setdefault(stated, []).append(passage)
    if not dated:
        return None
    day = max(dated)
    telling = [passage for passage in dated[day] if not _BYGONE.search(passage.text)]
    if not telling:
        return None
    text = " ".join(passage.text for passage in telling)
    places = frozenset(word.lower() for match in _PLACE.findall(text) for word in match.split())
    return _Event(day, tuple(telling), _words(text), _names(text), places - COMMON_WORDS)


def _tellings_of(event: _Event, passages: Sequence[Passage]) -> list[_Telling]:
    """Passages that tell the event relatively, and those that go on about it by its noun."""
    tellings = [
        _Telling(passage, span, _words(sentence))
        for passage in passages
        if passage.role in {Role.PARAGRAPH, Role.KEY_POINT}
        for sentence in _sentences(passage.text)
        for pattern, span in _RELATIVE
        if pattern.search(sentence) and _words(sentence) & event.names
    ]
    tied = [telling for telling in tellings if _is_tied(telling, event)]
    nouns = frozenset[str]().union(*(telling.words for telling in tied)) & EVENT_NOUNS
    return [telling for telling in tellings if _is_tied(telling, event) or telling.words & nouns]


def _is_tied(telling: _Telling, event: _Event) -> bool:
    """Whether both speak of one thing: the same people may have met before, elsewhere."""
    shared = telling.words & event.words
    return len(shared) >= SHARED_WORDS and bool(shared & (event.places | EVENT_NOUNS))


def _is_vouched_for(event: _Event, tellings: Sequence[_Telling]) -> bool:
    if len(event.passages) > 1:
        return True
    told = frozenset[str]().union(*(telling.words for telling in tellings))
    return event.passages[0].role != Role.CAPTION and bool(told & event.words & EVENT_NOUNS)


def _tells_of_weekend(passage: Passage, event: _Event) -> bool:
    return passage.role == Role.PARAGRAPH and any(
        _WEEKEND.search(sentence) and _words(sentence) & event.names
        for sentence in _sentences(passage.text)
    )


def _sentences(text: str) -> list[str]:
    """Sentences without what is quoted in them: a speaker's "last week" has its own day."""
    return re.split(r"(?<=[.!?])\s+", _QUOTED.sub(" ", text))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - COMMON_WORDS


def _names(text: str) -> frozenset[str]:
    return frozenset(w.lower() for w in _WORD.findall(text) if w[0].isupper()) - COMMON_WORDS
