"""What a page says of itself in its head: to search engines, and where somebody passes it on.

Nothing of a text stands here that its sharing (archive/publishing/sharing.py) does not pass on,
and no date that is not certain.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import to_locale

from archive.models import Article, Author, Topic
from archive.models.dates import Precision
from archive.publishing.citing import ARCHIVE
from archive.publishing.sharing import PassedOn
from archive.text.addresses import is_web_address
from archive.web import absolute

Property = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Metadata:
    """`canonical` is the whole address of what the page shows, where that is best read.
    `properties` are Open Graph's, `linked_data` a JSON-LD document; either may be empty."""

    canonical: str
    description: str = ""
    properties: tuple[Property, ...] = ()
    linked_data: Mapping[str, Any] | None = None
    indexed: bool = True


def canonical_of(article: Article, republished: Article | None = None) -> str:
    """Where the text of `article` is best read: at its first address, where that is known; else on
    the page of the article here that it repeats, if that is published; else on its own. The text
    of a discussion's piece is not here, so that its page repeats nothing."""
    if article.kind == Article.Kind.ARTICLE:
        if is_web_address(article.original_url):
            return article.original_url
        if republished and republished.state == Article.State.PUBLISHED:
            return absolute(republished.get_absolute_url())
    return absolute(article.get_absolute_url())


def page_properties(title: str, address: str, description: str = "") -> tuple[Property, ...]:
    """Open Graph of a page that is not one article's."""
    return tuple(_filled(_general("website", title, address, description)))


def article_properties(
    article: Article, authors: Iterable[Author], topics: Iterable[Topic], passed: PassedOn
) -> tuple[Property, ...]:
    """Open Graph of an article's page. It names the page here, and not where else the text is:
    whoever passes this page on means what was said about it, too."""
    address = absolute(article.get_absolute_url())
    day = article.date_earliest if article.date_precision == Precision.ON else None
    properties = [
        *_general("article", article.label, address, passed.gist),
        ("og:locale", to_locale(article.language)),
        ("article:published_time", day.isoformat() if day else ""),
        *(("article:author", absolute(author.get_absolute_url())) for author in authors),
        *(("article:tag", topic.name) for topic in topics),
    ]
    return tuple(_filled(properties))


def _general(kind: str, title: str, address: str, description: str) -> list[Property]:
    return [
        ("og:type", kind),
        ("og:title", " ".join(title.split())),
        ("og:url", address),
        ("og:site_name", ARCHIVE),
        ("og:description", description),
    ]


def _filled(properties: Iterable[Property]) -> Iterator[Property]:
    return ((name, value) for name, value in properties if value)
