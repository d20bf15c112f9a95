"""Every route of the site, from the URLconf itself."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def route_names() -> list[str]:
    """The full name of each route; one without a name goes by its pattern. Patterns that share
    a name (Django's admin has such) are one route."""
    return list(dict.fromkeys(_names(get_resolver(), "", "")))


def _names(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _names(entry, inner, path)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else path
