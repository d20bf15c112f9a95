"""The article page: the piece, what the archive knows of it and why, and what was said of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from archive.models import Article, Author, Citation, Comment, Evidence, Topic
from archive.pages.dates import SourceDate, on_day, original_date, source_date
from archive.pages.gate import ShownGate
from archive.pages.grounds import Ground, Mark, grounds, mark, marks
from archive.pages.lines import Lines, lines_of
from archive.pages.neighbours import Neighbours, neighbours, with_neighbours
from archive.pages.thread import Post, thread
from archive.publishing.citing import Cite, cite

COMMENT_FACTS = ("parent", "by_article_author")  # those whose basis the thread shows


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
    citations: tuple[Cited, ...]
    grounds: tuple[Ground, ...]
    marks: Mapping[str, Mark | None]
    body: tuple[BodyBlock, ...]
    thread: tuple[Post, ...]
    comment_count: int
    captured_count: int
    linked: bool
    cite: Cite
    neighbours: Neighbours
    gate: ShownGate

    @property
    def unknown(self) -> str:
        """What stands where a fact is not known."""
        return _("not stated in the capture") if self.article.document_id else _("not stated")


def find_article(slug: str) -> Article:
    """The article at an address, whatever its state. Raises Article.DoesNotExist."""
    related = ("outlet", "original_outlet", "republication_of", "document")
    articles = Article.objects.select_related(*related).defer("document__content")
    return with_neighbours(articles).get(slug=slug)


def article_page(article: Article, address: str, gate: ShownGate) -> ArticlePage:
    """Everything on the page of `article`, which stands at `address`, in six queries beside what
    `gate` took."""
    authors = tuple(byline.author for byline in article.bylines.select_related("author"))
    evidence = _evidence(article)
    own = [row for row in evidence if row.article_id]
    comments = _comments(article)
    date, first_date = source_date(article), original_date(article)
    language = language_name(article.language)
    shown = {"date": date.words, "original_date": first_date.words, "language": language}
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
        grounds=grounds(article, own, shown),
        marks=marks(article, own),
        body=tuple(_body(article)),
        thread=thread(comments, _comment_marks(article, comments, evidence)),
        comment_count=len(comments),
        captured_count=sum(c.origin == Comment.Origin.CAPTURED for c in comments),
        linked=article.state == Article.State.PUBLISHED,
        cite=cite(article, authors, address),
        neighbours=neighbours(article),
        gate=gate,
    )


def _body(article: Article) -> Iterator[BodyBlock]:
    for html, run in zip_longest(article.body_blocks, article.body_lines):
        if run and article.document:
            yield BodyBlock(html, f"from-line-{run[0]}", lines_of(article, article.document, [run]))
        else:
            yield BodyBlock(html, "", None)


def _comments(article: Article) -> list[Comment]:
    public = article.comments.public().in_thread_order()
    return list(public.select_related("member", "document").defer("document__content"))


def _comment_marks(
    article: Article, comments: Iterable[Comment], evidence: Iterable[Evidence]
) -> dict[tuple[int | None, str], Mark]:
    """By comment and field, the marks of its evidence, and of its own lines as its "body"."""
    found: dict[tuple[int | None, str], Mark] = {
        (row.comment_id, row.field): mark(article, [row]) for row in evidence if row.comment_id
    }
    for comment in comments:
        if comment.document:
            run = [comment.first_line or 1, comment.last_line or 1]
            found[comment.pk, "body"] = Mark("", lines_of(article, comment.document, [run]))
    return found


def language_name(code: str) -> str:
    """The language's name; its code where Django knows no name."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


def _public(article: Article | None) -> Article | None:
    return article if article and article.state == Article.State.PUBLISHED else None


def _evidence(article: Article) -> list[Evidence]:
    # One query, as two halves that each have their index; an OR across the join has none.
    rows = Evidence.objects.select_related("document").defer("document__content").order_by()
    of_comments = rows.filter(comment__article=article, field__in=COMMENT_FACTS)
    return list(rows.filter(article=article).union(of_comments, all=True).order_by("id"))


def _citations(article: Article) -> tuple[Cited, ...]:
    rows = article.citations.select_related("author", "outlet", "target", "document")
    return tuple(
        Cited(
            row,
            _public(row.target),
            lines_of(article, row.document, row.lines) if row.document else None,
        )
        for row in rows.defer("document__content")
    )
