"""Articles, as the API tells of them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.faults import fault
from archive.keyset import BY_DATE, NEWEST
from archive.models import Article, Author, Byline, Evidence, Outlet, Sharing, SiteSettings, Topic
from archive.models.article import ArticleQuerySet
from archive.models.published import if_published
from archive.models.spoken_of import NOBODY, own_of, spoken_of
from archive.moderation.gone import status_of
from archive.publishing.api import shapes
from archive.publishing.api.addresses import here, page_of, reference, reference_or_none
from archive.publishing.api.asked import Shelf
from archive.publishing.api.paging import neighbours, page_asked
from archive.publishing.api.problems import WRONG, Problem, not_found
from archive.publishing.sharing import PassedOn, passed_on

ORDERS = {order.name: order for order in (NEWEST, BY_DATE)}
NAMES: dict[str, type[Model]] = {"outlet": Outlet, "author": Author, "topic": Topic}
# Fields whose grounds say something of what is told here.
GROUNDED = frozenset(shapes.Article.model_fields) | {"body"}
WORDS = ("body", "body_blocks", "body_lines", "key_points", "image_credits", "rights", "dek")


def articles_page(request: HttpRequest, shelf: Shelf) -> shapes.Articles:
    """A page of the published articles that `shelf` asks for."""
    page = page_asked(told(_narrowed(shelf)), ORDERS[shelf.sort], shelf)
    return shapes.Articles(items=articles_of(page.rows), **neighbours(request, page))


def article_at(slug: str) -> shapes.Article:
    """The published article at `slug`. Raises Problem where there is none."""
    return articles_of([published_at(slug, told(Article.objects.all()))])[0]


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


def told(articles: ArticleQuerySet | Any) -> QuerySet[Article]:
    """`articles` with all that is told of them, in a fixed number of queries."""
    grounds = Evidence.objects.filter(field__in=GROUNDED).only("article", "field", "basis")
    return (
        articles.select_related("outlet", "original_outlet", "republication_of")
        .defer("body", "body_lines", "image_credits")
        .defer(*(f"republication_of__{field}" for field in WORDS))
        .prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("author")),
            "topics",
            Prefetch("evidence", grounds),
        )
    )


def articles_of(rows: Iterable[Article]) -> list[shapes.Article]:
    """What is told of articles that came by `told`."""
    site = SiteSettings.now()
    return [_article(row, site) for row in rows]


def _narrowed(shelf: Shelf) -> ArticleQuerySet:
    articles = Article.objects.published()
    for parameter, kind in NAMES.items():
        if slug := getattr(shelf, parameter):
            name = spoken_of(kind).filter(slug=slug).first()
            if name is None:
                raise Problem(WRONG, fault(NOBODY[kind], slug))
            articles = articles.filter(own_of(kind, name.pk))
    if shelf.kind:
        articles = articles.filter(kind=shelf.kind)
    if shelf.year == "undated":
        return articles.undated()
    return articles.touching(int(shelf.year)) if shelf.year else articles


def _article(row: Any, site: SiteSettings) -> shapes.Article:
    shared = passed_on(row, site)
    held = if_published(row.republication_of)
    return shapes.Article(
        slug=row.slug,
        url=page_of(row),
        api_url=here("article", row.slug),
        comments_url=here("thread", row.slug),
        kind=row.kind,
        title=row.title or None,
        label=row.label,
        dek=_dek(row, shared),
        language=row.language or None,
        authors=[reference(byline.author, "author") for byline in row.bylines.all()],
        outlet=reference_or_none(row.outlet, "outlet"),
        original_outlet=reference_or_none(row.original_outlet, "outlet"),
        original_url=row.first_address or None,
        republication_of=reference_or_none(held, "article"),
        date=_date(row, "date"),
        original_date=_date(row, "original_date"),
        topics=[reference(topic, "topic") for topic in row.topics.all()],
        basis=_basis(row.evidence.all()),
        rights=row.rights or None,
        sharing=shared.level,
        key_points=row.key_points if shared.level == Sharing.FULL else [],
        html=shared.html,
        text=shared.words,
        added_at=row.added_at,
        changed_at=row.changed_at,
        comment_count=row.comment_total,
    )


def _dek(row: Article, shared: PassedOn) -> str | None:
    """One that is as long as a text is no more than an excerpt of it, too."""
    if not row.dek or shared.level == Sharing.LINK:
        return None
    return row.dek if shared.level == Sharing.FULL else shared.words


def _date(row: Article, name: str) -> shapes.KnownDate:
    parts = ("precision", "earliest", "latest")
    return shapes.KnownDate(**{part: getattr(row, f"{name}_{part}") for part in parts})


def _basis(evidence: Iterable[Evidence]) -> dict[str, list[shapes.Basis]]:
    found: dict[str, set[Any]] = {}
    for row in evidence:
        found.setdefault(row.field, set()).add(row.basis)
    return {field: sorted(bases) for field, bases in sorted(found.items())}
