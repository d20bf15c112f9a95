"""Articles, as the API tells of them."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.faults import fault
from archive.keyset import BY_DATE, NEWEST
from archive.models import Article
from archive.models.article import ArticleQuerySet
from archive.models.spoken_of import own_of
from archive.moderation.gone import status_of
from archive.publishing.api import shapes
from archive.publishing.api.asked import MOST_WITH_TEXT, UNDATED, Shelf
from archive.publishing.api.narrowing import NAMES, names_asked
from archive.publishing.api.paging import neighbours, page_asked
from archive.publishing.api.problems import WRONG, Problem, not_found
from archive.publishing.api.telling import articles_of, told

ORDERS = {order.name: order for order in (NEWEST, BY_DATE)}


def articles_page(request: HttpRequest, shelf: Shelf) -> shapes.Articles:
    """A page of the published articles that `shelf` asks for."""
    text = shelf.text == "yes"
    if text and shelf.limit > MOST_WITH_TEXT:
        sentence = _("“%(value)s” is too many items with their texts: a page of these has 1 to 20.")
        raise Problem(WRONG, fault(sentence, str(shelf.limit)))
    page = page_asked(told(_narrowed(shelf), text=text), ORDERS[shelf.sort], shelf)
    return shapes.Articles(items=articles_of(page.rows, text=text), **neighbours(request, page))


def article_at(slug: str) -> shapes.Article:
    """The published article at `slug`. Raises Problem where there is none."""
    row = published_at(slug, told(Article.objects.all(), text=True))
    return articles_of([row], text=True)[0]


def published_at(slug: str, articles: QuerySet[Article]) -> Article:
    """That of `articles`; raises Problem, for what was withdrawn with the reason that its page
    gives."""
    article = articles.filter(slug=slug).exclude(state=Article.State.DRAFT).first()
    if article is None:
        raise not_found()
    raise_if_withdrawn(article)
    return article


def raise_if_withdrawn(article: Article) -> None:
    if article.state == Article.State.WITHDRAWN:
        sentence = _("This article was withdrawn from the archive: %(reason)s")
        told_why = sentence % {"reason": article.withdrawal_reason}
        raise Problem(status_of(article.withdrawal_ground), told_why)


def _narrowed(shelf: Shelf) -> ArticleQuerySet:
    articles = Article.objects.published()
    for parameter, name in names_asked(shelf).items():
        articles = articles.filter(own_of(NAMES[parameter], name))
    if shelf.kind:
        articles = articles.filter(kind=shelf.kind)
    if shelf.republication_of:
        articles = articles.filter(republication_of=_original(shelf.republication_of))
    if shelf.year == UNDATED:
        return articles.undated()
    return articles.touching(int(shelf.year)) if shelf.year else articles


def _original(slug: str) -> Article:
    original = Article.objects.published().filter(slug=slug).only("pk").first()
    if original is None:
        raise Problem(WRONG, fault(_("There is no article “%(value)s” here."), slug))
    return original
