"""What stands in the place of what is not shown any more: an article that was withdrawn, a captured
comment that was removed because somebody asked."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from archive.models import Article, Comment, ModerationEntry
from archive.web import HtmxRequest, page

GONE = 410
UNAVAILABLE_FOR_LEGAL_REASONS = 451


def status_of(ground: str) -> int:
    """The answer where something is gone on this ground, one of Article.Ground."""
    return UNAVAILABLE_FOR_LEGAL_REASONS if ground == Article.Ground.LEGAL else GONE


def withdrawn(
    request: HtmxRequest, article: Article, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """What stands at every address of an article that was withdrawn. Of the `context` of its page
    only `preview`, for editors, is shown."""
    shown = {"preview": None} | dict(context or {}) | {"article": article}
    status = status_of(article.withdrawal_ground)
    return page(request, "pages/withdrawn.html", shown, status=status)


def removals() -> QuerySet[ModerationEntry]:
    """The decisions that stand by which captured comments were removed because somebody asked."""
    grants = ModerationEntry.objects.standing().filter(act=ModerationEntry.Act.GRANTED)
    return grants.filter(after__review=Comment.Review.REMOVED)


def removed(request: HtmxRequest, article: Article, number: int) -> HttpResponse | None:
    """What stands at the address of the comment with the id `number` under `article`, if it was
    removed at somebody's request; None where it was not."""
    taken = Comment.objects.filter(article=article, review=Comment.Review.REMOVED, pk=number)
    entry = removals().filter(comment__in=taken).first()
    if entry is None:
        return None
    context = {"article": article, "entry": entry}
    status = status_of(entry.after["ground"])
    return page(request, "moderation/removal_gone.html", context, status=status)
