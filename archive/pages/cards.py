"""Cards: what a list says of an article."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import Substr

from archive.models import Article, Byline, Comment
from archive.pages.dates import SourceDate, source_date
from archive.text.markdown import parse
from archive.text.plain import excerpt, plain_text

OPENING_LENGTH = 220  # about three lines
OPENING_SOURCE = 1200  # enough Markdown for that; a list must not load whole bodies


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list. `opening` is its dek or, without one, how its body begins."""

    article: Article
    date: SourceDate
    opening: str
    comments: int


def listed(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles` with all that their cards show of them, in a fixed number of queries."""
    return (
        articles.select_related("outlet", "original_outlet")
        .prefetch_related(Prefetch("bylines", Byline.objects.select_related("author")))
        .defer("body", "body_blocks", "body_lines", "key_points", "image_credits", "rights")
        .annotate(beginning=Substr("body", 1, OPENING_SOURCE))
    )


def cards(articles: Iterable[Article]) -> tuple[Card, ...]:
    """The cards of articles that are `listed`."""
    articles = tuple(articles)
    counted = comment_counts().filter(article__in=articles)
    comments = dict(counted.values_list("article", "comments"))
    return tuple(_card(article, comments.get(article.pk, 0)) for article in articles)


def most_discussed(number: int) -> tuple[Card, ...]:
    """The published articles with most comments that anyone may read."""
    published = comment_counts().filter(article__state=Article.State.PUBLISHED)
    liveliest = published.order_by("-comments", "-article")[:number]
    ids = [article for article, _comments in liveliest.values_list("article", "comments")]
    articles = listed(Article.objects.published()).in_bulk(ids)
    return cards(articles[article] for article in ids if article in articles)


def comment_counts() -> QuerySet[Any, Any]:
    """How many public comments each article has that has any. Counted in one go: asked for
    each article on its own, a database without statistics may read all comments every time."""
    return Comment.objects.public().values("article").annotate(comments=Count("pk"))


def _first_paragraphs(source: str) -> str:
    """The words of running text: headings and captions say little outside their page."""
    running = [
        inline.content
        for opening, inline in pairwise(parse(source))
        if opening.type == "paragraph_open" and opening.level == 0
    ]
    return plain_text("\n\n".join(running))


def _card(article: Article, comments: int) -> Card:
    beginning = _first_paragraphs(getattr(article, "beginning", ""))
    return Card(
        article=article,
        date=source_date(article),
        opening=excerpt(article.dek or beginning, OPENING_LENGTH),
        comments=comments,
    )
