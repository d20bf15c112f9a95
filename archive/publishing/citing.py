"""How to cite an article: in words, as BibTeX and as CSL-JSON.

A citation claims no more than the archive knows. Names stay whole, since nothing says which part
of one is the family's; a label that the archive made up for want of a title stands in brackets.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.encoding import iri_to_uri
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from archive.models import Article, Author
from archive.publishing.cited_dates import UNDATED, CitedDate, date_of

ARCHIVE = "Postil"
# BibTeX's own names, that each style writes in its way.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BIBTEX_ESCAPES = str.maketrans(
    {
        # BibTeX counts braces, escaped or not; a name for each keeps the count.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


@dataclass(frozen=True, slots=True)
class Work:
    """What a citation is made of; what is not known is empty."""

    key: str
    title: str
    address: str
    added: date
    authors: tuple[str, ...] = ()
    outlet: str = ""
    original_outlet: str = ""
    date: CitedDate = UNDATED
    original_date: CitedDate = UNDATED
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """An article's citation in its forms, and what else it takes to pass the article on."""

    slug: str
    title: str
    address: str
    plain: str
    bibtex: str
    csl_json: str


def cite(article: Article, authors: Iterable[Author], address: str) -> Cite:
    """The citation of `article`, by its authors in order, at its full address here."""
    work = work_of(article, authors, address)
    forms = plain(work), bibtex(work), csl_json(work)
    return Cite(article.slug, article.label, work.address, *forms)


def work_of(article: Article, authors: Iterable[Author], address: str) -> Work:
    """What is cited of `article`."""
    return Work(
        key=citation_key(article.slug),
        title=" ".join(article.title.split()) or f"[{article.label}]",
        address=iri_to_uri(address),
        added=localtime(article.added_at).date(),
        authors=tuple(author.name for author in authors),
        outlet=article.outlet.name if article.outlet else "",
        original_outlet=article.original_outlet.name if article.original_outlet else "",
        date=date_of(article, "date"),
        original_date=date_of(article, "original_date"),
        language=article.language,
    )


def citation_key(slug: str) -> str:
    """A key that never changes, as slugs do not. BibTeX takes ASCII alone in keys: a slug in
    another script is written as domain names write it."""
    ascii_slug = slug if slug.isascii() else f"xn--{slug.encode('punycode').decode()}"
    return f"{ARCHIVE.lower()}-{ascii_slug}"


def plain(work: Work) -> str:
    """The citation in words."""
    title = work.title if work.title.endswith(("?", "!", "…")) else f"{work.title.rstrip('.')}."
    appeared = ", ".join(filter(None, [work.outlet, work.date.words or _("undated")]))
    held = _("Held at %(archive)s since %(date)s") % {
        "archive": ARCHIVE,
        "date": work.added.isoformat(),
    }
    sentences = [
        _sentence(get_text_list(list(work.authors), _("and"))),
        _("“%(title)s”") % {"title": title},
        _sentence(appeared[:1].upper() + appeared[1:] if not work.outlet else appeared),
        _sentence(_first_appeared(work)),
    ]
    return " ".join([*filter(None, sentences), f"{held}: {work.address}"])


def bibtex(work: Work) -> str:
    """The citation as a BibTeX entry. A year or month stands in its field only where it is
    certain; the note has the whole date."""
    dated = _("Dated %(date)s") % {"date": work.date.words} if work.date.words else _("Undated")
    notes = [dated, _first_appeared(work), _("Held at %(archive)s") % {"archive": ARCHIVE}]
    fields = {
        # A name in braces of its own is not taken apart; a title in them keeps its capitals.
        "author": " and ".join(f"{{{_bibtex_text(name)}}}" for name in work.authors),
        "title": f"{{{_bibtex_text(work.title)}}}",
        "howpublished": _bibtex_text(work.outlet),
        "year": f"{work.date.year:04}" if work.date.year else "",
        "month": MONTHS[work.date.month - 1] if work.date.month else "",
        "note": _bibtex_text(" ".join(_sentence(note) for note in notes if note)),
        "url": work.address,
        "urldate": work.added.isoformat(),
    }
    lines = [
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields.items()
        if value
    ]
    return f"@misc{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def csl_json(work: Work) -> str:
    """The citation as CSL-JSON: a list of one item, with a line for each of its fields."""
    added = work.added.year, work.added.month, work.added.day
    item = {
        "id": work.key,
        "type": "webpage",
        "title": work.title,
        "author": [{"literal": name} for name in work.authors],
        "container-title": work.outlet,
        "issued": _csl_date(work.date),
        "original-publisher": work.original_outlet,
        "original-date": _csl_date(work.original_date),
        "accessed": {"date-parts": [added]},
        "archive": ARCHIVE,
        "URL": work.address,
        "language": work.language,
    }
    lines = [
        f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in item.items()
        if value
    ]
    return "[\n  {\n" + ",\n".join(lines) + "\n  }\n]\n"


def _csl_date(known: CitedDate) -> Mapping[str, Any]:
    """A range of CSL-JSON's has two ends; "circa" tells that it is one day somewhere between."""
    first, last = known.ends
    if first and first == last:
        return {"date-parts": [first]}
    if first and last:
        return {"date-parts": [first, last], "circa": True}
    return {"literal": known.words} if known.words else {}


def _first_appeared(work: Work) -> str:
    words = {"outlet": work.original_outlet, "date": work.original_date.words}
    if words["outlet"] and words["date"]:
        return _("First appeared at %(outlet)s, %(date)s") % words
    if words["outlet"]:
        return _("First appeared at %(outlet)s") % words
    return _("First appeared %(date)s") % words if words["date"] else ""


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "?", "!", "…")) else f"{words}."


def _bibtex_text(text: str) -> str:
    """`text` as it stands between a field's braces."""
    return " ".join(text.split()).translate(BIBTEX_ESCAPES)
