"""The front page: what is new here, what is talked about, how much there is."""

from dataclasses import dataclass

from archive.keyset import NEWEST
from archive.models import Article, Author, Comment, Outlet
from archive.models.spoken_of import spoken_of
from archive.pages.cards import Card, cards, listed, most_discussed
from archive.pages.holdings import Holdings, holdings

NEWEST_SHOWN = 8
LIVELIEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int
    comments: int
    outlets: int
    authors: int


@dataclass(frozen=True, slots=True)
class FrontPage:
    newest: tuple[Card, ...]
    liveliest: tuple[Card, ...]
    counts: Counts
    holdings: Holdings


def front_page() -> FrontPage:
    published = Article.objects.published()
    newest = NEWEST.apply(listed(published), backwards=False)
    return FrontPage(
        newest=cards(newest[:NEWEST_SHOWN]),
        liveliest=most_discussed(LIVELIEST_SHOWN),
        counts=Counts(
            articles=published.count(),
            comments=Comment.objects.public().filter(article__in=published).count(),
            outlets=spoken_of(Outlet).count(),
            authors=spoken_of(Author).count(),
        ),
        holdings=holdings(published),
    )
