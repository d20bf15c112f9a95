"""The views of feeds: find the rows, and write them for those who have not got them yet."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.moderation import gone
from archive.publishing.feeds import find, places
from archive.publishing.feeds.atom import atom
from archive.publishing.feeds.feed import Feed
from archive.publishing.feeds.find import Found
from archive.publishing.feeds.json_feed import json_feed
from archive.publishing.feeds.places import MEDIA_TYPES
from archive.web import HtmxRequest, page, say_who_may_keep

WRITERS: dict[str, Callable[[Feed], bytes]] = {"atom": atom, "json": json_feed}
WRITING = 1  # raised with every change that writes the same feed differently


@require_safe
def feeds(request: HtmxRequest) -> HttpResponse:
    """What feeds there are."""
    return page(request, "publishing/feeds.html", {"site_feeds": places.of_site()})


@require_safe
def articles(request: HttpRequest, form: str) -> HttpResponse:
    return answer(request, form, find.newest_articles(_cursor(request)))


@require_safe
def comments(request: HttpRequest, form: str) -> HttpResponse:
    return answer(request, form, find.newest_comments(_cursor(request)))


@require_safe
def name(request: HttpRequest, kind: type[Model], slug: str, form: str) -> HttpResponse:
    """The articles of an outlet, an author or a topic."""
    try:
        found = find.of_name(kind, slug, _cursor(request))
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return answer(request, form, found)


@require_safe
def thread(request: HtmxRequest, slug: str, form: str) -> HttpResponse:
    """What is said about an article. A draft has no feed, for its editors neither."""
    article = Article.objects.defer("body", "body_blocks", "body_lines").filter(slug=slug).first()
    if article is None or article.state == Article.State.DRAFT:
        raise Http404
    if article.state == Article.State.WITHDRAWN:
        return gone.withdrawn(request, article)
    return answer(request, form, find.of_thread(article, _cursor(request)))


def _cursor(request: HttpRequest) -> str:
    return request.GET.get("cursor", "")


def answer(request: HttpRequest, form: str, found: Found) -> HttpResponse:
    """The feed in its `form`, or that whoever asks has it. It is the same for everybody."""
    etag = f'"{_fingerprint(form, found)}"'
    response = get_conditional_response(request, etag)  # no date tells of what was withdrawn since
    if response is None:
        media_type = f"{MEDIA_TYPES[form]}; charset=utf-8"
        response = HttpResponse(WRITERS[form](found.feed()), content_type=media_type)
    response.headers["ETag"] = etag
    response.headers["Access-Control-Allow-Origin"] = "*"  # for readers that are web pages
    response.headers["X-Robots-Tag"] = "noindex"  # what it says is found on the pages
    say_who_may_keep(response, request)
    return response


def _fingerprint(form: str, found: Found) -> str:
    """What is another whenever the feed would be."""
    beside = found.cursor, found.paging.previous, found.paging.next
    said = (WRITING, settings.ADDRESS, form, found.place, found.subtitle, beside)
    marks = repr((said, list(found.outline.marks())))
    return hashlib.blake2b(marks.encode(), digest_size=16).hexdigest()
