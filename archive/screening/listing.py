"""The listed terms, and what follows from those that are found."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.models import ListedTerm
from archive.screening.finding import Finding, Outcome
from archive.text.plain import excerpt

OUTCOMES = {
    ListedTerm.Outcome.HOLD: Outcome.HOLD,
    ListedTerm.Outcome.ASK: Outcome.ASK,
    ListedTerm.Outcome.REFUSE: Outcome.REFUSE,
}
TOLD = 5  # matches that are named; a comment that holds more is to be written anew anyway
LONGEST_TYPED = 60  # characters of a match: letters can be far apart


@dataclass(frozen=True, slots=True)
class Match:
    """A listed `term`, and the words in which it was written."""

    term: str
    outcome: Outcome
    typed: str


def listed(kind: ListedTerm.Kind) -> list[tuple[str, Outcome]]:
    """The terms of a kind, with what follows from each: one query."""
    rows = ListedTerm.objects.filter(kind=kind).order_by("pk").values_list("term", "outcome")
    return [(term, OUTCOMES[ListedTerm.Outcome(outcome)]) for term, outcome in rows]


def finding(matches: Sequence[Match]) -> Finding | None:
    """What follows from `matches`, all of them together."""
    if not matches:
        return None
    strongest = max(match.outcome for match in matches)
    # Those first that the member is told of.
    named = sorted(matches, key=lambda match: -match.outcome)[:TOLD]
    why = _("Listed: %(matches)s.") % {"matches": ", ".join(map(_for_moderators, named))}
    typed = [_quoted(match.typed) for match in named if match.outcome == strongest]
    return Finding(strongest, why, _told(strongest, typed))


def _for_moderators(match: Match) -> str:
    term, typed = _quoted(match.term), _quoted(match.typed)
    if term == typed:
        return term
    return _("%(term)s, written %(typed)s") % {"term": term, "typed": typed}


def _told(outcome: Outcome, typed: Sequence[str]) -> str:
    words = {"typed": ", ".join(dict.fromkeys(typed))}
    if outcome is Outcome.ASK:
        return _("Write it without %(typed)s, or let a moderator look at it first.") % words
    if outcome is Outcome.REFUSE:
        return _("This cannot be posted here: %(typed)s. Take it out to go on.") % words
    return ""


def _quoted(words: str) -> str:
    return f"“{excerpt(words, LONGEST_TYPED)}”"
