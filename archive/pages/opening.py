"""Opening an article by its address: for those who may, or else the answer that they get."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse

from archive import policies
from archive.models import Article
from archive.moderation import gone
from archive.pages.preview import Preview, context_of
from archive.web import HtmxRequest


def open_article(request: HtmxRequest, find: Callable[..., Article], **sought: Any) -> Article:
    """The article that `find` finds, for those who may learn that it exists. Raises Http404."""
    try:
        found = find(**sought)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not policies.may_open(request.user, found):
        raise Http404
    return found


def withdrawn(request: HtmxRequest, article: Article, shown: Preview | None = None) -> HttpResponse:
    """What stands at every address of an article that was withdrawn."""
    return gone.withdrawn(request, article, context_of(shown))
