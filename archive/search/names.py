"""The names a question gives: whom and what they mean among those that readers can find here."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from django.conf import settings
from django.db.models import Model
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.faults import fault
from archive.models import Article, Author, Outlet, Topic
from archive.models.spoken_of import NOBODY
from archive.search.backends import TooLong
from archive.search.grammar import Name
from archive.text.fold import APOSTROPHE
from archive.text.terms import FOLDED, terms

MOST_ALIKE = 50  # of one name: “author:j” is no question for the index
AT_ONCE = 1_000  # numbers of names in one statement


@dataclass(frozen=True, slots=True)
class Held:
    """A kind of names; `mark` as archive/indexing/marks.py writes it."""

    model: type[Model]
    mark: str
    articles: tuple[str, ...]  # from a name to its articles
    too_many: str | Promise


HELD: Mapping[str, Held] = {
    "author": Held(
        Author,
        "A",
        ("articles",),
        _("So many authors are called “%(value)s” that only some of them were asked for."),
    ),
    "outlet": Held(
        Outlet,
        "O",
        ("articles", "originals"),
        _("So many outlets are called “%(value)s” that only some of them were asked for."),
    ),
    "topic": Held(
        Topic,
        "T",
        ("articles",),
        _("So many topics are called “%(value)s” that only some of them were asked for."),
    ),
}


def marks_of(names: Sequence[Name]) -> list[tuple[tuple[str, ...], str]]:
    """Of each name, in their order: the marks of those that are meant, and a sentence where these
    are none or not all. Raises TooLong."""
    meant: dict[Name, list[int]] = {}
    for kind in {name.kind for name in names}:
        asked = [name for name in names if name.kind == kind]
        meant.update(zip(asked, _meant(HELD[kind], asked), strict=True))
    return [_marks(name, meant[name]) for name in names]


def _marks(name: Name, meant: list[int]) -> tuple[tuple[str, ...], str]:
    held = HELD[name.kind]
    found = tuple(f"{held.mark}{number}" for number in meant[:MOST_ALIKE])
    if not found:
        return (), fault(NOBODY[held.model], name.text)
    return found, fault(held.too_many, name.text) if len(meant) > MOST_ALIKE else ""


def _meant(held: Held, names: Sequence[Name]) -> list[list[int]]:
    """Of each those that hold all of its words, in whatever order; if one has no others, that one
    alone. Only those count that readers know of: a draft must neither hide them nor show itself."""
    asked = [terms(name.text) for name in names]
    exactly, alike = ([dict[int, None]() for _name in names] for _twice in range(2))
    for number, words in _folded(held, [max(words, key=len) for words in asked]):
        for place, wanted in enumerate(asked):
            if wanted == words:
                exactly[place][number] = None
            elif set(wanted) <= set(words):
                alike[place][number] = None
    return [
        _public(held, list(exact)) or _public(held, list(exact | others))
        for exact, others in zip(exactly, alike, strict=True)
    ]


def _folded(held: Held, telling: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Accents are not the database's to fold: all names are read, and the terms are made of those
    in which any of the `telling` ones stands."""
    ends = time.monotonic() + settings.SEARCH_TIMEOUT_MS / 1000
    rows = held.model._default_manager.order_by("pk").values_list("pk", "name", "slug")
    for number, name, slug in rows.iterator(chunk_size=2_000):
        for text in (name, slug):
            plain = normalize("NFC", text.translate(FOLDED).replace(APOSTROPHE, ""))
            if any(term in plain for term in telling):
                yield number, terms(text)
        if time.monotonic() > ends:
            raise TooLong


def _public(held: Held, numbers: Sequence[int]) -> list[int]:
    """Those of them that a published article names, as far as they are needed."""
    found: set[int] = set()
    for start in range(0, len(numbers), AT_ONCE):
        few = numbers[start : start + AT_ONCE]
        names = held.model._default_manager.filter(pk__in=few)
        for path in held.articles:
            # In small letters, as it is anyway: else SQLite begins with all that are published.
            named = names.alias(state=Lower(f"{path}__state")).filter(state=Article.State.PUBLISHED)
            found.update(named.values_list("pk", flat=True).distinct()[: MOST_ALIKE + 1])
        if len(found) > MOST_ALIKE:
            break
    return sorted(found)
