"""How published articles are tied to outlets, authors and topics.

A name counts only through published articles. One that only a draft or a withdrawn article speaks
of has no page, no row in a list and no share in a count: this is where that is written, once.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models.article import Article
from archive.models.author import Author
from archive.models.outlet import Outlet
from archive.models.topic import Topic

# By kind of name, the path from an article to it in each way in which the two can be tied.
TIES: Mapping[type[Model], Mapping[str, str]] = {
    Outlet: {"captured": "outlet", "original": "original_outlet", "cited": "citations__outlet"},
    Author: {"written": "authors", "cited": "citations__author"},
    Topic: {"filed": "topics"},
}
# Those ties that make an article the name's own. An outlet's are those captured there and those
# that first appeared there: who looks for an outlet looks for both.
OWN: Mapping[type[Model], tuple[str, ...]] = {
    kind: tuple(path for key, path in ties.items() if key != "cited") for kind, ties in TIES.items()
}
# What is said where an address or a question asks for one that no published article has.
NOBODY: Mapping[type[Model], str | Promise] = {
    Outlet: _("No article here is from an outlet “%(value)s”."),
    Author: _("No article here is by an author “%(value)s”."),
    Topic: _("No article here is filed under a topic “%(value)s”."),
}


def own_of(kind: type[Model], name: int) -> Q:
    """The condition that an article is that name's own."""
    return reduce(or_, (Q(**{path: name}) for path in OWN[kind]))


def spoken_of(kind: type[Model]) -> QuerySet[Any]:
    """The names of `kind` that published articles are tied to, each with its `sort_name`."""
    # Asked of each name by the index on its own articles: of 200,000 articles with their texts, a
    # list of all their outlets took SQLite seconds.
    published = Article.objects.published()
    tied = (Exists(published.filter(**{path: OuterRef("pk")})) for path in TIES[kind].values())
    return kind._default_manager.filter(reduce(or_, tied)).annotate(sort_name=Lower("name"))


def tie_counts(kind: type[Model], rows: Iterable[Any]) -> dict[str, dict[int, int]]:
    """By tie and by name, how many published articles tie that name."""
    ids = [row.pk for row in rows]
    published = Article.objects.published()
    counts = {}
    for key, path in TIES[kind].items():
        of_names = published.filter(**{f"{path}__in": ids}).order_by().values(path)
        tied = of_names.annotate(articles=Count("pk", distinct=True))
        counts[key] = dict(tied.values_list(path, "articles"))
    return counts
