"""What a page says of itself in its head: to search engines, and where somebody passes it on.

Nothing of a text stands here that its sharing (archive/publishing/sharing.py) does not pass on,
and no date that is not certain.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import to_locale

from archive.models import Article, Author, Sharing, Topic
from archive.models.dates import Precision
from archive.models.published import if_published
from archive.publishing.citing import ARCHIVE
from archive.publishing.known import known
from archive.publishing.sharing import PassedOn
from archive.web import absolute

Property = tuple[str, str]
LOCALE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """`canonical` is the whole address of what the page shows, where that is best read.
    `properties` are Open Graph's, `linked_data` a JSON-LD document, and `robots` tells search
    engines what not to do with the page; each may be empty."""

    canonical: str = ""
    description: str = ""
    properties: tuple[Property, ...] = ()
    linked_data: Mapping[str, Any] | None = None
    robots: str = ""


def canonical_of(article: Article) -> str:
    """Where the text of `article` is best read: at its first address, where that is known; else
    where that of the article is which it repeats, if readers may open that one and find a text
    there; else on its own page. A page without a text repeats nothing, and names itself."""
    own = absolute(article.get_absolute_url())
    if not _has_text(article):
        return own
    if elsewhere := _elsewhere(article):
        return elsewhere
    original = if_published(article.republication_of)
    if original and _has_text(original):
        return _elsewhere(original) or absolute(original.get_absolute_url())
    return own


def robots_of(passed: PassedOn) -> str:
    """What search engines are told of showing a text in their lists."""
    if passed.level == Sharing.LINK:
        return "nosnippet"
    return f"max-snippet:{passed.most}" if passed.level == Sharing.EXCERPT and passed.most else ""


def page_properties(title: str, address: str, description: str = "") -> tuple[Property, ...]:
    """Open Graph of a page that is not one article's."""
    return tuple(known(_general("website", title, address, description)))


def article_properties(
    article: Article, authors: Iterable[Author], topics: Iterable[Topic], passed: PassedOn
) -> tuple[Property, ...]:
    """Open Graph of an article's page. It names the page here, and not where else the text is:
    whoever passes this page on means what was said about it, too."""
    address = absolute(article.get_absolute_url())
    day = article.date_earliest if article.date_precision == Precision.ON else None
    properties = [
        *_general("article", article.label, address, passed.gist),
        ("og:locale", _locale(article.language)),
        ("article:published_time", day.isoformat() if day else ""),
        *(("article:author", absolute(author.get_absolute_url())) for author in authors),
        *(("article:tag", topic.name) for topic in topics),
    ]
    return tuple(known(properties))


def _has_text(article: Article) -> bool:
    return article.kind == Article.Kind.ARTICLE and bool(article.body)


def _elsewhere(article: Article) -> str:
    """Its first address, if that is not on this site: who wrote one of ours there meant that
    nothing came before."""
    first = article.first_address
    here = urlsplit(settings.ADDRESS).netloc.lower()
    return "" if urlsplit(first).netloc.lower() == here else first


def _locale(language: str) -> str:
    """Open Graph knows a language with its territory, and no other."""
    locale = to_locale(language)
    return locale if LOCALE.fullmatch(locale) else ""


def _general(kind: str, title: str, address: str, description: str) -> list[Property]:
    return [
        ("og:type", kind),
        ("og:title", " ".join(title.split())),
        ("og:url", address),
        ("og:site_name", ARCHIVE),
        ("og:description", description),
    ]
