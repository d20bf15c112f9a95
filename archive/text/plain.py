"""Plain words out of Markdown, and Markdown out of plain words."""

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from archive.text.markdown import parse_comment

MARKUP = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
OPENING = re.compile(r"^(?:[#+>~=-]|:::|\d{1,9}(?=[.)](?:\s|$)))")


def plain_text(source: str) -> str:
    """The words of a comment, or of an article's running text, a line for each block."""
    blocks = words_of(parse_comment(source))
    return "\n".join(" ".join(words.split()) for _first, words in blocks)


def words_of(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """The words of each block of a Markdown source that was parsed, and its first line, from 1."""
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
