"""What each page says of itself in its head, out of what it shows anyway: none takes a query."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from archive.models import Article, Author, Outlet
from archive.pages.article_page import ArticlePage
from archive.pages.commentary import Commentary, address_of
from archive.pages.names import NamePage, NamesPage
from archive.pages.windows import OLDEST
from archive.publishing import linked_data
from archive.publishing.citing import ARCHIVE
from archive.publishing.metadata import (
    Metadata,
    article_properties,
    canonical_of,
    page_properties,
    robots_of,
)
from archive.publishing.sharing import passed_on_of
from archive.web import absolute

LATER = Metadata(robots="noindex, follow")
BESIDE = Metadata(robots="noindex")  # what a text was taken from, and what it was before


def plain_head(path: str) -> Metadata:
    """Of a page that is one of many views of something: only where it stands, without whatever
    narrows, sorts or pages it."""
    return Metadata(absolute(iri_to_uri(path) or "/"))


def unless_later(head: Metadata, asked: Mapping[str, str], *cursors: str) -> Metadata:
    """`head`, where the first page was asked for. A later page of a list is no page to be found,
    since what stands on it wanders, but one of the ways to what is."""
    return LATER if any(asked.get(name) for name in cursors or ("cursor",)) else head


def front_head() -> Metadata:
    words = _("Articles as they were captured, and what was said about them.")
    return Metadata(
        canonical=absolute("/"),
        properties=page_properties(ARCHIVE, absolute("/"), words),
        linked_data=linked_data.document(linked_data.site()),
    )


def shelf_head() -> Metadata:
    return _listed(_("Articles"), reverse("articles"))


def names_head(page: NamesPage) -> Metadata:
    return _listed(str(page.kind.title), reverse(page.kind.index))


def name_head(page: NamePage) -> Metadata:
    """Of an author's, outlet's or topic's page."""
    path = page.row.get_absolute_url()
    nodes = []
    if isinstance(page.row, Author):
        nodes.append(linked_data.person(page.row))
    if isinstance(page.row, Outlet):
        nodes.append(linked_data.organization(page.row))
    way = (str(page.kind.title), reverse(page.kind.index)), (str(page.row), path)
    return Metadata(
        canonical=absolute(path),
        properties=page_properties(str(page.row), absolute(path)),
        linked_data=linked_data.document(*nodes, linked_data.breadcrumbs(*way)),
    )


def log_head() -> Metadata:
    return _listed(_("How the discussion is moderated"), reverse("moderation_log"))


def comments_head(shown: Commentary, cursor: str) -> Metadata | None:
    """Of a page of what was said, which is nowhere else. In the order of the discussion each page
    stands for itself; the other orders show the same again."""
    article = shown.article
    if article.state != Article.State.PUBLISHED:
        return None
    if cursor and (shown.order != OLDEST.name or shown.paging.fault):
        return LATER
    path = address_of(article, OLDEST.name, cursor)
    said = linked_data.thread(article, shown.posts, absolute(path))
    title = _("Commentary on %(title)s") % {"title": article.label}
    way = *_way_to(article), (_("All commentary"), path)
    return Metadata(
        canonical=absolute(path),
        properties=page_properties(title, absolute(path)),
        linked_data=linked_data.document(said, linked_data.breadcrumbs(*way)),
    )


def article_head(page: ArticlePage, *, indexed: bool = True) -> Metadata | None:
    """Of an article that came `with_site_sharing`; None of one that is not published."""
    article = page.article
    if article.state != Article.State.PUBLISHED:
        return None
    passed, original = passed_on_of(article), page.republication_of
    nodes = []
    if article.kind == Article.Kind.ARTICLE:
        nodes.append(linked_data.piece(article, page.authors, page.topics, passed, original))
    if article.kind == Article.Kind.DISCUSSION or article.comment_total:
        nodes.append(linked_data.discussion(article, page.authors, page.commentary.posts))
    return Metadata(
        canonical=canonical_of(article),
        description=passed.gist,
        properties=article_properties(article, page.authors, page.topics, passed),
        linked_data=linked_data.document(*nodes, linked_data.breadcrumbs(*_way_to(article))),
        robots=robots_of(passed) if indexed else "noindex",
    )


def _way_to(article: Article) -> tuple[tuple[str, str], ...]:
    return (_("Articles"), reverse("articles")), (article.label, article.get_absolute_url())


def _listed(title: str, path: str) -> Metadata:
    return Metadata(
        canonical=absolute(path),
        properties=page_properties(title, absolute(path)),
        linked_data=linked_data.document(linked_data.breadcrumbs((title, path))),
    )
