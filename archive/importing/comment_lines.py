"""The words of a comment whose lines are known."""

from archive.importing.reader.lines import look_at, split_lines
from archive.importing.reader.reading import Passage, Role


def comment_within(text: str, first: int, last: int) -> tuple[Passage, ...]:
    """Lines `first` to `last` of a capture as a comment's passages. A line with a bullet is a
    list item; one with nothing but a bullet makes the next line one."""
    passages: list[Passage] = []
    item = False
    for number, physical in enumerate(split_lines(text)[first - 1 : last], start=first):
        line = look_at(number, physical)
        if line.text:
            role = Role.LIST_ITEM if item or line.bullet else Role.PARAGRAPH
            passages.append(Passage(role, line.text, (number,)))
        item = bool(line.bullet and not line.text)
    return tuple(passages)
