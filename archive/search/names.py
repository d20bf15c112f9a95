"""The names a question gives: whom and what they mean among those that readers can find here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.faults import fault
from archive.models import Article, Author, Outlet, Topic
from archive.models.spoken_of import NOBODY
from archive.search.grammar import Name
from archive.text.terms import terms

MOST_ALIKE = 50  # of one name: “author:j” is no question for the index


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


def marks_of(name: Name) -> tuple[tuple[str, ...], str]:
    """The marks of those that are meant, and a sentence where these are none or not all."""
    held = HELD[name.kind]
    meant = _meant(held, name.text)
    found = tuple(f"{held.mark}{number}" for number in meant[:MOST_ALIKE])
    if not found:
        return (), fault(NOBODY[held.model], name.text)
    return found, fault(held.too_many, name.text) if len(meant) > MOST_ALIKE else ""


def _meant(held: Held, text: str) -> list[int]:
    """Those that hold all of the words, in whatever order; if one has no others, that one alone."""
    asked = terms(text)
    alike = [(number, words) for number, words in _folded(held) if set(asked) <= set(words)]
    exactly = [number for number, words in alike if words == asked]
    numbers = exactly or [number for number, _words in alike]
    return _public(held, numbers[: 20 * MOST_ALIKE])


def _folded(held: Held) -> Iterable[tuple[int, list[str]]]:
    """Accents are not the database's to fold: all names are read."""
    rows = held.model._default_manager.order_by("pk").values_list("pk", "name", "slug")
    for number, name, slug in rows.iterator(chunk_size=2_000):
        yield number, terms(name)
        yield number, terms(slug)


def _public(held: Held, numbers: list[int]) -> list[int]:
    """Those of them that a published article names: whom a draft names is nobody's business."""
    names = held.model._default_manager.filter(pk__in=set(numbers))
    found: set[int] = set()
    for path in held.articles:
        # In small letters, as it is anyway: else SQLite begins with all that are published.
        named = names.alias(state=Lower(f"{path}__state")).filter(state=Article.State.PUBLISHED)
        found.update(named.values_list("pk", flat=True).distinct()[: MOST_ALIKE + 1])
    return sorted(found)
