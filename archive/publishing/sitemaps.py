"""Site maps: every address of the archive that a search engine should know, in parts.

A part holds what has its number in one block of ids, so that each is found by its place in an
index, however many came before, and changes only when something in it does. What comes and goes
moves nothing from one part to another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import Count, F, Max, Model, Q, QuerySet
from django.db.models.functions import Left
from django.urls import reverse

from archive.models import Article, Author, Outlet, Topic
from archive.models.spoken_of import spoken_of
from archive.publishing.metadata import canonical_of
from archive.web import absolute

# Ids in a part, of two pages each at most. The standard allows 50,000 addresses and 50 MB: an
# address in Chinese takes 1 kB.
BLOCK = 10_000
PAGES = "pages"
ARTICLES = "articles"
NAMES: Mapping[str, type[Model]] = {"outlets": Outlet, "authors": Author, "topics": Topic}
NUMBERED = re.compile(rf"({'|'.join((ARTICLES, *NAMES))})-(0|[1-9][0-9]{{0,13}})")
LISTS = ("front", "articles", "outlets", "authors", "topics", "rules")  # routes
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class Place:
    """A whole address, and when what is there last changed, where that is known. Of a discussion
    under an article it says nothing."""

    address: str
    changed_at: datetime | None = None


def parts() -> Iterator[Place]:
    """Every part that is not empty."""
    blocks = _blocks_of_articles()
    newest = _newest(blocks)
    yield Place(_part(PAGES), newest)
    for block, changed_at, published in blocks:
        if published:
            yield Place(_part(f"{ARTICLES}-{block}"), changed_at)
    for name, kind in NAMES.items():
        rows = spoken_of(kind).order_by().annotate(block=F("pk") / BLOCK)
        for block in rows.values_list("block", flat=True).distinct().order_by("block"):
            # A name's page changes with what is tied to it: at the latest with the newest of all.
            yield Place(_part(f"{name}-{block}"), newest)


def places(part: str) -> list[Place] | None:
    """What the part of that name holds; None where there is no such part, or nothing left in it."""
    if part == PAGES:
        return list(_pages())
    numbered = NUMBERED.fullmatch(part)
    if not numbered:
        return None
    name, block = numbered[1], int(numbered[2])
    within = Q(pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK)
    return _articles(within) if name == ARTICLES else _names(NAMES[name], within)


def sitemap(found: Iterable[Place]) -> str:
    return _document("urlset", "url", found)


def index(found: Iterable[Place]) -> str:
    return _document("sitemapindex", "sitemap", found)


def _blocks_of_articles() -> list[tuple[int, datetime, int]]:
    """Each block, when an article in it last changed that is or was published, and how many are.
    A part changes too when an article in it is withdrawn, and its date must not go back then. It
    is read from an index alone."""
    rows = Article.objects.exclude(state=Article.State.DRAFT).order_by()
    blocks = rows.annotate(block=F("pk") / BLOCK).values_list("block").order_by("block")
    published = Count("pk", filter=Q(state=Article.State.PUBLISHED))
    return list(blocks.annotate(changed=Max("changed_at"), published=published))


def _newest(blocks: Iterable[tuple[int, datetime, int]]) -> datetime | None:
    return max((changed_at for _block, changed_at, _published in blocks), default=None)


def _pages() -> Iterator[Place]:
    newest = _newest(_blocks_of_articles())
    for route in LISTS:
        yield Place(absolute(reverse(route)), None if route == "rules" else newest)


def _articles(within: Q) -> list[Place] | None:
    """Those whose page is where they are best read, and what was said about any. Where there is
    neither, as every text is best read elsewhere and nobody spoke, the list of them: a map without
    an address is none."""
    found = list(_read_lightly(Article.objects.published().filter(within)))
    here = [place for article in found for place in _pages_of(article)]
    return (here or [Place(absolute(reverse("articles")))]) if found else None


def _pages_of(article: Article) -> Iterator[Place]:
    own = absolute(article.get_absolute_url())
    if canonical_of(article) == own:
        yield Place(own, article.changed_at)
    if article.comment_total:
        yield Place(absolute(reverse("comments", args=[article.slug])))


def _read_lightly(articles: QuerySet[Article]) -> Iterator[Article]:
    """`articles` with what tells where they are best read, and of their texts one character: that
    there is one."""
    columns = ("slug", "kind", "state", "original_url")
    rows = articles.select_related("republication_of").only(
        "changed_at",
        "comment_total",
        *columns,
        *(f"republication_of__{column}" for column in columns),
    )
    begun = rows.annotate(begins=Left("body", 1), original_begins=Left("republication_of__body", 1))
    for article in begun.order_by("pk"):
        article.body = article.begins
        if article.republication_of:
            article.republication_of.body = article.original_begins
        yield article


def _names(kind: type[Model], within: Q) -> list[Place] | None:
    rows = spoken_of(kind).filter(within).order_by("pk")
    return [Place(absolute(row.get_absolute_url())) for row in rows] or None


def _part(name: str) -> str:
    return absolute(reverse("sitemap_part", args=[name]))


def _document(root: str, element: str, found: Iterable[Place]) -> str:
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">']
    lines += [f"<{element}>{_inner(place)}</{element}>" for place in found]
    return "\n".join([*lines, f"</{root}>\n"])


def _inner(place: Place) -> str:
    changed = place.changed_at
    lastmod = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return f"<loc>{escape(place.address)}</loc>{lastmod}"
