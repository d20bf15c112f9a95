"""Articles in a feed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html
from django.utils.translation import gettext as _

from archive.models import Article, ArticleRevision, Author, Byline, Citation, Sharing
from archive.publishing.citing import plain, work_of
from archive.publishing.feeds.feed import Entry, Person, id_of
from archive.publishing.feeds.places import TITLE_LENGTH
from archive.publishing.sharing import passed_on_of, with_site_sharing
from archive.text.addresses import is_web_address
from archive.text.plain import excerpt
from archive.web import absolute

WORDS = ("body", "body_blocks")  # what may be long, and is loaded last
UNUSED = ("body_lines", "key_points", "image_credits", "catalogued")


def articles_in_feeds() -> QuerySet[Any]:
    """The articles that feeds may hold, with everything about them but their words and names."""
    pieces = Citation.objects.filter(article=OuterRef("pk"), relation=Citation.Relation.DISCUSSES)
    discussed = pieces.exclude(title="").order_by("pk").values("title")
    reworded = ArticleRevision.objects.filter(article=OuterRef("pk")).order_by("-at", "-id")
    return (
        with_site_sharing(Article.objects.published())
        .select_related("outlet", "original_outlet")
        .defer(*WORDS, *UNUSED)
        .annotate(
            reworded_at=Coalesce(Subquery(reworded.values("at")[:1]), F("added_at")),
            discussed=Coalesce(Subquery(discussed[:1]), Value("")),
        )
    )


@dataclass(frozen=True, slots=True)
class ArticleOutline:
    """Some articles, and by their ids what names stand on them."""

    rows: Sequence[Any]
    names: Mapping[int, Sequence[Mapping[str, Any]]]

    def marks(self) -> Iterator[Any]:
        for row in self.rows:
            yield row.pk, row.changed_at, row.render_version, row.site_sharing, row.reworded_at
            yield str(row.outlet), str(row.original_outlet), *map(str, self.names[row.pk])
            yield row.discussed

    def entries(self) -> Iterator[Entry]:
        return (entry for _number, entry in self.numbered())

    def numbered(self) -> Iterator[tuple[int, Entry]]:
        """Those that are published still, each with its article's id: one query."""
        numbers = [row.pk for row in self.rows]
        words = Article.objects.published().filter(pk__in=numbers).values_list("pk", *WORDS)
        found = {pk: columns for pk, *columns in words}
        for row in self.rows:
            if row.pk in found:
                row.body, row.body_blocks = found[row.pk]
                yield row.pk, _entry(row, self.names[row.pk])


def outline(rows: Sequence[Any]) -> ArticleOutline:
    """What there is to tell of `rows`, which come from `articles_in_feeds`: one query."""
    names: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for name in _names([row.pk for row in rows]) if rows else ():
        names[name["named_on"]].append(name)
    return ArticleOutline(rows, names)


def _names(articles: Sequence[int]) -> Iterable[Mapping[str, Any]]:
    """The authors of `articles` as their pages name them, then their topics."""
    bylines = Byline.objects.filter(article__in=articles).order_by()
    filed = Article.topics.through.objects.filter(article__in=articles).order_by()
    authors = bylines.values(
        named_on=F("article"),
        named_as=Value("author", CharField()),
        named_at=Cast("position", IntegerField()),
        named=F("author__name"),
        named_slug=F("author__slug"),
    )
    topics = filed.values(
        named_on=F("article"),
        named_as=Value("topic", CharField()),
        named_at=Cast(Value(0), IntegerField()),
        named=F("topic__name"),
        named_slug=F("topic__slug"),
    )
    return authors.union(topics, all=True).order_by("named_as", "named_at", "named", "named_slug")


def _entry(article: Any, names: Iterable[Mapping[str, Any]]) -> Entry:
    written_by = _only("author", names)
    authors = [Author(name=name["named"], slug=name["named_slug"]) for name in written_by]
    shared = passed_on_of(article)
    address = absolute(article.get_absolute_url())
    cited = plain(work_of(article, authors, address))
    # Whatever is passed on says where it is from, and from when.
    html = shared.html and shared.html + format_html("<p>{}</p>", cited)
    return Entry(
        id=id_of(article.get_absolute_url()),
        address=address,
        title=_title(article, shared.gist),
        updated=max(article.reworded_at, article.added_at),
        published=article.added_at,
        authors=tuple(Person(row.name, absolute(row.get_absolute_url())) for row in authors),
        html=html,
        is_whole=shared.level == Sharing.FULL,
        cited=cited,
        language=article.language,
        topics=tuple(name["named"] for name in _only("topic", names)),
        rights=" ".join(article.rights.split()),
        via=_via(article.original_url),
    )


def _title(article: Any, gist: str) -> str:
    """What tells it from others, if it has none of its own."""
    label, discussed = " ".join(article.label.split()), " ".join(article.discussed.split())
    if article.title:
        return label
    if discussed:
        return _("Discussion of “%(title)s”") % {"title": discussed}
    if gist:
        return f"{label}: {excerpt(gist, TITLE_LENGTH)}"
    return f"{label} ({article.outlet})" if article.outlet else label


def _only(named_as: str, names: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    return (name for name in names if name["named_as"] == named_as)


def _via(address: str) -> str:
    return iri_to_uri(address) if is_web_address(address) else ""
