"""The page that tells people what the API is."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from archive.publishing.api.asked import MOST_ITEMS
from archive.publishing.api.description import PREFIX, description
from archive.web import HtmxRequest, page


@require_safe
def about(request: HtmxRequest) -> HttpResponse:
    paths = description()["paths"].items()
    context = {
        "prefix": f"/{PREFIX}",
        "operations": [
            (path.removeprefix(f"/{PREFIX}"), found["get"]["description"]) for path, found in paths
        ],
        "most_items": MOST_ITEMS,
        "per_minute": settings.API_PER_MINUTE,
    }
    return page(request, "publishing/api.html", context)
