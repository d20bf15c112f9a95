"""The body's extent: where the text begins below its title, and where it ends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from .body import Run, chains, wall, weigh
from .comment_region import find_comments
from .ending import lengthen
from .features import LONG, ends_sentence, is_label, size
from .front_matter import is_byline, is_dateline
from .lines import Line
from .names import is_name
from .page import Page
from .reading import Role
from .running_text import TEXT, classify
from .signatures import ABOUT
from .title import Title, find_title

HEAD = 8  # lines into the densest run within which a byline shows that the text begins below
MOST_DEKS = 2
CANDIDATES = 4  # heaviest chains of prose that are tried
TRUST = 3.0  # a title this good doubles the weight of the text below it
FADING = 0.98  # what prose counts less for every line between it and the title
OPENING_WEIGHT = 2.5  # of prose right below a title, from which the text begins there
OPENING_WITHIN = 12  # lines
BIOGRAPHY = 4  # lines at a text's end that may be about its author
OPENING = (*TEXT, Role.HEADING, Role.CAPTION)


@dataclass(frozen=True, slots=True)
class Extent:
    """The title, the indices of the body below it, and those of the comments below that."""

    title: Title | None
    start: int
    stop: int
    comments: tuple[int, int] | None = None


def find_extent(page: Page) -> Extent:
    """Where everything is that the rest of the reading hangs on.

    The text is the chain of prose that is heavy and that has a good title above it.
    """
    weights = weigh(page.lines)
    walls = [wall(line) for line in page.lines]
    candidates = sorted(chains(weights, walls), key=lambda run: -run.total)[:CANDIDATES]
    if not candidates:
        return Extent(find_title(page, 0, 0), 0, 0)
    titled = [(run, find_title(page, run.start, run.stop)) for run in candidates]
    run, title = max(titled, key=lambda pair: pair[0].total * (1 + _sureness(pair[1]) / TRUST))
    if title:
        run = _best_below(page, title, chains(weights[title.line :], walls[title.line :])) or run
    comments = find_comments(page, run.start)
    limit = comments[0] if comments else len(page.lines)
    stop = lengthen(page, run.start, min(run.stop, limit), limit)
    return Extent(title, _below_byline(page, run.start, stop), stop, comments)


def _sureness(title: Title | None) -> float:
    return title.score if title else 0.0


def _best_below(page: Page, title: Title, found: list[Run]) -> Run | None:
    """The chain below a title that is heavy and near it."""
    below = [Run(title.line + run.start, title.line + run.stop, run.total) for run in found]
    best, best_value, lines, at = None, 0.0, 0, title.line
    for run in below:
        lines += len(page.shown(at, run.start))
        at = run.start
        value = run.total * FADING**lines
        if value > best_value:
            best, best_value = run, value
    if best is None:
        return None
    openings = (run.start for run in below if run.total >= OPENING_WEIGHT)
    start = next(openings, best.start)
    near = start < best.start and len(page.shown(title.line, start)) <= OPENING_WITHIN
    return replace(best, start=start) if near else best


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
    rows = extent.stop if page.role(extent.stop) is Role.LIST_ITEM else 0
    return replace(extent, start=first - 1, stop=max(last, rows))


def without_biography(page: Page, extent: Extent, authors: Iterable[str]) -> Extent:
    """The extent without the last lines that introduce the author to the reader."""
    names = tuple(authors)
    lines = page.shown(extent.start, extent.stop)
    for place, line in enumerate(lines):
        about = ABOUT.match(line.text) if 2 * place > len(lines) else None
        last = place >= len(lines) - BIOGRAPHY
        introduced = last and names and line.text.startswith(names)
        if introduced or (about and is_name(about.group(1))):
            return replace(extent, stop=line.number - 1)
    return extent


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
