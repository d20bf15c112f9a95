"""Marks: what filters ask of an entry, as tokens that are never a term: they begin with a capital.

`O12` an outlet, where it was captured or first appeared; `A12` an author, `T12` a topic; `Y2021` a
year that its date touches, `Y0` an unknown one; `Karticle`, `Kdiscussion`, `Kcomment`; `Len` the
language, `L0` an unknown one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archive.models import Article

MOST_YEARS = 100  # of a date that is known so badly, the latest
COMMENT = "comment"
UNKNOWN = "0"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz-")


@dataclass(frozen=True, slots=True)
class Names:
    """The authors of an article and its topics: the number and the name of each, in order."""

    authors: tuple[tuple[int, str], ...] = ()
    topics: tuple[tuple[int, str], ...] = ()


def shared_marks(article: Article, names: Names) -> str:
    """What the entries of an article and of the comments under it have in common. Never empty, and
    the end of their marks."""
    outlets = sorted({pk for pk in (article.outlet_id, article.original_outlet_id) if pk})
    return " ".join(
        [
            f"L{_language(article)}",
            *(f"O{pk}" for pk in outlets),
            *(f"A{pk}" for pk in sorted(pk for pk, _name in names.authors)),
            *(f"T{pk}" for pk in sorted(pk for pk, _name in names.topics)),
        ]
    )


def marks(kind: str, years: Iterable[int], shared: str) -> str:
    dated = [f"Y{year}" for year in years] or [f"Y{UNKNOWN}"]
    return " ".join([f"K{kind}", *dated, shared])


def shared_in(marks: str) -> str:
    """What `marks` were made with as `shared`: what a comment takes from its article."""
    return "L" + marks.partition("L")[2]


def years(earliest: date | None, latest: date | None, added: date) -> range:
    """The years that a date touches, none where it is unknown. Without an end it reaches to the
    day on which the article was `added` here."""
    if earliest is None and latest is None:
        return range(0)
    last = latest.year if latest else max(earliest.year if earliest else 0, added.year)
    first = earliest.year if earliest else 1
    return range(max(first, last - MOST_YEARS + 1), last + 1)


def _language(article: Article) -> str:
    """In small ASCII letters, whatever an editor wrote."""
    written = "".join(c for c in article.language.lower().replace("_", "-") if c in LETTERS)
    return written.partition("-")[0] or UNKNOWN
