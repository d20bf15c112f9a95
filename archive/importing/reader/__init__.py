"""The reader: one capture's text in, a `Reading` out. Pure Python: no Django, no database."""

from .article import read_article
from .discussion import read_discussion
from .lines import look_at, split_lines
from .reading import Block, Reading, Role
from .thread import is_thread

READER = "postil-text"
VERSION = "1"

MOST_LINES = 200_000  # a page has fewer by far; what has more is kept, but not read


def read(text: str) -> Reading:
    """Everything that a capture's text states or implies; whatever the text is."""
    physical = split_lines(text)
    if len(physical) > MOST_LINES:
        everything = (Block(Role.BOILERPLATE, 1, len(physical)),)
        return Reading("article", everything, notes=("Too many lines for a page: not read.",))
    lines = [look_at(number, line) for number, line in enumerate(physical, 1)]
    return read_discussion(lines) if is_thread(lines) else read_article(lines)
