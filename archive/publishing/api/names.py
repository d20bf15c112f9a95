"""Outlets, authors and topics, as the API tells of them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest

from archive.keyset import BY_NAME
from archive.models.spoken_of import spoken_of, tie_counts
from archive.publishing.api import shapes
from archive.publishing.api.addresses import here, page_of
from archive.publishing.api.asked import Window
from archive.publishing.api.paging import neighbours, page_asked
from archive.publishing.api.problems import not_found

Counts = Mapping[str, Mapping[int, int]]


def names_page(request: HttpRequest, kind: type[Model], window: Window) -> shapes.Names:
    """A page of the names of `kind`, in alphabetical order."""
    page = page_asked(spoken_of(kind), BY_NAME, window)
    counts = tie_counts(kind, page.rows)
    items = [_name(row, counts) for row in page.rows]
    return shapes.Names(items=items, **neighbours(request, page))


def name_at(kind: type[Model], slug: str) -> shapes.Name:
    """The name of `kind` at `slug`. Raises Problem where no published article is tied to it."""
    row = spoken_of(kind).filter(slug=slug).first()
    if row is None:
        raise not_found()
    return _name(row, tie_counts(kind, [row]))


def _name(row: Any, counts: Counts) -> shapes.Name:
    what = row._meta.model_name
    return shapes.Name(
        name=row.name,
        slug=row.slug,
        kind=getattr(row, "kind", what),
        articles={tie: of_names.get(row.pk, 0) for tie, of_names in counts.items()},
        url=page_of(row),
        api_url=here(what, row.slug),
        articles_url=f"{here('articles')}?{urlencode({what: row.slug})}",
    )
