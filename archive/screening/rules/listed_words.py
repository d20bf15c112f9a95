"""Words that moderators listed, however they are written; see archive/text/listed.py."""

from archive.models import ListedTerm
from archive.screening.draft import Draft
from archive.screening.finding import Finding
from archive.screening.listing import Match, finding, listed
from archive.text.listed import ready


def listed_words(draft: Draft) -> Finding | None:
    terms = listed(ListedTerm.Kind.WORD)
    found = ready(tuple(term for term, _outcome in terms)).find(draft.reading.words)
    return finding([Match(*terms[match.term], match.typed) for match in found])
