"""What is told of an article."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse

from archive.models import Article, Byline, Evidence, Sharing, SiteSettings
from archive.models.article import ArticleQuerySet
from archive.models.published import if_published
from archive.publishing.api import shapes
from archive.publishing.api.addresses import here, page_of, reference, reference_or_none
from archive.publishing.citing import plain, work_of
from archive.publishing.sharing import passed_on, sharing_of
from archive.web import absolute

# Fields whose grounds say something of what is told here.
GROUNDED = frozenset(shapes.Article.model_fields) | {"body"}
# Those of the text, by how much of it is passed on, which are not.
KEPT_BACK = {
    Sharing.FULL: frozenset[str](),
    Sharing.EXCERPT: frozenset({"key_points", "image_credits"}),
    Sharing.LINK: frozenset({"body", "dek", "key_points", "image_credits"}),
}
TEXT = ("body_blocks", "image_credits")  # as long as one likes: no list of many has these
# It has as many blocks of each text as tell how much an excerpt may be.
BEGINNING = {f"block_{number}": F(f"body_blocks__{number}") for number in range(6)}
WORDS = ("body", "body_lines", "key_points", "rights", "dek", *TEXT)


def told(articles: ArticleQuerySet | Any, *, text: bool) -> QuerySet[Article]:
    """`articles` with all that is told of them, with their `text` or without, in a fixed number of
    queries."""
    grounds = Evidence.objects.filter(field__in=GROUNDED).only("article", "field", "basis")
    beginning = {} if text else BEGINNING
    return (
        articles.annotate(**beginning)
        .select_related("outlet", "original_outlet", "republication_of")
        .defer("body", "body_lines", *(() if text else TEXT))
        .defer(*(f"republication_of__{field}" for field in WORDS))
        .prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("author")),
            "topics",
            Prefetch("evidence", grounds),
        )
    )


def articles_of(rows: Iterable[Article], *, text: bool) -> list[shapes.Article]:
    """What is told of articles that came by `told`."""
    site = SiteSettings.now()
    if not text:
        rows = [_that_begins(row) for row in rows]
    return [_article(row, site, text=text) for row in rows]


def _that_begins(row: Any) -> Any:
    """`row` with the beginning of its text for the whole."""
    row.body_blocks = list(filter(None, (getattr(row, name) for name in BEGINNING)))
    return row


def _article(row: Any, site: SiteSettings, *, text: bool) -> shapes.Article:
    level = sharing_of(row, site)
    return shapes.Article(
        slug=row.slug,
        kind=row.kind,
        title=row.title or None,
        label=row.label,
        language=row.language or None,
        original_url=row.first_address or None,
        date=_date(row, "date"),
        original_date=_date(row, "original_date"),
        basis=_basis(row, level),
        rights=row.rights or None,
        sharing=level,
        added_at=row.added_at,
        changed_at=row.changed_at,
        comment_count=row.comment_total,
        **_addresses(row),
        **_others(row),
        **_shared(row, site, level, text=text),
    )


def _addresses(row: Any) -> dict[str, Any]:
    return {
        "url": page_of(row),
        "api_url": here("article", row.slug),
        "comments_url": here("thread", row.slug),
        "republications_url": f"{here('articles')}?{urlencode({'republication_of': row.slug})}",
        "bibtex_url": absolute(reverse("cite_bibtex", args=[row.slug])),
        "csl_json_url": absolute(reverse("cite_csl", args=[row.slug])),
    }


def _others(row: Any) -> dict[str, Any]:
    """What else the archive holds that the article speaks of, and how it is cited with these."""
    authors = [byline.author for byline in row.bylines.all()]
    return {
        "authors": [reference(author, "author") for author in authors],
        "outlet": reference_or_none(row.outlet, "outlet"),
        "original_outlet": reference_or_none(row.original_outlet, "outlet"),
        "republication_of": reference_or_none(if_published(row.republication_of), "article"),
        "topics": [reference(topic, "topic") for topic in row.topics.all()],
        "citation": plain(work_of(row, authors, page_of(row))),
    }


def _shared(row: Any, site: SiteSettings, level: Sharing, *, text: bool) -> dict[str, Any]:
    """As much of its words as is passed on."""
    full = level == Sharing.FULL
    shared = passed_on(row, site) if text else None
    return {
        "dek": _dek(row, site, level),
        "key_points": row.key_points if full else [],
        "image_credits": (row.image_credits or None) if text and full else None,
        "html": shared.html if shared else None,
        "text": shared.words if shared else None,
    }


def _dek(row: Article, site: SiteSettings, level: Sharing) -> str | None:
    """One that is as long as a text is no more than an excerpt of it, too."""
    if not row.dek or level == Sharing.LINK:
        return None
    return row.dek if level == Sharing.FULL else passed_on(row, site).gist


def _date(row: Article, name: str) -> shapes.KnownDate:
    parts = ("precision", "earliest", "latest")
    return shapes.KnownDate(**{part: getattr(row, f"{name}_{part}") for part in parts})


def _basis(row: Any, level: Sharing) -> dict[str, list[shapes.Basis]]:
    """By field. What is not told has no grounds here either."""
    hidden = set(KEPT_BACK[level])
    if not if_published(row.republication_of):
        hidden.add("republication_of")
    found: dict[str, set[Any]] = {}
    for evidence in row.evidence.all():
        if evidence.field not in hidden:
            found.setdefault(evidence.field, set()).add(evidence.basis)
    return {field: sorted(bases) for field, bases in sorted(found.items())}
