"""What some articles have between them: how far back they go, and the names they share."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import Article
from archive.models.article import ArticleQuerySet
from archive.pages.dates import SourceDate, source_date
from archive.pages.filters import NAME_FILTERS, most_held
from archive.pages.timeline import Timeline, timeline

NAMES_SHOWN = 12  # of each kind, those with most articles; a page is not an index


@dataclass(frozen=True, slots=True)
class DatedArticle:
    article: Article
    date: SourceDate


@dataclass(frozen=True, slots=True)
class Reach:
    """The earliest and the latest of the dated articles; None where nothing is dated, and
    `latest` also where one article is both."""

    earliest: DatedArticle | None = None
    latest: DatedArticle | None = None


@dataclass(frozen=True, slots=True)
class SharedName:
    words: str
    url: str
    articles: int


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one kind, those with most articles first; `index_url` leads to all."""

    heading: str | Promise
    index_url: str
    names: tuple[SharedName, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """`groups` are the names that the articles share."""

    timeline: Timeline
    reach: Reach
    groups: tuple[Group, ...]


# By the filter that the shelf has for them: how such names are headed, and their pages called.
KINDS: Mapping[str, tuple[str | Promise, str]] = {
    "topic": (_("Topics"), "topics"),
    "outlet": (_("Outlets"), "outlets"),
    "author": (_("Authors"), "authors"),
}


def holdings(articles: ArticleQuerySet, but: Model | None = None, **chosen: str) -> Holdings:
    """What there is to say of `articles` as a whole, in a fixed number of queries. `but` is the
    name whose page this is; `chosen` are the filters that show the same articles on the shelf."""
    return Holdings(timeline(articles, **chosen), reach(articles), shared_names(articles, but))


def reach(articles: ArticleQuerySet) -> Reach:
    """How far back `articles` go, and how far forward, in one query. A range counts from the end
    that is known."""
    dated = articles.dated()
    begin, end = Coalesce("date_earliest", "date_latest"), Coalesce("date_latest", "date_earliest")
    earliest = Subquery(dated.order_by(begin, "pk").values("pk")[:1])
    latest = Subquery(dated.order_by(end.desc(), "-pk").values("pk")[:1])
    shown = ("slug", "title", "kind", "language")
    dates = ("date_precision", "date_earliest", "date_latest")
    found = Article.objects.filter(Q(pk=earliest) | Q(pk=latest)).only(*shown, *dates)
    in_order = found.order_by(begin, end, "pk")
    return Reach(*(DatedArticle(article, source_date(article)) for article in in_order))


def shared_names(articles: ArticleQuerySet, but: Model | None = None) -> tuple[Group, ...]:
    """The names that most of `articles` have, but for the name whose page this is."""
    groups = (_group(articles, kind, but) for kind in KINDS)
    return tuple(group for group in groups if group.names)


def _group(articles: ArticleQuerySet, kind: str, but: Model | None) -> Group:
    heading, index = KINDS[kind]
    filter_ = NAME_FILTERS[kind]
    itself = but.pk if isinstance(but, filter_.model) else None
    names = tuple(
        SharedName(name.words, reverse(kind, args=[name.slug]), name.articles)
        for name in most_held(filter_, articles)
        if name.pk != itself
    )
    return Group(heading, reverse(index), names[:NAMES_SHOWN])
