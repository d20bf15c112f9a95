"""Publication: when readers may open an article, and what they find when they no longer may."""

from collections.abc import Collection

from django.utils import timezone

from accounts.models import User
from archive.editing.history import Words, record_revision, words_of
from archive.models import Article, ArticleRevision

WITHDRAWAL = ("state", "withdrawn_at", "withdrawal_ground", "withdrawal_reason", "changed_at")


def settle_state(article: Article) -> None:
    """Bring what depends on `article.state` in line with it: a withdrawal has its moment, and
    nothing else has one."""
    if article.state == Article.State.WITHDRAWN:
        article.withdrawn_at = article.withdrawn_at or timezone.now()
    else:
        article.withdrawn_at = None
        article.withdrawal_ground = article.withdrawal_reason = ""


def publish(articles: Collection[Article]) -> None:
    """Publish those of `articles` that are drafts still."""
    drafts = Article.objects.filter(
        pk__in=[article.pk for article in articles], state=Article.State.DRAFT
    )
    drafts.update(state=Article.State.PUBLISHED, changed_at=timezone.now())


def withdraw(article: Article, by: User, ground: Article.Ground, reason: str) -> None:
    """Let `article` be read no more, for a `reason` that stands in its place. In the caller's
    transaction, and in the article's turn."""
    before = words_of(article)
    article.state = Article.State.WITHDRAWN
    article.withdrawal_ground, article.withdrawal_reason = ground, reason
    _keep(article, before, by, reason)


def bring_back(article: Article, by: User) -> None:
    """Publish again what was withdrawn; in the caller's transaction, and in the article's turn."""
    before = words_of(article)
    article.state = Article.State.PUBLISHED
    _keep(article, before, by, "")


def _keep(article: Article, before: Words, by: User, reason: str) -> None:
    settle_state(article)
    article.save(update_fields=WITHDRAWAL)
    cause = ArticleRevision.Cause.CORRECTION
    record_revision(article, before, cause, by=by, reason=reason)
