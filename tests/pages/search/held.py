"""What there is to find, and what the page shows of it."""

from archive.indexing import index_articles, index_comments
from archive.models import Article, Comment
from archive.pages.search.page import SearchPage
from tests import builders


def indexed() -> None:
    """All that is there, as the verbs that write it would have left it."""
    index_articles(Article.objects.values_list("pk", flat=True))
    index_comments(Comment.objects.values_list("pk", flat=True))


def said(page: SearchPage) -> list[str]:
    """Each result's excerpt, with what was asked for in brackets."""
    return [
        "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in result.excerpt)
        for result in page.results
    ]


def counted(page: SearchPage) -> dict[str, dict[str, int]]:
    return {facet.name: {link.words: link.number for link in facet.links} for facet in page.facets}


def many(number: int) -> None:
    made = [
        builders.article(
            title=f"Ferry {n}",
            outlet=builders.outlet(),
            authors=(builders.author(), builders.author("Ada Quill")),
            topics=(builders.topic(),),
        )
        for n in range(number)
    ]
    for article in made[::3]:
        builders.captured_comment(article, body="Ferry!")
    indexed()
