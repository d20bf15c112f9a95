"""Passages: lines of running text made plain, and paragraphs cut in half made whole."""

from itertools import pairwise

from .captions import alt_text
from .features import LONG, ends_sentence, size
from .lines import Line
from .page import Page
from .reading import Passage, Role

IN_BODY = (Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)


def rejoin(page: Page, start: int, stop: int) -> None:
    """Make one block of each paragraph that blank lines cut in half."""
    lines = page.shown(start, stop)
    for upper, lower in pairwise(lines):
        both = {page.role(upper.number), page.role(lower.number)}
        if both == {Role.PARAGRAPH} and _is_cut(upper, lower):
            page.join(upper.number, lower.number, Role.PARAGRAPH)


def _is_cut(upper: Line, lower: Line) -> bool:
    """No sentence ends above, and the line below goes on in the middle of one."""
    return (
        size(upper.text) > LONG
        and not ends_sentence(upper.text)
        and lower.text[0].islower()
        and not lower.bullet
    )


def passages(page: Page, start: int, stop: int) -> tuple[Passage, ...]:
    """The running text at indices `start` to `stop`, captions in their places."""
    found: list[Passage] = []
    for line in page.shown(start, stop):
        role = page.role(line.number)
        if role not in IN_BODY:
            continue
        if page.continues(line.number) and found:
            before = found[-1]
            text = f"{before.text} {line.text}"
            found[-1] = Passage(before.role, text, (*before.lines, line.number), before.level)
        else:
            found.append(_passage(page, line, role))
    return tuple(found)


def _passage(page: Page, line: Line, role: Role) -> Passage:
    text = line.text
    if role is Role.CAPTION:
        text = text[len(alt_text(page, line)) :].strip()
    level = (2 if line.level <= 2 else 3) if role is Role.HEADING else 0
    return Passage(role, text, (line.number,), level)
