"""The views of whole pages: load, decide, respond."""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from archive import policies
from archive.models import Article
from archive.pages.article_page import article_page, find_article
from archive.pages.front import front_page
from archive.pages.names import name_page, names_page
from archive.pages.shelf import shelf_page
from archive.web import HtmxRequest, page, page_or_fragment

GONE = 410
UNAVAILABLE_FOR_LEGAL_REASONS = 451


@require_safe
def front(request: HtmxRequest) -> HttpResponse:
    return page(request, "pages/front.html", {"page": front_page()})


@require_safe
def articles(request: HtmxRequest) -> HttpResponse:
    context = {"page": shelf_page(request.GET.dict())}
    return page_or_fragment(request, "pages/shelf.html", "pages/_results.html", context)


@require_safe
def article(request: HtmxRequest, slug: str) -> HttpResponse:
    try:
        found = find_article(slug)
    except Article.DoesNotExist as error:
        raise Http404 from error
    if not policies.may_open(request.user, found):
        raise Http404
    if not policies.may_read(request.user, found):
        return _withdrawn(request, found)
    return page(request, "pages/article.html", {"page": article_page(found)})


def _withdrawn(request: HtmxRequest, withdrawn: Article) -> HttpResponse:
    legal = withdrawn.withdrawal_ground == Article.Ground.LEGAL
    status = UNAVAILABLE_FOR_LEGAL_REASONS if legal else GONE
    return page(request, "pages/withdrawn.html", {"article": withdrawn}, status=status)


@require_safe
def names(request: HtmxRequest, kind: type[Model]) -> HttpResponse:
    listed = names_page(kind, request.GET.get("cursor", ""))
    return page(request, "pages/names.html", {"page": listed})


@require_safe
def name(request: HtmxRequest, kind: type[Model], slug: str) -> HttpResponse:
    try:
        held = name_page(kind, slug, request.GET.dict())
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return page(request, "pages/name.html", {"page": held})
