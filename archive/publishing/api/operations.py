"""The operations of the API: what each takes and answers. They have no rights of their own, and ask
for nobody's: what anyone may read is all there is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from archive.models import Author, Outlet, Topic
from archive.publishing.api import articles as of_articles
from archive.publishing.api import comments as of_comments
from archive.publishing.api import names as of_names
from archive.publishing.api import shapes
from archive.publishing.api.addresses import here
from archive.publishing.api.asked import Question, Shelf, Window
from archive.publishing.api.problems import of_what_was_asked
from archive.publishing.api.results import results_page

LISTS = ("articles", "comments", "outlets", "authors", "topics", "search")


class Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Postil",
    version="1",
    openapi_url=None,  # description.py says more than it could
    docs_url=None,
    renderer=Renderer(),
    urls_namespace="api",
)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    raise of_what_was_asked(request, error)


@api.exception_handler(Exception)
def _other(request: HttpRequest, error: Any) -> HttpResponse:
    """The door answers them all."""
    raise error


@api.get("", response=shapes.Index, url_name="index", tags=["Index"])
def index(request: HttpRequest) -> shapes.Index:
    """The addresses of what there is."""
    found: dict[str, Any] = {f"{name}_url": here(name) for name in ("description", *LISTS)}
    return shapes.Index(**found)


@api.get("articles", response=shapes.Articles, url_name="articles", tags=["Articles"])
def articles(request: HttpRequest, asked: Query[Shelf]) -> shapes.Articles:
    """The articles, with as much of their text as is shared."""
    return of_articles.articles_page(request, asked)


@api.get("articles/{slug}", response=shapes.Article, url_name="article", tags=["Articles"])
def article(request: HttpRequest, slug: str) -> shapes.Article:
    """One article."""
    return of_articles.article_at(slug)


@api.get("articles/{slug}/comments", response=shapes.Comments, url_name="thread", tags=["Comments"])
def article_comments(request: HttpRequest, slug: str, asked: Query[Window]) -> shapes.Comments:
    """The comments under an article, each after the one that it answers, whole. The place of one
    that is hidden but was answered stands where it was, and does not count for the limit."""
    return of_comments.thread_page(request, slug, asked)


@api.get("comments", response=shapes.Comments, url_name="comments", tags=["Comments"])
def comments(request: HttpRequest, asked: Query[Window]) -> shapes.Comments:
    """All comments, in the order in which they came here, the last one first. Captured ones came
    with their article, whenever they were written."""
    return of_comments.comments_page(request, asked)


@api.get("comments/{int:number}", response=shapes.Comment, url_name="comment", tags=["Comments"])
def comment(request: HttpRequest, number: int) -> shapes.Comment:
    """One comment."""
    return of_comments.comment_at(number)


@api.get("outlets", response=shapes.Names, url_name="outlets", tags=["Names"])
def outlets(request: HttpRequest, asked: Query[Window]) -> shapes.Names:
    """The publications, sites and agencies that articles come from or speak of."""
    return of_names.names_page(request, Outlet, asked)


@api.get("outlets/{slug}", response=shapes.Name, url_name="outlet", tags=["Names"])
def outlet(request: HttpRequest, slug: str) -> shapes.Name:
    """One outlet."""
    return of_names.name_at(Outlet, slug)


@api.get("authors", response=shapes.Names, url_name="authors", tags=["Names"])
def authors(request: HttpRequest, asked: Query[Window]) -> shapes.Names:
    """The people who wrote articles here, or pieces that these quote or discuss."""
    return of_names.names_page(request, Author, asked)


@api.get("authors/{slug}", response=shapes.Name, url_name="author", tags=["Names"])
def author(request: HttpRequest, slug: str) -> shapes.Name:
    """One author."""
    return of_names.name_at(Author, slug)


@api.get("topics", response=shapes.Names, url_name="topics", tags=["Names"])
def topics(request: HttpRequest, asked: Query[Window]) -> shapes.Names:
    """The regions, themes, sections and tags under which articles are filed."""
    return of_names.names_page(request, Topic, asked)


@api.get("topics/{slug}", response=shapes.Name, url_name="topic", tags=["Names"])
def topic(request: HttpRequest, slug: str) -> shapes.Name:
    """One topic."""
    return of_names.name_at(Topic, slug)


@api.get("search", response=shapes.Results, url_name="search", tags=["Search"])
def search(request: HttpRequest, asked: Query[Question]) -> shapes.Results:
    """The articles and comments that a question finds, the best first or the newest first."""
    return results_page(request, asked)
