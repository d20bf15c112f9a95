"""Cards: what a list says of an article."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, F, Func, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
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


def how_many(rows: QuerySet, what: str = "pk") -> Subquery:
    """How many different `what` there are in `rows`, for each row of the query around it."""
    counted = Func(F(what), function="COUNT", template="COUNT(DISTINCT %(expressions)s)", arity=1)
    return Subquery(
        rows.order_by().annotate(how_many=counted).values("how_many"),
        output_field=IntegerField(),
    )


def listed(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles` with all that their cards need, in a fixed number of queries."""
    return (
        articles.select_related("outlet", "original_outlet")
        .prefetch_related(Prefetch("bylines", Byline.objects.select_related("author")))
        .defer("body", "body_html", "key_points", "image_credits", "rights", "withdrawal_reason")
        .annotate(
            beginning=Substr("body", 1, OPENING_SOURCE),
            comment_count=how_many(Comment.objects.public().filter(article=OuterRef("pk"))),
        )
    )


def most_discussed(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles` that have public comments, those with most first."""
    counted = Comment.objects.public().values("article").annotate(n=Count("pk"))
    return articles.filter(pk__in=counted.values("article")).order_by(
        F("comment_count").desc(), F("pk").desc()
    )


def cards(articles: Iterable[Article]) -> tuple[Card, ...]:
    return tuple(_card(article) for article in articles)


def _first_paragraphs(source: str) -> str:
    """The words of running text: headings and captions say little outside their page."""
    running = [
        inline.content
        for opening, inline in pairwise(parse(source))
        if opening.type == "paragraph_open" and opening.level == 0
    ]
    return plain_text("\n\n".join(running))


def _card(article: Article) -> Card:
    beginning = _first_paragraphs(getattr(article, "beginning", ""))
    return Card(
        article=article,
        date=source_date(article),
        opening=excerpt(article.dek or beginning, OPENING_LENGTH),
        comments=getattr(article, "comment_count", 0),
    )
