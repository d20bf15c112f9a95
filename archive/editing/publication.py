"""Publication: when readers may open an article, and what they find when they no longer may."""

from collections.abc import Collection

from django.utils import timezone

from archive.models import Article


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
