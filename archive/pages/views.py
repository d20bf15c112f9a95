"""The views of whole pages: load, decide, respond."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive import policies
from archive.models import Article
from archive.pages.article_page import article_page, find_article, find_discussed
from archive.pages.commentary import Asked
from archive.pages.front import front_page
from archive.pages.gate import imagined_gate, shown_gate
from archive.pages.heads import (
    BESIDE,
    article_head,
    front_head,
    name_head,
    names_head,
    shelf_head,
    unless_later,
)
from archive.pages.history import history_page
from archive.pages.names import name_page, names_page
from archive.pages.opening import open_article, withdrawn
from archive.pages.preview import context_of, preview
from archive.pages.shelf import shelf_page
from archive.pages.source_view import source_view
from archive.publishing.citing import cite
from archive.publishing.feeds import places
from archive.web import HtmxRequest, absolute, page, page_or_fragment

CITATION_FILES = {  # by form: the end of the file's name, and its media type
    "bibtex": ("bib", "application/x-bibtex; charset=utf-8"),
    "csl_json": ("json", "application/vnd.citationstyles.csl+json"),
}


@require_safe
def front(request: HtmxRequest) -> HttpResponse:
    context = {"page": front_page(), "metadata": front_head(), "feeds": places.of_site()}
    return page(request, "pages/front.html", context)


@require_safe
def articles(request: HtmxRequest) -> HttpResponse:
    shelf = shelf_page(request.GET.dict())
    head = unless_later(shelf_head(), request.GET)
    context = {"page": shelf, "metadata": head, "feeds": (places.of_articles(),)}
    return page_or_fragment(request, "pages/shelf.html", "pages/_results.html", context)


@require_safe
def article(request: HtmxRequest, slug: str) -> HttpResponse:
    found, at = open_article(request, find_discussed, slug=slug), timezone.now()
    shown = preview(request.user, request.GET.get("as", ""), found.get_absolute_url())
    persona = shown.persona if shown else None
    if persona and found.state == Article.State.DRAFT:
        return page(request, "pages/preview_missing.html", context_of(shown), status=404)
    if not policies.may_read(request.user, found):
        return withdrawn(request, found, shown)
    gate = imagined_gate(found, persona, at) if persona else shown_gate(found, request.user, at)
    address = absolute(found.get_absolute_url())
    reader = AnonymousUser() if persona else request.user  # nobody imagined wrote anything
    asked = Asked(reader, at, request.GET.get("order", ""))
    held = article_page(found, address, gate, asked)
    head = article_head(held, indexed="as" not in request.GET)
    feeds = places.of_discussed(found)
    context = {"page": held, "metadata": head, "feeds": feeds, **context_of(shown)}
    return page(request, "pages/article.html", context)


@require_safe
def history(request: HtmxRequest, slug: str) -> HttpResponse:
    found = open_article(request, find_article, slug=slug)
    if not policies.may_read(request.user, found):
        return withdrawn(request, found)
    context = {"page": history_page(found), "metadata": BESIDE}
    return page(request, "pages/history.html", context)


@require_safe
def source(request: HtmxRequest, slug: str) -> HttpResponse:
    found = open_article(request, find_article, slug=slug)
    if not policies.may_read(request.user, found):
        return withdrawn(request, found)
    view = source_view(found, request.GET.dict())
    if view is None:
        raise Http404
    context = {"page": view, "metadata": BESIDE}
    return page(request, "pages/source.html", context)


@require_safe
@cache_control(private=True, no_store=True)  # a draft's citation is for its editors alone
def cite_as(request: HtmxRequest, slug: str, form: str) -> HttpResponse:
    """An article's citation as a file, for whoever may read the article."""
    found = open_article(request, find_article, slug=slug)
    if not policies.may_read(request.user, found):
        return withdrawn(request, found)
    authors = [byline.author for byline in found.bylines.select_related("author")]
    cited = cite(found, authors, absolute(found.get_absolute_url()))
    extension, media_type = CITATION_FILES[form]
    attachment = content_disposition_header(True, f"{slug}.{extension}") or "attachment"
    headers = {"Content-Disposition": attachment}
    return HttpResponse(getattr(cited, form), content_type=media_type, headers=headers)


@require_safe
def names(request: HtmxRequest, kind: type[Model]) -> HttpResponse:
    listed = names_page(kind, request.GET.get("cursor", ""))
    head = unless_later(names_head(listed), request.GET)
    return page(request, "pages/names.html", {"page": listed, "metadata": head})


@require_safe
def name(request: HtmxRequest, kind: type[Model], slug: str) -> HttpResponse:
    try:
        held = name_page(kind, slug, request.GET.dict())
    except ObjectDoesNotExist as error:
        raise Http404 from error
    feeds = (places.of_name(held.row),)
    head = unless_later(name_head(held), request.GET, *held.kind.ties)
    context = {"page": held, "metadata": head, "feeds": feeds}
    return page(request, "pages/name.html", context)
