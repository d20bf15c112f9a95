"""The article page: the piece, what the archive knows of it and why, and what was said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from archive.models import Article, Author, Basis, Citation, Comment, Evidence, Topic
from archive.pages.dates import SourceDate, on_day, original_date, source_date
from archive.pages.grounds import FIELDS, Ground, grounds, lines_in_words
from archive.pages.thread import Post, thread

COMMENT_FACTS = ("parent", "by_article_author")  # those whose basis the thread shows


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece from elsewhere; `held` is the archive's own copy, where readers may open it."""

    citation: Citation
    held: Article | None
    lines: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`basis` gives, by field, the evidence's basis where it is weaker than the capture's own
    statement; `linked` says whether names lead to their pages, as a draft's may have none."""

    article: Article
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    date: SourceDate
    original_date: SourceDate
    added: SourceDate
    language: str
    republication_of: Article | None
    citations: tuple[Cited, ...]
    grounds: tuple[Ground, ...]
    basis: Mapping[str, str]
    thread: tuple[Post, ...]
    comment_count: int
    captured_count: int
    linked: bool

    @property
    def unknown(self) -> str:
        """What stands where a fact is not known."""
        return _("not stated in the capture") if self.article.document_id else _("not stated")


def find_article(slug: str) -> Article:
    """The article at an address, whatever its state. Raises Article.DoesNotExist."""
    related = ("outlet", "original_outlet", "republication_of")
    return Article.objects.select_related(*related).get(slug=slug)


def article_page(article: Article) -> ArticlePage:
    """Everything on the page of `article`, in six queries."""
    bylines = article.bylines.select_related("author")
    evidence = _evidence(article)
    comments = list(article.comments.public().in_thread_order().select_related("member"))
    authors = tuple(byline.author for byline in bylines)
    date, first_date = source_date(article), original_date(article)
    language = language_name(article.language)
    shown = {"date": date.words, "original_date": first_date.words, "language": language}
    own = [row for row in evidence if row.article_id]
    bases = {(row.comment_id, row.field): row.get_basis_display() for row in evidence}
    return ArticlePage(
        article=article,
        authors=authors,
        topics=tuple(article.topics.all()),
        date=date,
        original_date=first_date,
        added=on_day(article.added_at),
        language=language,
        republication_of=_public(article.republication_of),
        citations=_citations(article),
        grounds=grounds(own, shown),
        basis=_weaker_bases(own),
        thread=thread(comments, bases),
        comment_count=len(comments),
        captured_count=sum(c.origin == Comment.Origin.CAPTURED for c in comments),
        linked=article.state == Article.State.PUBLISHED,
    )


def language_name(code: str) -> str:
    """The language's name; its code where Django knows no name."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


def _public(article: Article | None) -> Article | None:
    return article if article and article.state == Article.State.PUBLISHED else None


def _weaker_bases(evidence: Iterable[Evidence]) -> dict[str, str]:
    weaker = {row.field: row.get_basis_display() for row in evidence if row.basis != Basis.STATED}
    return dict.fromkeys(FIELDS, "") | weaker


def _evidence(article: Article) -> list[Evidence]:
    # One query, as two halves that each have their index; an OR across the join has none.
    rows = Evidence.objects.select_related("document").defer("document__content").order_by()
    of_comments = rows.filter(comment__article=article, field__in=COMMENT_FACTS)
    return list(rows.filter(article=article).union(of_comments, all=True).order_by("id"))


def _citations(article: Article) -> tuple[Cited, ...]:
    rows = article.citations.select_related("author", "outlet", "target")
    return tuple(Cited(row, _public(row.target), lines_in_words(row.lines)) for row in rows)
