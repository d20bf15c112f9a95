"""Where an article's readers begin to speak, and where they end."""

from collections.abc import Sequence

from .features import LONG, size
from .lines import Line
from .marks import COMMENT_META, COMMENTS_MARK, END_MARK, FIRST_PERSON, PLACEHOLDER
from .page import Page
from .signatures import RIGHTS

GAP = 3  # blank lines that part an article from talk, if its own paragraphs stand closer
TALK = 2  # signs of someone speaking, from which a region is a conversation
MENU = 4  # labels in a row that end a conversation


def find_comments(page: Page, start: int) -> tuple[int, int] | None:
    """Indices of the comments below a body that begins at `start`, if there are any."""
    return _after_heading(page, start) or _after_gap(page, start)


def _after_heading(page: Page, start: int) -> tuple[int, int] | None:
    """Comments under a heading of their own, recognised by their replies and greetings."""
    for index in range(start, len(page.lines)):
        line = page.lines[index]
        if not line.text or len(line.text) > 2 * LONG or not COMMENTS_MARK.match(line.text):
            continue
        stop = _end(page, index + 1)
        region = page.shown(index + 1, stop)
        signs = sum(1 for each in region if COMMENT_META.search(each.text[-80:]))
        if signs >= TALK and _speaks(region):
            return index + 1, stop
    return None


def _after_gap(page: Page, start: int) -> tuple[int, int] | None:
    """Talk after a wider gap than any within the article, to the end of the capture."""
    gap, usual = 0, 0
    for index in range(start, len(page.lines)):
        if page.lines[index].is_blank:
            gap += 1
            continue
        if gap >= GAP and gap > usual and _is_talk(page, start, index):
            return index, _end(page, index)
        usual, gap = max(usual, gap), 0
    return None


def _is_talk(page: Page, start: int, index: int) -> bool:
    """Whether what follows `index` is prose in the first person, and what precedes it is not."""
    before = [line for line in page.shown(start, index) if size(line.text) >= LONG]
    after = page.shown(index, _end(page, index))
    prose = [line for line in after if size(line.text) >= LONG]
    if not before or 2 * len(prose) < len(after) or not prose:
        return False
    return _speaks(prose) and _first_person(prose) > 4 * _first_person(before)


def _speaks(lines: Sequence[Line]) -> bool:
    return sum(len(FIRST_PERSON.findall(line.text[:2000])) for line in lines) >= TALK


def _first_person(lines: Sequence[Line]) -> float:
    said = sum(len(FIRST_PERSON.findall(line.text)) for line in lines)
    return said / max(1.0, sum(len(line.text) for line in lines))


def _end(page: Page, start: int) -> int:
    """The index at which the region from `start` gives way to a menu, a form or the footer."""
    labels = 0
    for index in range(start, len(page.lines)):
        line = page.lines[index]
        if line.is_blank:
            continue
        text = line.text
        if (
            PLACEHOLDER.match(text)
            or RIGHTS.match(text)
            or (len(text) < 2 * LONG and END_MARK.match(text))
        ):
            return index
        labels = labels + 1 if line.linked > 0.8 or (line.bullet and len(text) < LONG) else 0
        if labels >= MENU:
            return index - MENU + 1
    return len(page.lines)
