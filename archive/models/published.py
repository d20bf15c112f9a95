"""What of the tied articles a reader may open."""

from archive.models.article import Article


def if_published(article: Article | None) -> Article | None:
    """`article`, where anyone may open it: what a draft or a withdrawn one is, no other page
    tells."""
    return article if article and article.state == Article.State.PUBLISHED else None
