"""Outlets: where a capture was taken, by its own signature or its page's title."""

import re
from collections.abc import Iterable

from .features import key, size
from .front_matter import DIGIT, is_byline, is_dateline
from .lines import Line
from .page import Page
from .page_title import split_site
from .reading import Basis, Finding, Role
from .title import Title

SIGNED = re.compile(r"^([^,|·–—]{3,50}?)\s*[,|·–—-]\s+(?=\S)")
LONGEST_SIGNATURE = 70
TEXT = frozenset(
    {Role.PARAGRAPH, Role.HEADING, Role.QUOTE, Role.LIST_ITEM, Role.CAPTION, Role.COMMENT}
)


def find_outlet(page: Page, title: Title | None, front: Iterable[Line]) -> Finding[str] | None:
    """The outlet that signs the piece, or else the site that the page's own title names."""
    return _signed(page, front) or _named_in_head(page, title)


def _named_in_head(page: Page, title: Title | None) -> Finding[str] | None:
    if title is None or title.head is None:
        return None
    site = title.site or split_site(page, page.lines[title.head - 1])[1]
    return Finding(site, Basis.INFERRED, (title.head,)) if site else None


def _signed(page: Page, lines: Iterable[Line]) -> Finding[str] | None:
    """An outlet that signs the piece: "Outlet, December 1, 2020", if other lines know it too."""
    for line in lines:
        opening = SIGNED.match(line.text)
        if not opening or not is_dateline(line.text[opening.end() :]):
            continue
        name = opening.group(1).strip()
        proper = name[:1].isupper() and not DIGIT.search(name)
        if not proper or size(line.text) > LONGEST_SIGNATURE or is_byline(line):
            continue
        if _known_elsewhere(page, name, line.number):
            return Finding(name, Basis.STATED, (line.number,))
    return None


def _known_elsewhere(page: Page, name: str, number: int) -> bool:
    """Whether a line that is not running text speaks of `name`, as sites do of themselves."""
    wanted = f" {key(name)} "
    return any(
        wanted in f" {key(line.text)} "
        for line in page.lines
        if line.number != number and page.role(line.number) not in TEXT
    )
