"""Search results: what the page says of each article and comment that was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Substr

from archive.models import Article, Author, Byline, Comment, Outlet, SearchEntry, Topic
from archive.pages.dates import SourceDate, source_date
from archive.search.excerpts import LOOKED_THROUGH, Piece, excerpt_of, marked
from archive.search.grammar import Question

NOT_SHOWN = (
    *(f"article__{field}" for field in ("body", "body_blocks", "body_lines")),
    *(f"article__{field}" for field in ("image_credits", "rights")),
    *(f"comment__{field}" for field in ("body", "body_html", "sort_path")),
    *("title", "about", "salient", "unstemmed", "body", "marks", "plain"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom or what an article is by, from or about."""

    url: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """An article or, where there is a `comment`, that one under it. `title` is the article's, and
    so are the names: of its topics those that were asked for."""

    article: Article
    comment: Comment | None
    date: SourceDate
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    authors: tuple[Named, ...]
    outlet: Named | None
    original_outlet: Named | None
    topics: tuple[Named, ...]


def results(entries: Sequence[int], question: Question) -> tuple[Result, ...]:
    """What was found, in the order of the numbers of its `entries`: three queries for however many.
    What is no longer for everybody to read since it was found is left out."""
    rows = shown().in_bulk(entries)
    return tuple(_result(rows[entry], question) for entry in entries if entry in rows)


def shown() -> QuerySet[SearchEntry]:
    return (
        SearchEntry.objects.public()
        .select_related("article__outlet", "article__original_outlet", "comment__member")
        .prefetch_related(Prefetch("article__bylines", Byline.objects.select_related("author")))
        .prefetch_related("article__topics")
        .annotate(words=Substr("plain", 1, LOOKED_THROUGH))
        .defer(*NOT_SHOWN)
    )


def _result(entry: Any, question: Question) -> Result:
    """Comments are indexed in the language of their article, and looked through in it."""
    article = entry.article
    words = entry.words if entry.comment else _words(article, entry.words)
    topics = [_named(topic, question) for topic in article.topics.all()]
    return Result(
        article=article,
        comment=entry.comment,
        date=source_date(article),
        title=_title(article, question),
        excerpt=excerpt_of(words, question, article.language),
        authors=tuple(_named(byline.author, question) for byline in article.bylines.all()),
        outlet=_named_or_none(article.outlet, question),
        original_outlet=_named_or_none(article.original_outlet, question),
        topics=tuple(topic for topic in topics if any(piece.hit for piece in topic.pieces)),
    )


def _words(article: Article, plain: str) -> str:
    """What may show why an article was found, beside its title: if nothing does, its beginning."""
    return "\n".join([article.dek, plain, *article.key_points])


def _named(name: Outlet | Author | Topic, question: Question) -> Named:
    return Named(name.get_absolute_url(), marked(str(name), question, ""))


def _named_or_none(name: Outlet | None, question: Question) -> Named | None:
    return _named(name, question) if name else None


def _title(article: Article, question: Question) -> tuple[Piece, ...]:
    if not article.title:
        return (Piece(article.label),)
    return marked(article.title, question, article.language)
