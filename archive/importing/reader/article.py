"""An article: its parts found one after another, from the body outwards."""

from collections.abc import Sequence

from .authors import ABOVE, find_authors
from .back_matter import BackMatter, original_date, read_back_matter
from .citations import find_citations
from .dates import infer_date
from .dek import find_dek
from .extent import Extent, assign_body, find_extent, without_biography
from .front_matter import first_date
from .key_points import leading_points
from .language import find_language
from .lines import Line
from .outlets import find_outlet
from .page import Page
from .paragraphs import passages, rejoin
from .reading import Basis, CommentFinding, DateRange, Finding, Passage, Reading, Role, Topic
from .thread import split_comments
from .title import Title
from .topics import find_breadcrumb, find_topics

LONGEST_FRONT = 40  # lines between a title and its text that still belong to it
LONGEST_DATED = 200_000  # letters: what is longer is no article, and too much to compare
UNTITLED_FRONT = 10  # lines above a text without title that may say whose and of when it is


def read_article(lines: Sequence[Line]) -> Reading:
    """Everything that a page with an article says about it."""
    page = Page(lines)
    extent = find_extent(page)
    crumbs = _mark_title(page, extent.title)
    front = _front(page, extent)
    authors = find_authors(page, extent, front)
    extent = without_biography(page, extent, (author.value for author in authors))
    date = first_date(front)
    outlet = find_outlet(page, extent.title, front)
    topics = crumbs + find_topics(front)
    _mark_front(page, date, outlet, topics)
    dek = _mark_dek(page, find_dek(page, extent))
    extent = assign_body(page, extent)
    points = leading_points(page, extent)
    rejoin(page, extent.start, extent.stop)
    body = passages(page, extent.start, extent.stop)
    comments = _comments(page, extent, body)
    back = read_back_matter(page, extent.stop)
    return Reading(
        kind="article",
        blocks=page.blocks(),
        language=find_language(body),
        title=_stated_title(extent.title),
        dek=dek,
        authors=authors,
        outlet=outlet,
        original_outlet=back.original_outlet,
        date=date or _inferred_date(body),
        original_date=original_date(page, back, [author.value for author in authors]),
        topics=topics,
        key_points=points,
        body=body,
        credits=_credits(page, extent, back),
        rights=back.rights,
        citations=find_citations(body, comments),
        comments=comments,
    )


def _inferred_date(body: Sequence[Passage]) -> Finding[DateRange] | None:
    if sum(len(passage.text) for passage in body) > LONGEST_DATED:
        return None
    return infer_date(body)


def _stated_title(title: Title | None) -> Finding[str] | None:
    return Finding(title.value, title.basis, title.evidence) if title else None


def _mark_title(page: Page, title: Title | None) -> tuple[Finding[Topic], ...]:
    """Give the title's line its role, and a breadcrumb's sections back."""
    if title is None:
        return ()
    page.mark([title.line], Role.TITLE)
    crumbs = find_breadcrumb(page, title)
    page.mark(title.evidence, Role.BOILERPLATE)
    return crumbs


def _front(page: Page, extent: Extent) -> list[Line]:
    """The lines around a title and above its text, where a page says whose and of when it is."""
    if extent.title is None:
        return page.free(0, extent.start)[-UNTITLED_FRONT:]
    above = page.free(0, extent.title.line - 1)[-ABOVE:]
    return page.free(extent.title.line, extent.start)[:LONGEST_FRONT] + above[::-1]


def _mark_front(
    page: Page,
    date: Finding[DateRange] | None,
    outlet: Finding[str] | None,
    topics: Sequence[Finding[Topic]],
) -> None:
    if date:
        page.mark(date.lines, Role.DATELINE)
    if outlet:
        page.mark(outlet.lines, Role.OUTLET)
    for topic in topics:
        page.mark(topic.lines, Role.TOPICS)


def _mark_dek(page: Page, line: Line | None) -> Finding[str] | None:
    if line is None:
        return None
    page.mark([line.number], Role.DEK)
    return Finding(line.text, Basis.INFERRED, (line.number,))


def _comments(page: Page, extent: Extent, body: Sequence[Passage]) -> tuple[CommentFinding, ...]:
    """The comments in the region below the text, each a block of its own."""
    if extent.comments is None:
        return ()
    start, stop = extent.comments
    comments = split_comments(page.lines[start:stop], body)
    for comment in comments:
        page.join(comment.first, comment.last, Role.COMMENT)
    return comments


def _credits(page: Page, extent: Extent, back: BackMatter) -> tuple[Finding[str], ...]:
    within = (
        Finding(line.text, Basis.STATED, (line.number,))
        for line in page.shown(extent.start, extent.stop)
        if page.role(line.number) is Role.CREDIT
    )
    return (*within, *back.credits)
