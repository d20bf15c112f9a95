"""The dek: the sentence or two between a title and its text that say what it is about."""

from collections.abc import Sequence

from .captions import is_caption, is_credit
from .extent import Extent
from .features import ends_sentence, median, sentences, size, word_count
from .front_matter import date_in
from .lines import Line
from .page import Page
from .running_text import is_aside
from .signatures import BYLINE

SHORTEST, LONGEST = 40, 420
FEWEST_WORDS, MANY_WORDS = 6, 12  # of a sentence; of what has no full stop
NEAR = 3  # lines below the title within which a dek stands
SHARE = 0.6  # of a usual paragraph's length, below which a first sentence is a dek
FEWEST_PARAGRAPHS = 3


def find_dek(page: Page, extent: Extent) -> Line | None:
    """The line of the dek, if one stands between the title and the text."""
    title, start = extent.title, extent.start
    if title is None or start < title.line:
        return None
    for line in page.free(title.line, start)[:NEAR]:
        if may_be_dek(page, line):
            return line
    below = page.shown(start, extent.stop)
    return below[0] if below and opens_as_dek(page, below) else None


def may_be_dek(page: Page, line: Line) -> bool:
    """One sentence or two, longer than a label and shorter than a paragraph."""
    words = word_count(line.text)
    return (
        SHORTEST <= size(line.text) <= LONGEST
        and (words >= MANY_WORDS or (words >= FEWEST_WORDS and ends_sentence(line.text)))
        and page.role(line.number) is None
        and not line.bullet
        and not date_in(line.text)
        and not BYLINE.match(line.text)
        and not is_aside(page, line)
        and not is_caption(page, line)
        and not is_credit(line)
    )


def opens_as_dek(page: Page, lines: Sequence[Line]) -> bool:
    """Whether the first of `lines`, standing right below the title, is a dek by its length."""
    if not may_be_dek(page, lines[0]) or sentences(lines[0].text) > 1:
        return False
    usual = [size(line.text) for line in lines[1:] if size(line.text) > SHORTEST]
    return len(usual) >= FEWEST_PARAGRAPHS and size(lines[0].text) < SHARE * median(usual)
