"""The views of comments: a page of an article's threads, one comment in its thread, and whether
there is anything new."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive import policies
from archive.models import Article, Comment
from archive.moderation import gone
from archive.pages.comment_marks import evidence_of
from archive.pages.comment_page import comment_page
from archive.pages.commentary import Asked, commentary, find_commented, order_links, order_of
from archive.pages.gate import shown_gate
from archive.pages.heads import comments_head, plain_head
from archive.pages.opening import open_article, withdrawn
from archive.pages.windows import one_thread, threads
from archive.web import HtmxRequest, page, page_or_fragment

NOTHING_NEW = 204


@require_safe
def comments(request: HtmxRequest, slug: str) -> HttpResponse:
    """A page of threads; for htmx, the same as it stands on the article's page."""
    found = open_article(request, find_commented, slug=slug)
    if not policies.may_read(request.user, found):
        return withdrawn(request, found)
    asked = _asked(request)
    gate = shown_gate(found, asked.person, asked.at)
    window = threads(found, asked.person, order_of(asked), asked.cursor)
    evidence = evidence_of(window.rows())
    shown = commentary(found, window, gate, asked, evidence, is_page=not request.htmx)
    context = {"commentary": shown, "metadata": comments_head(shown, asked.cursor)}
    return page_or_fragment(request, "pages/comments.html", "pages/_thread.html", context)


@require_safe
def comment(request: HtmxRequest, number: int) -> HttpResponse:
    found = open_article(request, find_commented, comments__pk=number)
    if not policies.may_read(request.user, found):
        return withdrawn(request, found)
    asked = _asked(request)
    try:
        window = one_thread(found, asked.person, number, asked.cursor)
    except Comment.DoesNotExist as error:
        answer = gone.removed(request, found, number)
        if answer is None:
            raise Http404 from error
        return answer
    gate = shown_gate(found, asked.person, asked.at)
    shown = comment_page(found, window, gate, asked, evidence_of(window.rows()))
    context = {"page": shown, "metadata": plain_head(request.path)}
    return page(request, "pages/comment.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def comments_news(request: HtmxRequest, slug: str) -> HttpResponse:
    """Whether the discussion changed since a page with its version `since` was made, and if so,
    the way to it as it is now, in the order `order` that the page had."""
    light = Article.objects.only("state", "slug", "discussion_version")
    found = open_article(request, light.get, slug=slug)
    if not policies.may_read(request.user, found):
        raise Http404
    if request.GET.get("since") == str(found.discussion_version):
        return HttpResponse(status=NOTHING_NEW)
    links = order_links(found, order_of(_asked(request)).name)
    context = {"link": next(link for link in links if link.chosen)}
    return page(request, "pages/_thread_news.html", context)


def _asked(request: HtmxRequest) -> Asked:
    asked = request.GET
    return Asked(request.user, timezone.now(), asked.get("order", ""), asked.get("cursor", ""))
