"""The page that tells people what the API is."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from archive.publishing.api.asked import MOST_ITEMS
from archive.publishing.api.description import PREFIX, description
from archive.web import HtmxRequest, page


@require_safe
def about(request: HtmxRequest) -> HttpResponse:
    context = {
        "prefix": f"/{PREFIX}",
        "operations": [
            _operation(path, found["get"])
            for path, found in description()["paths"].items()
            if path != f"/{PREFIX}"
        ],
        "most_items": MOST_ITEMS,
        "per_minute": settings.API_PER_MINUTE,
    }
    return page(request, "publishing/api.html", context)


def _operation(path: str, operation: dict[str, Any]) -> tuple[str, str, str]:
    """Its path, its address where that is enough to be answered, and what it answers."""
    enough = not any(parameter["required"] for parameter in operation["parameters"])
    return path.removeprefix(f"/{PREFIX}"), path if enough else "", operation["description"]
