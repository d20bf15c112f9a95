"""Where things are, as full addresses: their pages, and the same here."""

from typing import Any

from django.urls import reverse

from archive.publishing.api.shapes import Reference
from archive.web import absolute


def page_of(row: Any) -> str:
    """Where people read `row`."""
    return absolute(row.get_absolute_url())


def here(route: str, *arguments: object) -> str:
    """The address of an answer of the API, by the end of its route's name."""
    return absolute(reverse(f"api_{route}", args=arguments))


def reference(row: Any, route: str) -> Reference:
    """`row`, an article or a name, as others refer to it."""
    return Reference(label=str(row), slug=row.slug, url=page_of(row), api_url=here(route, row.slug))


def reference_or_none(row: Any, route: str) -> Reference | None:
    return reference(row, route) if row else None
