"""What a member said, a page at a time: for everybody, and for the member alone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from archive.models import Article, Comment
from archive.pages.keyset import LATEST, Page, page_of


@dataclass(frozen=True, slots=True)
class Said:
    """A comment in a list. `url` is where it can be read, empty where it cannot; `state` says why
    not, in a sentence."""

    comment: Comment
    article: str
    language: str
    url: str
    state: str


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
    paging, said = _listed(comments, cursor, _public)
    return MemberPage(member, said, total, paging)


def own_comments(member: User, cursor: str) -> tuple[Page, tuple[Said, ...]]:
    """Everything that `member` said, public or not."""
    return _listed(Comment.objects.filter(member=member), cursor, _own)


def _listed(
    comments: QuerySet[Comment], cursor: str, told: Callable[[Comment], Said]
) -> tuple[Page, tuple[Said, ...]]:
    fields = ("member_id", "body_html", "posted_at", "edited_at", "review", "withdrawn_at")
    of_article = ("slug", "title", "kind", "state", "language")
    light = comments.select_related("article").only(*fields, *(f"article__{f}" for f in of_article))
    paging = page_of(light, LATEST, cursor)
    return paging, tuple(told(comment) for comment in paging.rows)


def _public(comment: Comment, state: str = "") -> Said:
    article = comment.article
    url = "" if state else comment.get_absolute_url()
    language = article.language if article.title else ""
    return Said(comment, article.label, language, url, state)


def _own(comment: Comment) -> Said:
    if comment.article.state == Article.State.DRAFT:  # of which nobody may learn
        state = _("Nobody can read it now: its article is not published.")
        return Said(comment, _("An article that is not published"), "", "", state)
    return _public(comment, _hidden(comment))


def _hidden(comment: Comment) -> str:
    """Why nobody but its member sees `comment`; empty if everybody does."""
    match comment.review:
        case Comment.Review.REJECTED:
            return _("A moderator did not let it through.")
        case Comment.Review.REMOVED:
            return _("A moderator removed it.")
    if comment.withdrawn_at:
        return _("You withdrew it.")
    if comment.review == Comment.Review.PENDING:
        return _("It waits for a moderator; nobody else can read it yet.")
    if comment.article.state == Article.State.WITHDRAWN:
        return _("Nobody can read it now: its article was withdrawn.")
    return ""
