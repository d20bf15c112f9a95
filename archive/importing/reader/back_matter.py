"""What stands after a text: whose it is, where it first appeared, forms and furniture."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .captions import is_credit
from .dates import parse_date
from .features import key, size, word_count
from .lines import LINK, Line
from .marks import PLACEHOLDER
from .names import is_name, names_in
from .page import Page
from .reading import Basis, DateRange, Finding, Role
from .signatures import AUTHOR_AFTER, COPYRIGHT, ORIGINAL, RIGHTS

NEAR = 12  # lines below a text within which its credits and its author are looked for
LONGEST_BYLINE = 90
MOST_OUTLET_WORDS = 6
DAY = re.compile(r"\w+\.? \d{1,2}|\d{1,2}\.? \w+|\w+day")
OUTLET_ENDS = re.compile(r"\s*(?:[.;:(|]|,| on | in (?:19|20)\d\d| at \d| and (?:is|was)\b).*$")


@dataclass(frozen=True, slots=True)
class BackMatter:
    credits: tuple[Finding[str], ...]
    rights: tuple[Finding[str], ...]
    original_outlet: Finding[str] | None


def read_back_matter(page: Page, stop: int) -> BackMatter:
    """Mark and collect what the lines from index `stop` on say about the piece."""
    below = page.free(stop, len(page.lines))
    for line in below:
        if PLACEHOLDER.match(line.text):
            page.mark([line.number], Role.PLACEHOLDER)
    credited = [line for line in below[:NEAR] if is_credit(line) and not COPYRIGHT.match(line.text)]
    page.mark([line.number for line in credited], Role.CREDIT)
    reserved = [
        line for line in below if RIGHTS.search(line.text) and page.role(line.number) is None
    ]
    page.mark([line.number for line in reserved], Role.RIGHTS)
    original = _original_outlet(page, reserved)
    if original:
        page.mark(original.lines, Role.OUTLET)
    return BackMatter(
        tuple(_said(line) for line in credited),
        tuple(_said(line) for line in reserved),
        original,
    )


def _said(line: Line) -> Finding[str]:
    return Finding(line.text, Basis.STATED, (line.number,))


def _original_outlet(page: Page, lines: Iterable[Line]) -> Finding[str] | None:
    """The outlet where the piece first appeared, with every line that names it in its place."""
    for line in lines:
        said = ORIGINAL.search(line.text)
        if not said or size(line.text) > 3 * LONGEST_BYLINE:
            continue
        linked = [text.strip() for text in LINK.findall(line.raw) if text.strip() in said.group(1)]
        name = linked[0] if len(linked) == 1 else OUTLET_ENDS.sub("", said.group(1)).strip(' ."“”')
        outlet = name[:1].isupper() and word_count(name) <= MOST_OUTLET_WORDS
        if outlet and not DAY.fullmatch(name):
            evidence = {line.number, *naming(page, name)}
            return Finding(name, Basis.STATED, tuple(sorted(evidence)))
    return None


def naming(page: Page, name: str) -> list[int]:
    """Lines that are nothing but `name`, or that credit it with the rights."""
    wanted = key(name)
    return [
        line.number
        for line in page.lines
        if line.text
        and (
            page.keys[line.number - 1] == wanted
            or (COPYRIGHT.search(line.text[:40]) and f" {wanted} " in f" {key(line.text[:400])} ")
        )
    ]


def original_date(
    page: Page, back: BackMatter, authors: Iterable[str]
) -> Finding[DateRange] | None:
    """The year in a copyright line that names the author or outlet of the piece itself."""
    if back.original_outlet is None:
        return None
    wanted = [f" {key(name)} " for name in (back.original_outlet.value, *authors)]
    for number in (number for finding in back.rights for number in finding.lines):
        text = page.lines[number - 1].text
        if not COPYRIGHT.search(text[:40]) or size(text) > 3 * LONGEST_BYLINE:
            continue
        found = parse_date(text) if any(name in f" {key(text)} " for name in wanted) else None
        if found:
            return Finding(found, Basis.STATED, (number,))
    return None


def authors_below(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """Persons whom lines such as "Articles by: Ann Roe" name, with the line of each."""
    found = []
    for line in lines:
        opening = AUTHOR_AFTER.match(line.text)
        if opening and size(line.text) <= LONGEST_BYLINE:
            linked = [" ".join(text.split()) for text in LINK.findall(line.raw)]
            rest = line.text[opening.end() :]
            names = names_in(rest, linked) if is_name(rest.strip(" .")) or linked else ()
            found += [(name, line.number) for name in names]
    return found
