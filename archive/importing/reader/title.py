"""The title: which line names the piece, and which others repeat it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .features import (
    LONG,
    SEAM,
    ends_sentence,
    is_file_name,
    is_label,
    key,
    size,
    terms,
    word_count,
)
from .front_matter import is_byline, is_dateline
from .lines import Line
from .marks import COMMENT_META, COMMENTS_MARK, END_MARK, FURNITURE, PROMPT
from .page import Page
from .page_title import split_site
from .reading import Basis
from .signatures import BYLINE, CREDIT_END, CREDIT_WITHIN, PAGE_TITLE_CUT, RIGHTS, TOPIC_LABEL

NUMBER = re.compile(r"(?<!\w)\d+(?!\w)")
LISTED = re.compile(r"\d{1,2}[.)]\s")
TRAIL = re.compile(r"\w+ [>»›] \w+")
SHORTEST, LONGEST = 8, 260
ABOVE = 60  # lines above the body within which a title is looked for
ENOUGH = 2.8
DEK_BELOW = 12  # lines below its title within which a dek stands
LONGEST_HEADLINE = 25  # words
NEARLY = 1.5
NEVER_TITLES = (
    COMMENT_META,
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
    score: float = 0.0


def find_title(page: Page, start: int, stop: int) -> Title | None:
    """The title of a page whose densest prose stands at indices `start` to `stop`."""
    head = _head(page)
    common = _terms_of(page.lines[start:stop])
    shown = page.shown(0, stop)
    first = next((i for i, line in enumerate(shown) if line.number > start), len(shown))
    scores: dict[int, float] = {}
    for index, line in enumerate(shown):
        matches_head = head is not None and _is_named_in(page, line, head)
        near = first - ABOVE <= index < first + 2
        if not (matches_head or near or line.level == 1) or not _may_be_title(line):
            continue
        relevance = _relevance(line, common, start < line.number <= stop)
        score = _score(line) + 2.5 * relevance
        score += _score_place(page, shown, index) * (0.4 + 0.6 * relevance)
        score += 4.0 * matches_head - 0.05 * abs(first - index)
        scores[index] = score
    best = _topmost(shown, scores)
    if best is not None and scores[best] >= ENOUGH:
        return _title_at(page, shown[best], head, scores[best])
    if head is not None and split_site(page, head)[1]:
        return _title_at(page, head, head, 0.0)
    return None


def _topmost(shown: Sequence[Line], scores: dict[int, float]) -> int | None:
    """The best candidate, or a shorter one above it that is nearly as good: it was a dek."""
    if not scores:
        return None
    best = max(scores, key=lambda index: scores[index])
    if shown[best].level:
        return best
    for above in range(best - 1, max(-1, best - DEK_BELOW), -1):
        score = scores.get(above, 0.0)
        shorter = size(shown[above].text) < size(shown[best].text)
        if (
            shorter
            and word_count(shown[above].text) >= 4
            and score >= ENOUGH
            and scores[best] - score < NEARLY
        ):
            return above
    return best


def _may_be_title(line: Line) -> bool:
    text = line.text
    return (
        SHORTEST <= size(text) <= LONGEST
        and word_count(text) >= 2
        and not is_file_name(text)
        and not BYLINE.match(text)
        and not is_dateline(text)
        and not any(mark.search(text) for mark in NEVER_TITLES)
    )


def _score(line: Line) -> float:
    """How much a line by itself looks like a title."""
    text = line.text
    score = {1: 4.0, 2: 1.5, 3: 0.5}.get(line.level, 0.0)
    words = word_count(text)
    score -= words > LONGEST_HEADLINE
    score += (words >= 3) + (words >= 4) + 0.5 * (words >= 6)
    listed = line.bullet or LISTED.match(text) or TRAIL.search(text)
    score -= 1.5 * bool(listed) + 1.0 * (line.linked > 0.8)
    if ends_sentence(text) and text[-1] not in "?!？！":
        score -= 2.0 if size(text) < LONG else 3.5
    if "\t" in line.raw.strip() or SEAM.search(text) or 2 * len(NUMBER.findall(text)) > words:
        score -= 2.0
    return score


def _relevance(line: Line, common: Counter[str], within: bool) -> float:
    """The share of a line's words that stand in the text too; `within`, that it is part of it."""
    own = terms(line.text)
    return sum(common[term] > within for term in own) / len(own) if own else 0.0


def _score_place(page: Page, shown: Sequence[Line], index: int) -> float:
    """A title stands above the byline and the date rather than below; it may be repeated."""

    def signed(lines: Sequence[Line]) -> bool:
        return any(is_byline(line) or is_dateline(line.text) for line in lines)

    below = shown[index + 1 : index + 7]
    over_prose = any(not is_label(line) and ends_sentence(line.text) for line in below[:1])
    score = 1.8 * signed(below) + 0.8 * over_prose + 2.0 * (over_prose and index == 0)
    score += 1.0 * any(is_byline(line) for line in below[:2])
    score -= 1.0 * signed(shown[max(0, index - 5) : index])
    own = page.keys[shown[index].number - 1]
    if page.seen[own] > 1 and word_count(own) >= 4:
        beside = (*shown[index - 1 : index], *shown[index + 1 : index + 2])
        score += 0.7 * all(page.keys[line.number - 1] != own for line in beside)
    return score


def _terms_of(lines: Sequence[Line]) -> Counter[str]:
    """Each term with the number of lines it stands in."""
    return Counter(term for line in lines for term in set(terms(line.text)))


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


def _title_at(page: Page, line: Line, head: Line | None, score: float) -> Title:
    """The title on `line`, which may be the page's own title with the site's name to cut off."""
    own = page.keys[line.number - 1]
    lines = {line.number, *(i for i, other in enumerate(page.keys, 1) if own and other == own)}
    if head is None or (line is not head and not _is_named_in(page, line, head)):
        return Title(line.text, line.number, Basis.STATED, tuple(sorted(lines)), score=score)
    lines.add(head.number)
    value, site = split_site(page, head) if line is head else (line.text, "")
    basis = Basis.INFERRED if site else Basis.STATED
    return Title(value, line.number, basis, tuple(sorted(lines)), head.number, site, score)
