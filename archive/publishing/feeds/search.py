"""What a search finds, in a feed: articles and comments together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archive.models import SearchEntry
from archive.publishing.feeds.articles import ArticleOutline, articles_in_feeds
from archive.publishing.feeds.articles import outline as outline_of_articles
from archive.publishing.feeds.comments import CommentOutline, comments_in_feeds
from archive.publishing.feeds.feed import Entry


@dataclass(frozen=True, slots=True)
class SearchOutline:
    """Some of what is searched, in the order in which it was found."""

    found: Sequence[SearchEntry]
    articles: ArticleOutline
    comments: CommentOutline

    def marks(self) -> Iterator[Any]:
        yield [row.pk for row in self.found]
        yield from self.articles.marks()
        yield from self.comments.marks()

    def entries(self) -> Iterator[Entry]:
        articles, comments = dict(self.articles.numbered()), dict(self.comments.numbered())
        for row in self.found:
            number = row.comment_id or row.article_id
            entry = (comments if row.comment_id else articles).get(number)
            if entry:  # what was hidden a moment ago is left out
                yield entry


def outline(found: Sequence[SearchEntry]) -> SearchOutline:
    """What there is to tell of what was `found`: three queries."""
    said = [row.comment_id for row in found if row.comment_id]
    held = [row.article_id for row in found if not row.comment_id]
    return SearchOutline(
        found,
        outline_of_articles(tuple(articles_in_feeds().filter(pk__in=held))),
        CommentOutline(tuple(comments_in_feeds().filter(pk__in=said))),
    )
