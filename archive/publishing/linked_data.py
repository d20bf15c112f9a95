"""Pages in schema.org's words, as JSON-LD: what each is about, for programs that read it.

It says what the page says, and no more: a name, a date or an outlet that is not known has no
member, and of a text only as much stands here as is passed on.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from archive.models import Article, Author, Outlet, Topic
from archive.publishing.cited_dates import CitedDate, date_of, iso
from archive.publishing.citing import ARCHIVE
from archive.publishing.known import known
from archive.publishing.linked_comments import Said, comments
from archive.publishing.sharing import PassedOn
from archive.web import absolute

Node = dict[str, Any]


def document(*nodes: Node) -> Mapping[str, Any]:
    """`nodes` as one JSON-LD document."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def site() -> Node:
    address = absolute("/")
    return {"@type": "WebSite", "@id": address, "name": ARCHIVE, "url": address}


def person(author: Author) -> Node:
    return _named("Person", author)


def organization(outlet: Outlet) -> Node:
    return _named("Organization", outlet)


def breadcrumbs(*steps: tuple[str, str]) -> Node:
    """The way to a page from the front page on: each step's name and its path here."""
    way = [(ARCHIVE, "/"), *steps]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def piece(
    article: Article,
    authors: Iterable[Author],
    topics: Iterable[Topic],
    passed: PassedOn,
    republished: Article | None = None,
) -> Node:
    """An article that is held here."""
    address = absolute(article.get_absolute_url())
    here = {
        "@id": address,
        "url": address,
        "inLanguage": article.language,
        "keywords": [topic.name for topic in topics],
        "description": passed.gist,
        "commentCount": article.comment_total,
    }
    return _filled({**_work(article, authors), **here, **_origin(article, republished)})


def discussion(article: Article, authors: Iterable[Author], posts: Iterable[Said]) -> Node:
    """What was said under an article, as far as its page shows it. Who wrote the piece, and when,
    is the piece's, whether that is on the page or was not captured."""
    address, by = absolute(article.get_absolute_url()), list(authors)
    said = comments(posts, [person(author) for author in by])
    posting = {**_posting(article, f"{address}#comments"), "comment": said}
    if article.kind == Article.Kind.ARTICLE:
        return _filled({**posting, "sharedContent": _reference(article)})
    known = _filled({**_work(article, by), **_origin(article, None)})
    # More than that it is an article.
    return _filled({**posting, "about": known if len(known) > 1 else {}})


def thread(article: Article, posts: Iterable[Said], address: str) -> Node:
    """What was said under an article, on a page of its own at `address`."""
    shared = {"sharedContent": _reference(article)} if article.kind == Article.Kind.ARTICLE else {}
    return _filled({**_posting(article, address), **shared, "comment": comments(posts, [])})


def _posting(article: Article, address: str) -> Node:
    """It is the archive that put the piece up for discussion, on the day it came here."""
    title = " ".join(article.title.split())
    about = _("What was said about “%(title)s”: as it was captured, and what readers say here.")
    return {
        "@type": "DiscussionForumPosting",
        "@id": address,
        "url": address,
        "headline": _("Commentary on %(title)s") % {"title": title} if title else article.label,
        "text": about % {"title": title or article.label},
        "author": {"@type": "Organization", "name": ARCHIVE, "url": absolute("/")},
        "datePublished": localtime(article.added_at).date().isoformat(),
        "commentCount": article.comment_total,
    }


def _reference(article: Article) -> Node:
    address = absolute(article.get_absolute_url())
    return {"@type": "Article", "@id": address, "url": address}


def _work(article: Article, authors: Iterable[Author]) -> Node:
    """What is known of a piece, wherever its words are."""
    return {
        "@type": "Article",
        "headline": " ".join(article.title.split()),
        "author": [person(author) for author in authors],
        "publisher": organization(article.outlet) if article.outlet else None,
        "datePublished": _certain(date_of(article, "date")),
    }


def _origin(article: Article, republished: Article | None) -> Node:
    """Where a text comes from: what it repeats, or the same text at its first address."""
    address = article.first_address
    if republished is None and article.original_outlet is None:
        return {"sameAs": address}
    original = {
        "@type": "Article",
        "@id": absolute(republished.get_absolute_url()) if republished else "",
        "url": address,
        "publisher": organization(article.original_outlet) if article.original_outlet else None,
        "datePublished": _certain(date_of(article, "original_date")),
    }
    return {"isBasedOn": _filled(original)}


def _certain(known: CitedDate) -> str:
    """The day, or the month where only that is certain; else empty."""
    if known.earliest and known.earliest == known.latest:
        return known.earliest.isoformat()
    return iso((known.year, known.month)) if known.year and known.month else ""


def _named(kind: str, row: Author | Outlet) -> Node:
    address = absolute(row.get_absolute_url())
    return {"@type": kind, "@id": address, "name": row.name, "url": address}


def _filled(node: Node) -> Node:
    return dict(known(node.items()))
