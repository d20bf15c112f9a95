"""The end of a text: what is too short to count as prose and still belongs to it."""

from .features import ends_sentence, size
from .lines import Line
from .marks import COMMENT_META, COMMENTS_MARK, END_MARK, FURNITURE, PLACEHOLDER, PROMPT
from .page import Page
from .reading import Role
from .signatures import COPYRIGHT, RIGHTS

SHORTEST_SENTENCE = 20  # letters
INTRODUCTION = 1000  # letters: a text no longer than this may only introduce its table or list
FEWEST_ROWS, MOST_ROWS = 10, 400
LINKED = 0.8
FIGURED = 0.45  # of the rows in a table or list of data that have a figure in them
ENDS = (END_MARK, COMMENTS_MARK, FURNITURE, PROMPT, PLACEHOLDER, RIGHTS, COPYRIGHT, COMMENT_META)


def lengthen(page: Page, start: int, stop: int, limit: int) -> int:
    """The end of a text at indices `start` to `stop`, moved down to at most `limit`."""
    stop = _last_words(page, stop, limit)
    if sum(size(line.text) for line in page.shown(start, stop)) > INTRODUCTION:
        return stop
    rows = _rows(page, stop, limit)
    figured = sum(any(char.isdigit() for char in line.text) for line in rows)
    if len(rows) < FEWEST_ROWS or figured < FIGURED * len(rows):
        return stop
    page.mark((line.number for line in rows), Role.LIST_ITEM)
    return rows[-1].number


def _last_words(page: Page, stop: int, limit: int) -> int:
    """Past the short sentences that directly follow."""
    for line in page.lines[stop:limit]:
        if line.is_blank:
            continue
        if size(line.text) < SHORTEST_SENTENCE or not ends_sentence(line.text) or _is_end(line):
            break
        if line.text[-1] == ":" or line.bullet or line.level or line.linked > LINKED:
            break
        stop = line.number
    return stop


def _rows(page: Page, stop: int, limit: int) -> list[Line]:
    """The lines below, up to the first that cannot belong to a text."""
    rows: list[Line] = []
    for line in page.lines[stop:limit]:
        if not line.has_words:
            continue
        linked = line.linked > LINKED and bool(rows) and rows[-1].linked > LINKED
        if linked or _is_end(line) or len(rows) > MOST_ROWS:
            break
        rows.append(line)
    return rows


def _is_end(line: Line) -> bool:
    return any(mark.search(line.text) for mark in ENDS)
