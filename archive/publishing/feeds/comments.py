"""Comments in a feed. They are their members' own words, and are passed on whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.models import Article, Comment
from archive.publishing.feeds.feed import Entry, Named, Person, id_of
from archive.web import absolute

OF_ARTICLES = ("title", "slug", "kind", "language", "added_at", "state")
OF_MEMBERS = ("display_name", "public_id", "deleted_at")
OWN = ("origin", "captured_name", "by_article_author", "body_html", "posted_at", "edited_at")


def comments_in_feeds() -> QuerySet[Any]:
    """The comments that feeds may hold, each with the id of the one that it `answers`, where
    anyone may read that too."""
    readable = Q(parent__review=Comment.Review.APPROVED, parent__withdrawn_at=None)
    return (
        Comment.objects.public()
        .filter(article__state=Article.State.PUBLISHED)
        .select_related("article", "member")
        .only(
            *OWN,
            *(f"article__{column}" for column in OF_ARTICLES),
            *(f"member__{column}" for column in OF_MEMBERS),
        )
        .annotate(answers=Case(When(readable, then=F("parent"))))
    )


@dataclass(frozen=True, slots=True)
class CommentOutline:
    """Some comments, as `comments_in_feeds` has them: with their words, as they are short."""

    rows: Sequence[Any]

    def marks(self) -> Iterator[Any]:
        for row in self.rows:
            yield row.pk, row.answers, row.body_html, row.posted_at, row.edited_at
            yield said_by(row), row.article.label, row.article.slug, row.article.language

    def entries(self) -> Iterator[Entry]:
        return (entry for _number, entry in self.numbered())

    def numbered(self) -> Iterator[tuple[int, Entry]]:
        """Each with its comment's id."""
        return ((row.pk, _entry(row)) for row in self.rows)


def said_by(comment: Comment) -> Person:
    """Who made a comment, as threads name them."""
    if comment.member and comment.member.deleted_at:
        return Person(comment.member.shown_name)
    if comment.member:
        page = reverse("member", args=[comment.member.public_id])
        return Person(comment.member.display_name, absolute(page))
    if comment.captured_name:
        return Person(comment.captured_name)
    return Person(_("the article’s author") if comment.by_article_author else _("unnamed reader"))


def _entry(comment: Any) -> Entry:
    author, article, page = said_by(comment), comment.article, comment.get_absolute_url()
    names = {"name": author.name, "title": " ".join(article.label.split())}
    captured = comment.origin == Comment.Origin.CAPTURED
    return Entry(
        id=id_of(page),
        address=absolute(page),
        title=_("%(name)s on “%(title)s”") % names,
        updated=_said_at(comment),
        published=comment.posted_at,
        authors=(author,),
        html=comment.body_html,
        # What members write in, nobody asked them.
        language=article.language if captured else "",
        answers=_answered(comment),
    )


def _said_at(comment: Any) -> datetime:
    """When it came to say what it says; of a captured one without a time, when its article came."""
    return max(filter(None, [comment.edited_at, comment.posted_at or comment.article.added_at]))


def _answered(comment: Any) -> Named:
    if comment.answers:
        page = reverse("comment", args=[comment.answers])
    else:
        page = comment.article.get_absolute_url()
    return Named(id_of(page), absolute(page))
