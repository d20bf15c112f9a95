"""A discussion whose article was not captured: comments, and what stands between them."""

from collections.abc import Sequence

from .citations import find_citations
from .language import find_language
from .lines import Line
from .page import Page
from .reading import Reading, Role
from .thread import split_comments


def read_discussion(lines: Sequence[Line]) -> Reading:
    """The comments of a thread; its longest is no article."""
    page = Page(lines)
    comments = split_comments(lines, ())
    for comment in comments:
        page.join(comment.first, comment.last, Role.COMMENT)
    passages = [passage for comment in comments for passage in comment.passages]
    return Reading(
        kind="discussion",
        blocks=page.blocks(),
        language=find_language(passages),
        citations=find_citations((), comments),
        comments=comments,
    )
