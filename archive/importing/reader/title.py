"""The title: which line names the piece, and which others repeat it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .features import WORDS, ends_sentence, is_file_name, key, size, word_count
from .front_matter import is_byline, is_dateline
from .lines import Line
from .marks import COMMENTS_MARK, END_MARK, FURNITURE, PROMPT
from .page import Page
from .reading import Basis
from .signatures import CREDIT_END, CREDIT_WITHIN, PAGE_TITLE_CUT, RIGHTS, TOPIC_LABEL

SHORTEST, LONGEST = 8, 260
ABOVE = 60  # lines above the body within which a title is looked for
ENOUGH = 3.5
MOST_SITE_WORDS = 6
NEVER_TITLES = (
    FURNITURE,
    PROMPT,
    END_MARK,
    COMMENTS_MARK,
    RIGHTS,
    CREDIT_WITHIN,
    CREDIT_END,
    TOPIC_LABEL,
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title, the line it stands on, and the lines that repeat or contain it."""

    value: str
    line: int
    basis: Basis
    evidence: tuple[int, ...]
    head: int | None = None  # a first line such as browsers show: the title and the site
    site: str = ""


def find_title(page: Page, start: int, stop: int) -> Title | None:
    """The title of a page whose densest prose stands at indices `start` to `stop`."""
    head = _head(page)
    common = _words(page.lines[start + 2 : stop])
    shown = page.shown(0, stop)
    first = next((i for i, line in enumerate(shown) if line.number > start), len(shown))
    best: tuple[float, Line] | None = None
    for index, line in enumerate(shown):
        matches_head = head is not None and _is_named_in(page, line, head)
        near = first - ABOVE <= index < first + 2
        if not (matches_head or near or line.level == 1) or not _may_be_title(line):
            continue
        score = _score(page, line, common) + _score_place(shown, index)
        score += 4.0 * matches_head - 0.05 * abs(first - index)
        if best is None or score > best[0]:
            best = score, line
    if best and best[0] >= ENOUGH:
        return _title_at(page, best[1], head)
    return _title_of_head(page, head)


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        SHORTEST <= size(text) <= LONGEST
        and word_count(text) >= 2
        and not is_file_name(text)
        and not is_byline(line)
        and not is_dateline(text)
        and not any(mark.search(text) for mark in NEVER_TITLES)
    )


def _score(page: Page, line: Line, common: frozenset[str]) -> float:
    """How much a line looks like the title of a text with the words `common`."""
    text = line.text
    score = {1: 4.0, 2: 1.5, 3: 0.5}.get(line.level, 0.0)
    words = word_count(text)
    score += (words >= 3) + (words >= 4) + 0.5 * (words >= 6)
    if words >= 4 and page.seen[page.keys[line.number - 1]] > 1:
        score += 0.7
    own = [word for word in WORDS.findall(text.casefold()) if len(word) > 3]
    if own:
        score += 2.5 * sum(word in common for word in own) / len(own)
    score -= 1.5 * bool(line.bullet) + 1.0 * (line.linked > 0.8)
    if ends_sentence(text) and text[-1] not in "?!？！":
        score -= 2.0
    return score


def _score_place(shown: Sequence[Line], index: int) -> float:
    """A title stands above the byline and the date rather than below."""

    def signed(lines: Sequence[Line]) -> bool:
        return any(is_byline(line) or is_dateline(line.text) for line in lines)

    above, below = shown[max(0, index - 3) : index], shown[index + 1 : index + 6]
    return 1.2 * signed(below) - 0.6 * signed(above)


def _words(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset(word for line in lines for word in WORDS.findall(line.text.casefold()))


def _head(page: Page) -> Line | None:
    """The first line, if it could be the page's own title: "Title - Site"."""
    shown = page.shown(0, 12)
    if shown and not shown[0].bullet and _may_be_title(shown[0]):
        return shown[0]
    return None


def _is_named_in(page: Page, line: Line, head: Line) -> bool:
    own, whole = page.keys[line.number - 1], page.keys[head.number - 1]
    if line is head or word_count(line.text) < 3:
        return False
    if own in whole and 2 * len(own) >= len(whole):
        return True
    parts = {key(part) for part in PAGE_TITLE_CUT.split(head.text)}
    return own in parts


def _title_at(page: Page, line: Line, head: Line | None) -> Title:
    if line is head and split_site(page, head)[1]:
        return _title_of_head(page, head)
    own = page.keys[line.number - 1]
    evidence = {line.number, *(i for i, other in enumerate(page.keys, 1) if own and other == own)}
    named = head if head is not None and _is_named_in(page, line, head) else None
    if named:
        evidence.add(named.number)
    lines = tuple(sorted(evidence))
    return Title(line.text, line.number, Basis.STATED, lines, named.number if named else None)


def _title_of_head(page: Page, head: Line | None) -> Title | None:
    """The title as the page's own title has it, where nothing else does."""
    value, site = split_site(page, head) if head else ("", "")
    if head is None or not site or word_count(value) < 3:
        return None
    return Title(value, head.number, Basis.INFERRED, (head.number,), head.number, site)


def split_site(page: Page, head: Line) -> tuple[str, str]:
    """The title and the site's name in "Title - Site", if other lines also name that site."""
    cuts = list(PAGE_TITLE_CUT.finditer(head.text))
    if not cuts:
        return head.text, ""
    cut = cuts[-1]
    title, site = head.text[: cut.start()].strip(), head.text[cut.end() :].strip()
    if not site or not title or word_count(site) > MOST_SITE_WORDS:
        return head.text, ""
    name = key(site)
    known = sum(1 for other in page.keys if name and f" {name} " in f" {other} ")
    return (title, site) if known > 1 else (head.text, "")
