"""Publication: when readers may open an article, and what they find when they no longer may."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from archive.editing.history import Words, record_revision, words_of
from archive.indexing import number_anew
from archive.models import Article, ArticleRevision

WITHDRAWAL = ("state", "withdrawn_at", "withdrawal_ground", "withdrawal_reason", "changed_at")


def settle_state(article: Article) -> None:
    """Bring what depends on `article.state` in line with it, before that is stored: a withdrawal
    has its moment, and nothing else has one; what was a draft until now is new here."""
    drafts = Article.objects.filter(pk=article.pk, state=Article.State.DRAFT)
    if article.state != Article.State.DRAFT and drafts.exists():
        article.added_at = timezone.now()
        number_anew([article.pk])
    if article.state == Article.State.WITHDRAWN:
        article.withdrawn_at = article.withdrawn_at or timezone.now()
    else:
        article.withdrawn_at = None
        article.withdrawal_ground = article.withdrawal_reason = ""


@transaction.atomic
def publish(articles: Collection[Article]) -> None:
    """Publish those of `articles` that are drafts still: they are new here from now on."""
    drafts = Article.objects.filter(
        pk__in=[article.pk for article in articles], state=Article.State.DRAFT
    )
    ids = list(drafts.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    now = timezone.now()
    published = Article.objects.filter(pk__in=ids)
    published.update(state=Article.State.PUBLISHED, added_at=now, changed_at=now)
    number_anew(ids)


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
