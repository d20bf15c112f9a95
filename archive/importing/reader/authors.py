"""Authors: persons whom a byline names, or a line below the text."""

from collections.abc import Sequence
from itertools import pairwise

from .back_matter import NEAR, authors_below, naming
from .extent import Extent
from .front_matter import is_dateline, names_in_byline
from .lines import Line
from .names import is_name, names_in
from .page import Page
from .reading import Basis, Finding, Role
from .signatures import BYLINE_ALONE

FULL_NAME = 2  # words in a name that nothing but its place and shape shows to be one
ABOVE = 3  # lines above the title within which a byline may stand


def find_authors(page: Page, extent: Extent, front: Sequence[Line]) -> tuple[Finding[str], ...]:
    """Everyone whom the byline names, with all the lines that name them as authors."""
    found: dict[str, set[int]] = {}
    basis = Basis.STATED
    for line in front:
        for name in names_in_byline(line):
            found.setdefault(name, set()).add(line.number)
        if found:
            break
    if not found:
        found, basis = _split_byline(front), Basis.STATED
    if not found:
        found, basis = _beside_date(page, extent, front), Basis.INFERRED
    page.mark([number for numbers in found.values() for number in numbers], Role.BYLINE)
    for name, number in authors_below(page.free(extent.stop, len(page.lines))[: 2 * NEAR]):
        if name in found:
            found[name].add(number)
    for name, numbers in found.items():
        numbers.update(naming(page, name))
    return tuple(Finding(name, basis, tuple(sorted(numbers))) for name, numbers in found.items())


def _split_byline(front: Sequence[Line]) -> dict[str, set[int]]:
    """A name on the line below a lone "By"."""
    for by, line in pairwise(front):
        if BYLINE_ALONE.match(by.text):
            return {name: {by.number, line.number} for name in names_in(line.text)}
    return {}


def _beside_date(page: Page, extent: Extent, front: Sequence[Line]) -> dict[str, set[int]]:
    """A name alone between title and text, right beside the date; no one the text speaks of."""
    if extent.title is None:
        return {}
    text = " ".join(line.text for line in page.shown(extent.start, extent.stop))
    between = [line for line in front if extent.title.line < line.number <= extent.start]
    for upper, lower in pairwise(between):
        for line, other in ((upper, lower), (lower, upper)):
            name = line.text
            known = name in text or name in extent.title.value
            simple = len(name.split()) - name.count(".") == FULL_NAME and not name.isupper()
            if (
                is_dateline(other.text)
                and is_name(name)
                and simple
                and not known
                and not line.bullet
            ):
                return {name: {line.number}}
    return {}
