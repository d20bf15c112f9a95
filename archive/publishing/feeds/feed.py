"""What a feed says, whatever form it is written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings

from archive.publishing.feeds.places import Place

ENTRIES = 50
NAMING_SINCE = 2026  # a tag URI tells when whoever gave it had its name: never to be changed
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed must say when it changed last, though it did not


@dataclass(frozen=True, slots=True)
class Person:
    """`address` is a page about them, empty where there is none."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that an entry speaks of: its id, and the address of its page."""

    id: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article or a comment. `html` is sanitised, and holds all of the text if it `is_whole`;
    `cited` tells in plain words what it is of, where no more is passed on. What is not known is
    empty: `published` too, of a comment that was captured without its time."""

    id: str
    address: str
    title: str
    updated: datetime
    published: datetime | None = None
    authors: tuple[Person, ...] = ()
    html: str = ""
    is_whole: bool = True
    cited: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    rights: str = ""
    via: str = ""  # where the text first appeared
    answers: Named | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of entries, the newest first; `previous` and `next` are its neighbours' cursors."""

    place: Place
    subtitle: str
    entries: tuple[Entry, ...]
    cursor: str = ""
    previous: str = ""
    next: str = ""

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


class Outline(Protocol):
    """What a feed will hold, before its words are loaded."""

    def marks(self) -> Iterable[Any]:
        """Values one of which is another as soon as the entries would be."""

    def entries(self) -> Iterable[Entry]:
        """All of it, with its words."""


def id_of(path: str) -> str:
    """A name that stays the same where the site moves from HTTP to HTTPS, or to another port."""
    return f"tag:{urlsplit(settings.ADDRESS).hostname},{NAMING_SINCE}:{path}"
