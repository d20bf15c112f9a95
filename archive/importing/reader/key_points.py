"""Key points: the list of sentences with which a text begins."""

from .extent import Extent
from .features import LONG, ends_sentence, size
from .lines import Line
from .page import Page
from .reading import Basis, Finding, Role

BESIDE = (Role.CAPTION, Role.CREDIT, Role.BOILERPLATE)  # what may stand above or between them
FEWEST, MOST = 2, 8


def leading_points(page: Page, extent: Extent) -> tuple[Finding[str], ...]:
    """The sentences in a list before the first paragraph; they are taken out of the body."""
    points: list[Line] = []
    for line in page.shown(extent.start, extent.stop):
        if line.bullet and size(line.text) > LONG / 2 and ends_sentence(line.text):
            points.append(line)
        elif page.role(line.number) not in BESIDE:
            break
    if not FEWEST <= len(points) <= MOST:
        return ()
    for line in points:
        page.join(line.number, line.number, Role.KEY_POINT)
    return tuple(Finding(line.text, Basis.STATED, (line.number,)) for line in points)
