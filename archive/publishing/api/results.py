"""What a search found, as the API tells of it.

The best are ranked anew for each page, and a cursor is the place at which its page begins: what is
ranked is bounded (archive/search/engine.py), and so is what can be paged through.
"""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.keyset import Page
from archive.models import Article, Comment
from archive.publishing.api import shapes
from archive.publishing.api.asked import Question
from archive.publishing.api.comments import comments_of
from archive.publishing.api.comments import told as comments_told
from archive.publishing.api.paging import neighbours, nowhere
from archive.publishing.api.problems import Problem
from archive.publishing.api.telling import articles_of, told
from archive.search import engine, grammar
from archive.search.ranking import Hit

UNAVAILABLE = 503
LONGEST_PLACE = 6  # digits: more than is ever ranked


def results_page(request: HttpRequest, asked: Question) -> shapes.Results:
    """A page of what `asked` finds, the best first."""
    begins = _place(asked)
    question = grammar.read(asked.q)
    found = engine.search(question, engine.Filters(kind=asked.kind or ""))
    if found.too_long:
        raise Problem(UNAVAILABLE, _("That takes too long to find: ask for fewer or rarer words."))
    ends = begins + asked.limit
    page = Page(
        found.hits[begins:ends],
        previous=str(max(begins - asked.limit, 0)) if begins else "",
        next=str(ends) if ends < len(found.hits) else "",
    )
    return shapes.Results(
        items=_items(page.rows),
        notes=[*question.faults, *_notes(found)],
        **neighbours(request, page),
    )


def _place(asked: Question) -> int:
    cursor = asked.cursor or "0"
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= LONGEST_PLACE):
        raise nowhere(asked)
    return int(cursor)


def _notes(found: engine.Found) -> Iterator[str]:
    yield from found.faults
    if found.begins_with:
        sentence = _("Nothing has “%(word)s”: these have words that begin so.")
        yield sentence % {"word": found.begins_with}
    if found.bounded:
        yield _("Many match: only the newest were ranked.")


def _items(hits: tuple[Hit, ...]) -> list[shapes.Found]:
    """The hits that are still there to be read, in their order."""
    numbers = [hit.article for hit in hits if hit.comment is None]
    rows = list(told(Article.objects.published().filter(pk__in=numbers), text=False))
    articles = dict(zip((row.pk for row in rows), articles_of(rows, text=False), strict=True))
    public = Comment.objects.public().filter(article__state=Article.State.PUBLISHED)
    said = comments_told(public.filter(pk__in=[hit.comment for hit in hits if hit.comment]))
    comments = {comment.id: comment for comment in comments_of(said)}
    found = (
        shapes.Found(
            article=articles.get(hit.article) if hit.comment is None else None,
            comment=comments.get(hit.comment or 0),
        )
        for hit in hits
    )
    return [item for item in found if item.article or item.comment]
