"""What the search page says of what was found, and what to do where that is too little."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.faults import unfinished
from archive.pages.search.filters import Narrowed
from archive.search import engine
from archive.search.engine import Found, Here
from archive.search.grammar import Question


def status(found: Found, number: int, pages: int) -> str:
    """How much was ranked, and which page of that this is."""
    total = len(found.hits)
    if not total:
        return nothing(found)
    how_many = ngettext("%(n)d result", "%(n)d results", total) % {"n": total}
    if found.bounded:
        how_many = _("More than %(n)d results") % {"n": min(total, engine.MOST_RANKED)}
    if number == 1:
        return how_many
    where = {"how_many": how_many, "number": number, "pages": pages}
    return _("%(how_many)s, page %(number)d of %(pages)d") % where


def status_by_date(found: Here, cursor: str) -> str:
    """These are not counted. What lies beyond the last of them is no empty archive."""
    if found.rows:
        return _("All that match, the newest here first.")
    return _("There is nothing further.") if beyond(found, cursor) else nothing(found)


def beyond(found: Here, cursor: str) -> bool:
    return bool(cursor) and not (found.rows or found.too_long)


def nothing(found: Found | Here) -> str:
    return _("Not found in time.") if found.too_long else _("Nothing found.")


def notes(found: Found | Here, question: Question, narrowed: Narrowed) -> Iterator[str]:
    """What there is to say of what was found. Of all by date nothing is bounded."""
    hits = found.hits if isinstance(found, Found) else found.rows
    if found.begins_with:
        yield unfinished(found.begins_with)
    if isinstance(found, Found) and found.bounded:
        yield _ranked(len(hits))
    if found.too_long:
        yield _(
            "Looking for this took too long and was given up. Fewer or rarer words, or a filter,"
            " are found sooner."
        )
    elif not hits:
        yield from _remedies(question, narrowed)


def _ranked(number: int) -> str:
    """Of all that match, which were ranked: the newest, and of those before them some."""
    newest, older = min(number, engine.MOST_RANKED), max(0, number - engine.MOST_RANKED)
    if not older:
        return _("Many match: of these the newest %(n)d were ranked.") % {"n": newest}
    sentence = ngettext(
        "Many match: the newest %(newest)d were ranked, and %(n)d before them that says it in"
        " title, names, topics or summary.",
        "Many match: the newest %(newest)d were ranked, and %(n)d before them that say it in"
        " title, names, topics or summary.",
        older,
    )
    return sentence % {"newest": newest, "n": older}


def _remedies(question: Question, narrowed: Narrowed) -> Iterator[str]:
    if narrowed.chosen or narrowed.nobody:
        yield _("Without the filter there may be more.")
    if len(question.words) > 1:
        yield _("Every word must be in the same article or comment: fewer words find more.")
    if question.words:
        yield _("A word may be spelt in another way: “har*” finds all that begin like this.")
