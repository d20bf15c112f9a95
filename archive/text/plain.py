"""Plain words out of Markdown, and Markdown out of plain words."""

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from archive.text.markdown import parse

MARKUP = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
OPENING = re.compile(r"^(?:[#+>~=-]|:::|\d{1,9}(?=[.)](?:\s|$)))")


def plain_text(source: str) -> str:
    """The words of a Markdown source, a line for each of its blocks."""
    return "\n".join(" ".join(words.split()) for _first, words in plain_blocks(source))


def plain_blocks(source: str) -> Iterator[tuple[int, str]]:
    """The words of each block of a Markdown source, and its first line, from 1."""
    return words_of(parse(source))


def words_of(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """The same, of a source that was parsed already."""
    for token in tokens:
        first = token.map[0] + 1 if token.map else 1
        if token.type == "inline":
            yield first, "".join(_words(part) for part in token.children or [])
        elif token.type in {"fence", "code_block"}:
            yield first, token.content


def _words(part: Token) -> str:
    return " " if part.type in {"softbreak", "hardbreak"} else part.content


def escape_markdown(text: str) -> str:
    """One paragraph of plain text as Markdown that renders to just these words."""
    escaped = MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    opening = OPENING.match(escaped)
    if not opening:
        return escaped
    if opening.group()[0].isdigit():
        return f"{opening.group()}\\{escaped[opening.end() :]}"
    return f"\\{escaped}"


def excerpt(text: str, length: int) -> str:
    """The beginning of `text`, at most `length` characters, cut after a word."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[:length]
    if " " in head and not text[length].isspace():
        head = head.rpartition(" ")[0]
    return head.rstrip(" ,;:–—-") + "…"
