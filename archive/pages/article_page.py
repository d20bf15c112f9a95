"""The article page: the piece, what the archive knows of it and why, and what was said of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import QuerySet
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from archive.editing.republication import FIELD as LINK
from archive.models import Article, Author, Citation, Evidence, Topic
from archive.models.published import if_published
from archive.pages.comment_marks import evidence_of
from archive.pages.commentary import Asked, Commentary, commentary, order_of, with_commentary
from archive.pages.dates import SourceDate, on_day, original_date, source_date
from archive.pages.gate import ShownGate
from archive.pages.grounds import Ground, Mark, grounds, marks
from archive.pages.lines import Lines, lines_of
from archive.pages.names_on import names_on
from archive.pages.neighbours import Neighbours, neighbours, with_neighbours
from archive.pages.republications import Republications, republications, with_republications
from archive.pages.windows import Window, threads
from archive.publishing.citing import Cite, cite
from archive.publishing.sharing import with_site_sharing


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece from elsewhere; `held` is the archive's own copy, where readers may open it."""

    citation: Citation
    held: Article | None
    lines: Lines | None


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A paragraph, heading, list, quotation or caption, and the lines that it was captured from.
    `anchor` is empty where no line is known, as in a body that an editor wrote."""

    html: str
    anchor: str
    lines: Lines | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`marks` gives, by field, what stands beside the fact; `linked` says whether names lead to
    their pages, as a draft's may have none."""

    article: Article
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    date: SourceDate
    original_date: SourceDate
    added: SourceDate
    language: str
    republication_of: Article | None
    republications: Republications
    citations: tuple[Cited, ...]
    grounds: tuple[Ground, ...]
    marks: Mapping[str, Mark | None]
    body: tuple[BodyBlock, ...]
    commentary: Commentary
    linked: bool
    cite: Cite
    neighbours: Neighbours

    @property
    def unknown(self) -> str:
        """What stands where a fact is not known."""
        return _("not stated in the capture") if self.article.document_id else _("not stated")


def find_article(slug: str) -> Article:
    """The article at an address, whatever its state. Raises Article.DoesNotExist."""
    return _articles().get(slug=slug)


def find_discussed(slug: str) -> Article:
    """The same, with what its page needs beside its own columns."""
    articles = with_republications(with_neighbours(with_commentary(_articles())))
    return with_site_sharing(articles).get(slug=slug)


def article_page(article: Article, address: str, gate: ShownGate, asked: Asked) -> ArticlePage:
    """Everything on the page of `article`, which stands at `address` and was found `discussed`: in
    five queries beside what `gate` took."""
    authors, topics = names_on(article)
    window = threads(article, asked.person, order_of(asked), asked.cursor)
    evidence = _evidence(article, window)
    original = if_published(article.republication_of)
    own = [row for row in evidence if row.article_id and (original or row.field != LINK)]
    date, first_date = source_date(article), original_date(article)
    language = language_name(article.language)
    shown = {"date": date.words, "original_date": first_date.words, "language": language}
    shown[LINK] = original.label if original else ""
    return ArticlePage(
        article=article,
        authors=authors,
        topics=topics,
        date=date,
        original_date=first_date,
        added=on_day(article.added_at),
        language=language,
        republication_of=original,
        republications=republications(article),
        citations=_citations(article),
        grounds=grounds(article, own, shown),
        marks=marks(article, own),
        body=tuple(_body(article)),
        commentary=commentary(article, window, gate, asked, evidence),
        linked=article.state == Article.State.PUBLISHED,
        cite=cite(article, authors, address),
        neighbours=neighbours(article),
    )


def _articles() -> QuerySet[Article]:
    related = ("outlet", "original_outlet", "republication_of", "document")
    return Article.objects.select_related(*related).defer("document__content")


def _body(article: Article) -> Iterator[BodyBlock]:
    for html, run in zip_longest(article.body_blocks, article.body_lines):
        if run and article.document:
            yield BodyBlock(html, f"from-line-{run[0]}", lines_of(article, article.document, [run]))
        else:
            yield BodyBlock(html, "", None)


def language_name(code: str) -> str:
    """The language's name; its code where Django knows no name."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


def _evidence(article: Article, window: Window) -> list[Evidence]:
    # One query, as two halves that each have their index; an OR across the join has none.
    own = Evidence.objects.select_related("document").defer("document__content").order_by()
    both = own.filter(article=article).union(evidence_of(window.rows()), all=True)
    return list(both.order_by("id"))


def _citations(article: Article) -> tuple[Cited, ...]:
    rows = article.citations.select_related("author", "outlet", "target", "document")
    return tuple(
        Cited(
            row,
            if_published(row.target),
            lines_of(article, row.document, row.lines) if row.document else None,
        )
        for row in rows.defer("document__content")
    )
