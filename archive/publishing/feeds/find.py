"""What stands in each feed: a page of rows, in a query or two, and an outline of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from archive.faults import unfinished
from archive.keyset import BY_NUMBER, NEWEST, Page, page_of
from archive.models import Article, Comment
from archive.models.spoken_of import own_of, spoken_of
from archive.publishing.feeds import articles, comments, places, search
from archive.publishing.feeds.comments import CommentOutline
from archive.publishing.feeds.feed import ENTRIES, Feed, Outline
from archive.publishing.feeds.places import Place
from archive.search.engine import Filters, Here, newest
from archive.search.grammar import Question


@dataclass(frozen=True, slots=True)
class Found:
    """A feed before its words are loaded; `subtitle` says what it holds."""

    place: Place
    subtitle: str
    paging: Page
    cursor: str
    outline: Outline

    def feed(self) -> Feed:
        return Feed(
            self.place,
            self.subtitle,
            tuple(self.outline.entries()),
            self.cursor,
            self.paging.previous,
            self.paging.next,
        )


def newest_articles(cursor: str) -> Found:
    subtitle = _("What was captured, the newest here first.")
    paging = page_of(articles.articles_in_feeds(), NEWEST, cursor, ENTRIES)
    return _found(places.of_articles(), subtitle, paging, cursor, articles.outline(paging.rows))


def newest_comments(cursor: str) -> Found:
    """What members said. Captured comments came with their articles, and are never new."""
    said_here = comments.comments_in_feeds().filter(origin=Comment.Origin.MEMBER)
    subtitle = _("What members say about the articles, the newest first.")
    return _of_comments(places.of_comments(), subtitle, said_here, cursor)


def of_name(kind: type[Model], slug: str, cursor: str) -> Found:
    """Raises the model's DoesNotExist where readers know of no such name."""
    # Looked up first: a database that knows whose articles it seeks knows whether they are few.
    row = kind._default_manager.get(slug=slug)
    own = articles.articles_in_feeds().filter(own_of(kind, row.pk))
    paging = page_of(own, NEWEST, cursor, ENTRIES)
    # Whoever has articles of their own is spoken of; others may be, where they are cited.
    if not paging.rows:
        spoken_of(kind).get(pk=row.pk)
    subtitle = _("What the archive holds under this name, the newest here first.")
    return _found(places.of_name(row), subtitle, paging, cursor, articles.outline(paging.rows))


def of_thread(article: Article, cursor: str) -> Found:
    """What is said about a published `article`, on the page that it was captured from and here."""
    said = comments.comments_in_feeds().filter(article=article)
    subtitle = _("What was said about it, and what is, the newest here first.")
    return _of_comments(places.of_thread(article), subtitle, said, cursor)


def of_search(
    place: Place, question: Question, filters: Filters | None, faults: Iterable[str], cursor: str
) -> Found | None:
    """None where the database's time ran out. `filters` are None where they name nobody who has
    anything here; `faults` say so, and what of them was left out."""
    page = newest(question, filters, cursor) if filters else Here(())
    if page.too_long:
        return None
    said = [_("What the words find, the newest here first."), *question.faults]
    said += [*faults, *page.faults]
    if page.begins_with:
        said.append(unfinished(page.begins_with))
    paging = Page(page.rows, page.previous, page.next, page.fault)
    return _found(place, " ".join(said), paging, cursor, search.outline(page.rows))


def _of_comments(place: Place, subtitle: str, said: QuerySet[Any], cursor: str) -> Found:
    paging = page_of(said, BY_NUMBER, cursor, ENTRIES)
    return _found(place, subtitle, paging, cursor, CommentOutline(paging.rows))


def _found(place: Place, subtitle: str, paging: Page, cursor: str, outline: Outline) -> Found:
    if paging.fault:
        return Found(place, f"{subtitle} {paging.fault}", paging, "", outline)
    return Found(place, subtitle, paging, cursor, outline)
