"""What a member said, a page at a time: for everybody, and for the member alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from archive.keyset import LATEST, Page, page_of
from archive.models import Article, Comment, Rule
from archive.moderating.decided import HIDDEN, HIDING, acts_about
from archive.moderating.takedown import reason_told


@dataclass(frozen=True, slots=True)
class Said:
    """A comment in a list. `url` is where it can be read, empty where it cannot; `state` says why
    others cannot, `reason` goes on from there, "…, because", `rule` is the one it breaks, and
    `decision` the number of what hid it."""

    comment: Comment
    article: str
    language: str
    url: str
    state: str = ""
    reason: str = ""
    rule: Rule | None = None
    decision: int | None = None


@dataclass(frozen=True, slots=True)
class MemberPage:
    """What anyone may know of a member."""

    member: User
    said: tuple[Said, ...]
    total: int
    paging: Page


def public_comments(member: User) -> QuerySet[Comment]:
    """What anyone may read of what `member` said."""
    published = Article.objects.published()
    return Comment.objects.public().filter(member=member, article__in=published)


def member_page(public_id: str, cursor: str) -> MemberPage:
    """Raises User.DoesNotExist for whoever has said nothing in public, or has left: there is
    nothing to show of them, and no way to tell one from the other."""
    member = User.objects.not_deleted().get(public_id=public_id)
    comments = public_comments(member)
    total = comments.count()
    if not total:
        raise User.DoesNotExist
    paging = _page(comments, cursor)
    return MemberPage(member, tuple(map(_public, paging.rows)), total, paging)


def own_comments(member: User, cursor: str) -> tuple[Page, tuple[Said, ...]]:
    """Everything that `member` said, public or not."""
    paging = _page(Comment.objects.filter(member=member), cursor)
    told = _told(member, paging.rows)
    return paging, tuple(_own(comment, told.get(comment.pk)) for comment in paging.rows)


def _page(comments: QuerySet[Comment], cursor: str) -> Page:
    fields = ("member_id", "body_html", "posted_at", "edited_at", "review", "withdrawn_at")
    of_article = ("slug", "title", "kind", "state", "language")
    light = comments.select_related("article").only(*fields, *(f"article__{f}" for f in of_article))
    return page_of(light, LATEST, cursor)


def _told(member: User, comments: Iterable[Comment]) -> dict[int, Any]:
    """By comment, the last decision that hid it. Its note is not for its member."""
    hidden = [comment.pk for comment in comments if comment.review in HIDDEN]
    entries = acts_about(member).filter(comment__in=hidden, act__in=HIDING)
    told = entries.annotate(told=reason_told()).select_related("rule").defer("note")
    return {row.comment_id: row for row in told.order_by("at", "pk") if row.comment_id}


def _public(comment: Comment) -> Said:
    return Said(comment, *_article(comment), comment.get_absolute_url())


def _own(comment: Comment, told: Any) -> Said:
    if comment.article.state == Article.State.DRAFT:  # of which nobody may learn
        state = _("Nobody can read it now: its article is not published")
        return Said(comment, _("An article that is not published"), "", "", state)
    gone = comment.withdrawn_at or comment.article.state == Article.State.WITHDRAWN
    return Said(
        comment,
        *_article(comment),
        "" if gone else comment.get_absolute_url(),
        _hidden(comment),
        told.told if told else "",
        told.rule if told else None,
        told.pk if told else None,
    )


def _article(comment: Comment) -> tuple[str, str]:
    """What its article is called, and in which language."""
    article = comment.article
    return article.label, article.language if article.title else ""


def _hidden(comment: Comment) -> str:
    """Why nobody but its member sees `comment`; empty if everybody does."""
    match comment.review:
        case Comment.Review.REJECTED:
            return _("A moderator did not let it through")
        case Comment.Review.REMOVED:
            return _("A moderator removed it")
    if comment.withdrawn_at:
        return _("You withdrew it")
    if comment.review == Comment.Review.PENDING:
        return _("It waits for a moderator; nobody else can read it yet")
    if comment.article.state == Article.State.WITHDRAWN:
        return _("Nobody can read it now: its article was withdrawn")
    return ""
