"""The names that the archive speaks of in public.

A name counts only through published articles. One that only a draft or a withdrawn article speaks
of has no page, no row in a list, no feed and no share in a count: here is where that is written,
once.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from archive.models import Article, Author, Outlet, Topic

# By kind of name, the ways from an article to it.
PATHS: Mapping[type[Model], tuple[str, ...]] = {
    Outlet: ("outlet", "original_outlet", "citations__outlet"),
    Author: ("authors", "citations__author"),
    Topic: ("topics",),
}


def spoken_of(kind: type[Model]) -> QuerySet[Any]:
    """The names of `kind` that published articles are tied to."""
    published = Article.objects.published()
    tied = (Q(pk__in=published.values(path)) for path in PATHS[kind])
    return kind._default_manager.filter(reduce(or_, tied))
