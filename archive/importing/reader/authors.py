"""Authors: persons whom a byline names, or a line below the text."""

from collections.abc import Iterable

from .back_matter import NEAR, authors_below, naming
from .front_matter import names_in_byline
from .lines import Line
from .page import Page
from .reading import Basis, Finding, Role

ABOVE = 3  # lines above the title within which a byline may stand


def find_authors(page: Page, front: Iterable[Line], below: list[Line]) -> tuple[Finding[str], ...]:
    """Everyone whom the byline names, with all the lines that name them as authors."""
    stated: dict[str, set[int]] = {}
    for line in front:
        for name in names_in_byline(line):
            stated.setdefault(name, set()).add(line.number)
            page.mark([line.number], Role.BYLINE)
        if stated:
            break
    credited = authors_below(below[: 2 * NEAR])
    if not stated:
        return ()
    for name, number in credited:
        if name in stated:
            stated[name].add(number)
    for name, lines in stated.items():
        lines.update(number for number in naming(page, name) if number not in lines)
    return tuple(
        Finding(name, Basis.STATED, tuple(sorted(lines))) for name, lines in stated.items()
    )
