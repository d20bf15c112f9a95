"""Comments, as the API tells of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.commenting.place import MAX_DEPTH, SEGMENT_BYTES, paths_above
from archive.keyset import BY_NUMBER, Order
from archive.models import Article, Comment
from archive.moderation.gone import removals, status_of
from archive.publishing.api import shapes
from archive.publishing.api.addresses import here, page_of, reference
from archive.publishing.api.articles import published_at, raise_if_withdrawn
from archive.publishing.api.asked import Window
from archive.publishing.api.paging import neighbours, page_asked
from archive.publishing.api.problems import Problem, not_found
from archive.text.plain import plain_text
from archive.web import absolute

THREAD = Order("thread", "sort_path", bytes.fromhex, without_ties=True)
PARENT_PUBLIC = Q(parent__review=Comment.Review.APPROVED, parent__withdrawn_at=None)
OF_ARTICLE = ("slug", "title", "kind", "state", "withdrawal_ground", "withdrawal_reason")
OF_MEMBER = ("public_id", "display_name", "deleted_at")
OF_COMMENT = (
    *("article", "parent", "sort_path", "depth", "origin", "member", "captured_name"),
    *("by_article_author", "body", "body_html", "posted_at", "edited_at"),
)


def comments_page(request: HttpRequest, window: Window) -> shapes.Comments:
    """A page of all comments that anyone may read, the newest here first."""
    public = Comment.objects.public().filter(article__state=Article.State.PUBLISHED)
    page = page_asked(told(public), BY_NUMBER, window)
    items = comments_of(page.rows)
    return shapes.Comments(items=items, **neighbours(request, page))


def thread_page(request: HttpRequest, slug: str, window: Window) -> shapes.Comments:
    """A page of the comments under an article, each after the one that it answers. A page counts
    those that anyone may read; the places of others come on top."""
    article = published_at(slug, Article.objects.only(*OF_ARTICLE))
    shown = Comment.objects.filter(article=article)
    page = page_asked(told(shown.public()), THREAD, window)
    items = comments_of(_with_gaps(page.rows, shown))
    return shapes.Comments(items=items, **neighbours(request, page))


def comment_at(number: int) -> shapes.Comment:
    """The comment with the id `number`, or its place, where it is answered. Raises Problem."""
    published = ~Q(article__state=Article.State.DRAFT)
    row = told(Comment.objects.filter(published)).filter(pk=number).first()
    if row is None:
        raise not_found()
    raise_if_withdrawn(row.article)
    if not row.is_public and not _is_answered(row):
        raise _removed(row) or not_found()
    return comments_of([row])[0]


def comments_of(rows: Iterable[Any]) -> list[shapes.Comment]:
    """What is told of comments that came by `told`."""
    return [_comment(row) for row in rows]


def told(comments: QuerySet[Comment]) -> Any:
    """`comments` with all that is told of them, in one query."""
    fields = [f"article__{field}" for field in OF_ARTICLE]
    fields += [f"member__{field}" for field in OF_MEMBER]
    return (
        comments.select_related("article", "member")
        .only(*OF_COMMENT, *fields)
        .annotate(
            is_public=ExpressionWrapper(
                Q(review=Comment.Review.APPROVED, withdrawn_at=None), BooleanField()
            ),
            parent_is_public=ExpressionWrapper(PARENT_PUBLIC, BooleanField()),
        )
    )


def _with_gaps(rows: Iterable[Any], shown: Any) -> Iterator[Any]:
    """`rows` of a thread, each after the places above it that nobody may read and that no earlier
    row stands under: two queries."""
    rows = list(rows)
    if not rows:
        return
    first = bytes(rows[0].sort_path)
    earlier = shown.public().filter(sort_path__lt=first).order_by("-sort_path")
    before = bytes(earlier.values_list("sort_path", flat=True).first() or b"")
    above = {path for row in rows for path in paths_above(bytes(row.sort_path))}
    places = above - {bytes(row.sort_path) for row in rows}
    gaps = told(shown.filter(sort_path__in=[path for path in places if path > before]))
    yield from sorted([*rows, *gaps], key=lambda row: bytes(row.sort_path))


def _is_answered(row: Any) -> bool:
    below = Comment.objects.filter(article=row.article_id).under(bytes(row.sort_path))
    return below.public().exists()


def _removed(row: Any) -> Problem | None:
    """Why a captured comment is gone, where somebody had asked for it."""
    entry = removals().filter(comment=row, comment__review=Comment.Review.REMOVED).first()
    if entry is None:
        return None
    sentence = _("This comment was removed, because somebody asked for it: %(reason)s")
    return Problem(status_of(entry.after["ground"]), sentence % {"reason": entry.reason})


def _comment(row: Any) -> shapes.Comment:
    said: dict[str, Any] = _said(row) if row.is_public else dict.fromkeys(shapes.SAID)
    return shapes.Comment(
        id=row.pk,
        url=page_of(row),
        api_url=here("comment", row.pk),
        article=reference(row.article, "article"),
        parent=_parent(row),
        depth=row.depth,
        hidden=not row.is_public,
        **said,
    )


def _said(row: Any) -> dict[str, Any]:
    return {
        "origin": row.origin,
        "author": _author(row),
        "by_article_author": row.by_article_author,
        "posted_at": row.posted_at,
        "edited_at": row.edited_at,
        "html": row.body_html,
        "text": plain_text(row.body),
    }


def _parent(row: Any) -> int | None:
    """Deeper than a thread nests, places line up: there, one that nobody may read has no place
    that a reader could look for."""
    nested = len(bytes(row.sort_path)) <= MAX_DEPTH * SEGMENT_BYTES
    return row.parent_id if nested or row.parent_is_public else None


def _author(row: Any) -> shapes.CommentAuthor:
    member = row.member
    if member is None:
        return shapes.CommentAuthor(name=row.captured_name or None, url=None)
    url = None if member.deleted_at else absolute(reverse("member", args=[member.public_id]))
    return shapes.CommentAuthor(name=member.shown_name, url=url)
