"""The views of the search, and of what is like an article."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from archive import policies
from archive.pages.opening import open_article, withdrawn
from archive.pages.search.feed import feeds_of
from archive.pages.search.like import find_likened, like_page
from archive.pages.search.page import search_page
from archive.web import HtmxRequest, page_or_fragment


@require_safe
def search(request: HtmxRequest) -> HttpResponse:
    found = search_page(request.GET.dict())
    context = {"page": found, "search_feeds": feeds_of(found)}
    return page_or_fragment(request, "pages/search.html", "pages/_found_alone.html", context)


@require_safe
def more_like(request: HtmxRequest, slug: str) -> HttpResponse:
    found = open_article(request, find_likened, slug=slug)
    if not policies.may_read(request.user, found):
        return withdrawn(request, found)
    context = {"page": like_page(found)}
    return page_or_fragment(request, "pages/more_like.html", "pages/_likes.html", context)
