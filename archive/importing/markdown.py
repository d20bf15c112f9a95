"""Passages as Markdown: the source that editors see and correct."""

from collections.abc import Iterable

from archive.importing.reader.reading import Passage, Role
from archive.text.plain import escape_markdown


def to_markdown(passages: Iterable[Passage]) -> str:
    """The passages in order; neighbouring list items make one list."""
    pieces: list[str] = []
    previous = None
    for passage in passages:
        piece = _one(passage)
        if previous == passage.role == Role.LIST_ITEM:
            pieces[-1] += f"\n{piece}"
        else:
            pieces.append(piece)
        previous = passage.role
    return "\n\n".join(pieces)


def _one(passage: Passage) -> str:
    words = escape_markdown(passage.text)
    match passage.role:
        case Role.HEADING:
            return f"{'#' * passage.level} {words}"
        case Role.QUOTE:
            return f"> {words}"
        case Role.LIST_ITEM:
            return f"- {words}"
        case Role.CAPTION:
            return f"::: caption\n{words}\n:::"
        case _:
            return words
