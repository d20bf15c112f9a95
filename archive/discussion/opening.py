"""Finding what a form is about, for those who may see it: all else is not there."""

from typing import TypeGuard

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from accounts.models import User
from archive import policies
from archive.models import Article, Comment, CommentRevision, ModerationEntry
from archive.models.comment import PUBLIC
from archive.web import HtmxRequest

WITH_IT = ("article", "member", "parent", "parent__member")


def open_article(request: HtmxRequest, slug: str) -> Article:
    """The article at an address, for those who may learn that it exists. Raises Http404."""
    found = Article.objects.filter(slug=slug).first()
    if found is None or not policies.may_open(request.user, found):
        raise Http404
    return found


def open_comment(request: HtmxRequest, number: int) -> Comment:
    """A comment that this reader can read. Raises Http404."""
    visible = Comment.objects.visible_to(request.user).select_related(*WITH_IT)
    found = visible.filter(pk=number).first()
    if found is None or not policies.may_read(request.user, found.article):
        raise Http404
    return found


def own_comment(member: User, number: int) -> Comment:
    """A comment of the member's own, whatever became of it. Raises Http404."""
    own = Comment.objects.filter(member=member).select_related(*WITH_IT)
    found = own.filter(pk=number).first()
    if found is None or not policies.may_open(member, found.article):
        raise Http404
    return found


def answered(article: Article, parent: str | None) -> Comment | None:
    """The comment under `article` that `parent`, from a form or an address, means; None where
    there is none that readers see."""
    if not _is_number(parent):
        return None
    return article.comments.public().select_related("member").filter(pk=parent).first()


def taken_away(article: Article, parent: str | None) -> bool:
    """Whether `parent` means a comment under `article` that readers saw, and see no more."""
    if not _is_number(parent):
        return False
    of_it = {"comment": OuterRef("pk")}
    was_seen = (
        Q(review=Comment.Review.APPROVED)  # and withdrawn since
        | Exists(CommentRevision.objects.filter(was_public=True, **of_it))
        | Exists(ModerationEntry.objects.filter(before__review=Comment.Review.APPROVED, **of_it))
    )
    return article.comments.filter(was_seen, pk=parent).exclude(PUBLIC).exists()


def _is_number(parent: str | None) -> TypeGuard[str]:
    return bool(parent and parent.isdecimal() and parent.isascii() and len(parent) <= 19)
