"""The feed of a search: what the page finds, with the page's filters, the newest here first."""

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.pages.search.filters import Chosen, read_filters
from archive.pages.search.page import SearchPage
from archive.publishing.feeds import find, places
from archive.publishing.feeds.places import Place
from archive.publishing.feeds.views import answer
from archive.search.grammar import read


@require_safe
def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Where nothing is asked, there is none."""
    asked = request.GET.dict()
    question, narrowed = read(asked.get("q", "")), read_filters(asked)
    if question.is_empty:
        raise Http404
    place = _place(asked["q"], narrowed.chosen)
    filters = None if narrowed.nobody else narrowed.filters
    found = find.of_search(place, question, filters, narrowed.faults, asked.get("cursor", ""))
    if found is None:  # whoever reads the feed keeps what they have, and asks again
        said = _("This search takes too long. Ask for fewer words, or for rarer ones.")
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(said, "text/plain; charset=utf-8", 503, headers=headers)
    return answer(request, form, found)


def feeds_of(page: SearchPage) -> tuple[Place, ...]:
    """The feed that goes with `page`."""
    chosen = [removable.filter for removable in page.chosen]
    return (_place(page.q, chosen),) if page.asked else ()


def _place(q: str, chosen: Collection[Chosen]) -> Place:
    narrowed = {one.name: one.value for one in chosen}
    return places.of_search(q, narrowed, [one.words for one in chosen])
