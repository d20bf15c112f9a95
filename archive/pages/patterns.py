"""The pattern page: an example of every component, for those who work on the site's looks.

Anyone may see it, since it shows nothing of the archive; search engines are told not to keep it.
"""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from archive.web import HtmxRequest, page

# In the order in which a reader meets them: each has a sheet in static/css/components/ and an
# example in templates/patterns/.
COMPONENTS = (
    "masthead",
    "colophon",
    "counts",
    "card",
    "ranking",
    "button",
    "form",
    "settings",
    "subscription",
    "account",
    "keyring",
    "defence",
    "filters",
    "search",
    "facets",
    "paging",
    "notice",
    "names",
    "piece",
    "citation",
    "cite",
    "share",
    "neighbours",
    "likes",
    "timeline",
    "holdings",
    "record",
    "basis",
    "grounds",
    "preview",
    "gate",
    "comment",
    "thread",
    "acts",
    "write",
    "keys",
    "member",
    "rules",
    "decision",
    "log",
    "lines",
    "source",
    "history",
)


@require_safe
def patterns(request: HtmxRequest) -> HttpResponse:
    examples = {name: f"patterns/{name}.html" for name in COMPONENTS}
    return page(request, "patterns/patterns.html", {"components": examples})
