"""Where feeds stand, and what they are called: for the feeds, and for the pages that lead there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.models import Article
from archive.search.grammar import LONGEST
from archive.text.plain import excerpt

TITLE_LENGTH = 80  # of what was asked: a list of feeds has no room for more
NAME_LENGTH = 30  # of what it was narrowed to
MEDIA_TYPES = {  # by form, which is also how its address ends
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


class FeedForm:
    """The form that an address asks for, by its end."""

    regex = "|".join(MEDIA_TYPES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Place:
    """`page` is the path of the page that shows the same to people."""

    title: str
    page: str
    route: str
    slug: str = ""
    query: tuple[tuple[str, str], ...] = ()  # what is asked of a search

    def path(self, form: str, cursor: str = "") -> str:
        of = {"slug": self.slug} if self.slug else {}
        query = urlencode((*self.query, *([("cursor", cursor)] if cursor else ())))
        path = reverse(self.route, kwargs={"form": form, **of})
        return f"{path}?{query}" if query else path

    @property
    def atom(self) -> str:
        return self.path("atom")

    @property
    def json(self) -> str:
        return self.path("json")


def of_articles() -> Place:
    return Place(_("Newest articles"), reverse("articles"), "feed_articles")


def of_comments() -> Place:
    return Place(_("Newest comments"), reverse("front"), "feed_comments")


def of_site() -> tuple[Place, ...]:
    """The feeds of everything."""
    return of_articles(), of_comments()


def of_name(row: Model) -> Place:
    """Of the articles of an outlet, an author or a topic."""
    kind = row._meta.model_name
    title = _("Articles: %(name)s") % {"name": row}
    return Place(title, row.get_absolute_url(), f"feed_{kind}", row.slug)  # type: ignore[attr-defined]


def of_thread(article: Article) -> Place:
    """Of what is said about an article."""
    title = _("Comments on “%(title)s”") % {"title": article.label}
    return Place(title, article.get_absolute_url(), "feed_thread", article.slug)


def of_discussed(article: Article) -> tuple[Place, ...]:
    """The feed of the thread of `article`, where it has one: a draft has none."""
    return (of_thread(article),) if article.state == Article.State.PUBLISHED else ()


def of_search(asked: str, narrowed: Mapping[str, str], words: Iterable[str]) -> Place:
    """Of what a search finds, the newest first. By its parameter, `narrowed` has the value of each
    filter; `words` are what these are called."""
    asked = " ".join(asked.split())[:LONGEST]  # nothing more is read of it
    called = [excerpt(asked, TITLE_LENGTH), *(excerpt(word, NAME_LENGTH) for word in words)]
    title = _("Search: %(words)s") % {"words": " · ".join(called)}
    query = ("q", asked), *narrowed.items()
    return Place(title, f"{reverse('search')}?{urlencode(query)}", "feed_search", query=query)
