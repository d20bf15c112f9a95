"""Comments in schema.org's words: the public ones of a page, each under the one that it answers."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any, Protocol

from archive.models import Comment
from archive.publishing.known import known
from archive.text.plain import excerpt
from archive.text.sanitise import words_in
from archive.web import absolute

Node = dict[str, Any]

# The page has all its comments in full: what programs read beside it should not double it.
MOST = 50
LENGTH = 300  # characters of each


class Said(Protocol):
    """A comment in its place; None where one stands that may not be read."""

    @property
    def comment(self) -> Comment | None: ...

    @property
    def replies(self) -> Sequence["Said"]: ...


def comments(posts: Iterable[Said], authors: Sequence[Node]) -> list[Node]:
    """The first public ones of `posts`, under an article by `authors`. Whoever is logged in reads
    more than the public ones; programs do not."""
    return list(_written(posts, authors, count(1)))


def _written(
    posts: Iterable[Said], authors: Sequence[Node], number: Iterator[int]
) -> Iterator[Node]:
    """What answers a comment that is left out stands in its place."""
    for post in posts:
        comment = post.comment
        if comment is None or not _is_public(comment):
            yield from _written(post.replies, authors, number)
        elif next(number) <= MOST:
            node = _node(comment, authors)
            answers = list(_written(post.replies, authors, number))
            yield {**node, "comment": answers} if answers else node


def _is_public(comment: Comment) -> bool:
    return comment.review == Comment.Review.APPROVED and comment.withdrawn_at is None


def _node(comment: Comment, authors: Sequence[Node]) -> Node:
    address, posted = absolute(comment.get_absolute_url()), comment.posted_at
    node = {
        "@type": "Comment",
        "@id": address,
        "url": address,
        "author": _speaker(comment, authors),
        "datePublished": posted.isoformat(timespec="seconds") if posted else "",
        "text": excerpt(words_in(comment.body_html), LENGTH),
    }
    return dict(known(node.items()))


def _speaker(comment: Comment, authors: Sequence[Node]) -> Node | None:
    """Who said it, by the name that the page gives. Who left has none, and of an unnamed reader
    of the original page nothing is known."""
    member = comment.member
    if member is not None:
        return None if member.deleted_at else {"@type": "Person", "name": member.display_name}
    if comment.captured_name:
        return {"@type": "Person", "name": comment.captured_name}
    return authors[0] if comment.by_article_author and len(authors) == 1 else None
