"""What is like an article: as a page of its own, and for the end of the article's."""

from dataclasses import dataclass

from archive.models import Article
from archive.pages.cards import Card, cards, listed
from archive.search.similar import more_like


@dataclass(frozen=True, slots=True)
class LikePage:
    article: Article
    cards: tuple[Card, ...]


def find_likened(slug: str) -> Article:
    """The article at an address, without its words. Raises Article.DoesNotExist."""
    return Article.objects.defer("body", "body_blocks", "body_lines").get(slug=slug)


def like_page(article: Article) -> LikePage:
    alike = more_like(article)
    rows = listed(Article.objects.published()).in_bulk(alike)
    return LikePage(article, cards(rows[other] for other in alike if other in rows))
