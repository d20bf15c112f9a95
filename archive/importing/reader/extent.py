"""The body's extent: where the text begins below its title, and where it ends."""

from dataclasses import dataclass, replace
from itertools import pairwise

from .body import find_run, wall, weigh
from .comment_region import find_comments
from .features import LONG, ends_sentence, is_label, size
from .front_matter import is_byline, is_dateline
from .lines import Line
from .page import Page
from .reading import Role
from .running_text import TEXT, classify
from .title import Title, find_title

HEAD = 8  # lines into the densest run within which a byline shows that the text begins below
MOST_DEKS = 2
OPENING = (*TEXT, Role.HEADING, Role.CAPTION)


@dataclass(frozen=True, slots=True)
class Extent:
    """The title, the indices of the body below it, and those of the comments below that."""

    title: Title | None
    start: int
    stop: int
    comments: tuple[int, int] | None = None


def find_extent(page: Page) -> Extent:
    """Where everything is that the rest of the reading hangs on."""
    weights = weigh(page.lines)
    walls = [wall(line) for line in page.lines]
    run = find_run(weights, walls)
    if run is None:
        return Extent(find_title(page, 0, 0), 0, 0)
    title = find_title(page, run.start, run.stop)
    if title:
        run = find_run(weights, walls, below=title.line) or run
    comments = find_comments(page, run.start)
    stop = min(run.stop, comments[0]) if comments else run.stop
    return Extent(title, _below_byline(page, run.start, stop), stop, comments)


def _below_byline(page: Page, start: int, stop: int) -> int:
    """The start of the text if a byline or date follows the first line or two of the run."""
    deks = 0
    for line in page.shown(start, min(stop, start + 2 * HEAD))[:HEAD]:
        if is_byline(line) or (is_dateline(line.text) and is_label(line)):
            return line.number
        deks += not is_label(line)
        if deks > MOST_DEKS:
            break
    return start


def assign_body(page: Page, extent: Extent) -> Extent:
    """Give the lines of the body their roles; the extent that is left."""
    start = _with_heading(page, extent.title, extent.start)
    roles = classify(page, start, extent.stop)
    opening = [number for number, role in roles.items() if role in OPENING]
    closing = [number for number, role in roles.items() if _may_end(page, number, role)]
    if not opening or not closing or opening[0] > closing[-1]:
        return replace(extent, stop=start, start=start)
    first, last = opening[0], closing[-1]
    for number, role in roles.items():
        if first <= number <= last:
            page.mark([number], role)
    return replace(extent, start=first - 1, stop=last)


def _may_end(page: Page, number: int, role: Role) -> bool:
    """Whether a text may end with this line: no heading, no caption, no stray label."""
    line = page.lines[number - 1]
    return role in (Role.LIST_ITEM, Role.QUOTE) or (
        role is Role.PARAGRAPH and (ends_sentence(line.text) or size(line.text) > LONG)
    )


def _with_heading(page: Page, title: Title | None, start: int) -> int:
    """The start moved up to a heading that stands alone between the title and the text."""
    if title is None:
        return start
    between = page.free(title.line, start)
    labels = [line for line in between if line.number not in title.evidence]
    if len(labels) == 1 and is_label(labels[0]) and _heads(page, labels[0], start):
        return labels[0].number - 1
    return start


def _heads(page: Page, line: Line, start: int) -> bool:
    """Whether the text has other headings that look like this one."""
    below = page.shown(start, len(page.lines))
    alike = [
        upper
        for upper, lower in pairwise(below)
        if is_label(upper)
        and not is_label(lower)
        and upper.level == line.level
        and not upper.bullet
    ]
    return len(alike) > 1 and not line.bullet and line.linked < 0.8 and size(line.text) > 10
