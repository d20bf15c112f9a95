"""Whether a comment can be read: Markdown can say nothing (a rule alone), and its names for
characters (“&#8238;”) stand for those that are refused, too."""

import sys
from collections.abc import Iterator

from markdown_it.token import Token

from archive.text.fitness import (
    DEEPEST_LIST,
    DEEPEST_QUOTE,
    Fault,
    Unfit,
    is_seen,
    unfit,
    unfit_line,
)
from archive.text.markdown import parse_comment, render_comment
from archive.text.plain import words_of

# The HTML of the longest addresses and of the deepest quotations is some twenty times their source.
SWELLING, SWELLING_ALLOWED = 20, 2_000


def unfit_to_read(source: str) -> Unfit | None:
    """Why the Markdown `source` cannot be read as a comment; None if it can."""
    tokens = parse_comment(source)
    return _too_deep(tokens) or _unfit_words(tokens) or _hidden(tokens) or _swollen(source)


def _too_deep(tokens: list[Token]) -> Unfit | None:
    for token, quotes, lists in _depths(tokens):
        line = token.map[0] + 1 if token.map else None
        if quotes > DEEPEST_QUOTE:
            return Unfit(Fault.QUOTES, line)
        if lists > DEEPEST_LIST:
            return Unfit(Fault.LISTS, line)
    return None


def _depths(tokens: list[Token]) -> Iterator[tuple[Token, int, int]]:
    """Each token, and in how many quotations and lists it stands."""
    quotes = lists = 0
    for token in tokens:
        quotes += token.nesting * token.type.startswith("blockquote_")
        lists += token.nesting * token.type.startswith("list_item_")
        yield token, quotes, lists


def _unfit_words(tokens: list[Token]) -> Unfit | None:
    blocks = list(words_of(tokens))
    whole = unfit("\n".join(words for _first, words in blocks), sys.maxsize)
    if whole and whole.fault in {Fault.EMPTY, Fault.HOLLOW}:
        return whole
    # A part may say nothing, and yet turn the direction of the next. What is read of “>” is no
    # quotation.
    faults = ((first, unfit_line(words)) for first, words in blocks)
    found = (Unfit(f.fault, first) for first, f in faults if f and f.fault is not Fault.QUOTES)
    return next(found, None) or _hollow_part(blocks)


def _hollow_part(blocks: list[tuple[int, str]]) -> Unfit | None:
    faults = ((first, unfit(words, sys.maxsize)) for first, words in blocks)
    return next((Unfit(f.fault, n) for n, f in faults if f and f.fault is Fault.HOLLOW), None)


def _hidden(tokens: list[Token]) -> Unfit | None:
    """A link that nobody sees leads those astray who go from link to link, or hear them read."""
    for token in tokens:
        words, first = "", token.map[0] + 1 if token.map else None
        for part in token.children or []:
            if part.type == "link_open":
                words = ""
            if part.type == "link_close" and not is_seen(words):
                return Unfit(Fault.LINK, first)
            words += part.content
    return None


def _swollen(source: str) -> Unfit | None:
    longest = SWELLING * len(source) + SWELLING_ALLOWED
    return Unfit(Fault.SWOLLEN) if len(render_comment(source)) > longest else None
