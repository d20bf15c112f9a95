"""What a search found, as the API tells of it: the best first, or all of it, the newest first."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.keyset import BadCursor, Page
from archive.models import Article, Comment
from archive.publishing.api import shapes
from archive.publishing.api.asked import UNDATED, Question
from archive.publishing.api.comments import comments_of
from archive.publishing.api.comments import told as comments_told
from archive.publishing.api.narrowing import names_asked
from archive.publishing.api.paging import neighbours, nowhere
from archive.publishing.api.passages import passages
from archive.publishing.api.problems import Problem
from archive.publishing.api.ranked import ranked_page
from archive.publishing.api.telling import articles_of, told
from archive.search import engine, grammar
from archive.search.ranking import Hit

UNAVAILABLE = 503
Answer = TypeVar("Answer", engine.Found, engine.Here)


def results_page(request: HttpRequest, asked: Question) -> shapes.Results:
    """A page of what `asked` finds."""
    question = grammar.read(asked.q)
    in_order = _newest if asked.sort == "newest" else _best
    found, page = in_order(question, _filters(asked), asked)
    as_found = question.beginning() if found.begins_with else None
    return shapes.Results(
        items=_items(page.rows, as_found or question),
        notes=[*question.faults, *_notes(found)],
        **neighbours(request, page),
    )


def _filters(asked: Question) -> engine.Filters:
    year = None
    if asked.year:
        year = 0 if asked.year == UNDATED else int(asked.year)
    return engine.Filters(year=year, kind=asked.kind or "", **names_asked(asked))


def _best(
    question: grammar.Question, filters: engine.Filters, asked: Question
) -> tuple[engine.Found, Page]:
    found = _in_time(engine.search(question, filters))
    try:
        return found, ranked_page(found.hits, asked.cursor or "", asked.limit)
    except BadCursor as error:
        raise nowhere(asked) from error


def _newest(
    question: grammar.Question, filters: engine.Filters, asked: Question
) -> tuple[engine.Here, Page]:
    found = _in_time(engine.newest(question, filters, asked.cursor or "", asked.limit))
    if found.fault:
        raise nowhere(asked)
    hits = tuple(Hit(row.pk, row.article_id, row.comment_id, "", 0) for row in found.rows)
    return found, Page(hits, found.previous, found.next)


def _in_time(found: Answer) -> Answer:
    if found.too_long:
        raise Problem(UNAVAILABLE, _("That takes too long to find: ask for fewer or rarer words."))
    return found


def _notes(found: engine.Found | engine.Here) -> Iterator[str]:
    yield from found.faults
    if found.begins_with:
        sentence = _("Nothing has “%(word)s”: these have words that begin so.")
        yield sentence % {"word": found.begins_with}
    if isinstance(found, engine.Found) and found.bounded:
        yield _("Many match: only the newest were ranked. With “sort=newest” all of them come.")


def _items(hits: Sequence[Hit], question: grammar.Question) -> list[shapes.Found]:
    """The hits that are still there to be read, in their order."""
    numbers = [hit.article for hit in hits if hit.comment is None]
    rows = list(told(Article.objects.published().filter(pk__in=numbers), text=False))
    public = Comment.objects.public().filter(article__state=Article.State.PUBLISHED)
    said = list(comments_told(public.filter(pk__in=[hit.comment for hit in hits if hit.comment])))
    articles = dict(zip((row.pk for row in rows), articles_of(rows, text=False), strict=True))
    comments = {comment.id: comment for comment in comments_of(said)}
    shown = passages(hits, rows, question)
    found = (
        shapes.Found(
            article=articles.get(hit.article) if hit.comment is None else None,
            comment=comments.get(hit.comment or 0),
            excerpt=shown.get(hit.entry),
        )
        for hit in hits
    )
    return [item for item in found if item.article or item.comment]
