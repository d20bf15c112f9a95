"""Words that moderators listed, however they are written; see archive/text/listed.py."""

from archive.models import ListedTerm
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome
from archive.screening.listing import Match, finding, listed
from archive.text.listed import Found, ready


def listed_words(draft: Draft) -> Finding | None:
    """For letters that stand alone nothing is refused: they may be initials, or a formula."""
    terms = listed(ListedTerm.Kind.WORD)
    found = ready(tuple(term for term, _outcome in terms)).find(draft.reading.words)
    return finding([_match(*terms[one.term], one) for one in found])


def _match(term: str, outcome: Outcome, found: Found) -> Match:
    return Match(term, min(outcome, Outcome.ASK) if found.is_spaced else outcome, found.typed)
