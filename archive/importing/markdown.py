"""Passages as Markdown: the source that editors see and correct."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from archive.importing.reader.reading import Passage, Role
from archive.text.plain import escape_markdown


def to_markdown(passages: Iterable[Passage]) -> str:
    """The passages in order; neighbouring list items make one list."""
    return "\n\n".join(
        "\n".join(_one(passage) for passage in together) for together in _blocks(passages)
    )


def lines_of_blocks(passages: Iterable[Passage]) -> list[list[int]]:
    """The first and last line of each block that `to_markdown` makes of the passages."""
    return [[together[0].lines[0], together[-1].lines[-1]] for together in _blocks(passages)]


def _blocks(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    for is_list, together in groupby(passages, lambda passage: passage.role == Role.LIST_ITEM):
        if is_list:
            yield list(together)
        else:
            yield from ([passage] for passage in together)


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
