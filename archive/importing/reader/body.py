"""The body: the run of lines in which prose outweighs everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from .features import CAPPED, LONG, SEAM, ends_sentence, is_site_talk, sentences, size
from .lines import Line
from .marks import COMMENT_META, COMMENTS_MARK, END_MARK, FURNITURE, PLACEHOLDER, PROMPT
from .signatures import CREDIT_WITHIN, RIGHTS

LABEL_COST = -0.9  # a menu entry, a heading
BULLET_COST = -1.0
LINK_COST = -1.5
FURNITURE_COST = -1.5
PROMPT_COST = -2.5
BRIDGE, LONGEST_BRIDGE = 1.5, 8.0
BEYOND_COMMENTS, BEYOND_END = 0.5, 0.65  # what prose counts behind such a heading
ALONE = 0.5  # of its weight, for a paragraph without another beside it
COMMENT_COST = -2.0
RULE_COST = -0.2
CAPTION_COST = -0.3
RUN_IN = 0.3  # a heading run into its teaser, or a replacement text into its caption
WALL_COST = -5.0  # a heading that ends articles; more prose than this beyond it may bridge it
SHORT_COSTS = (
    (END_MARK, WALL_COST),
    (COMMENTS_MARK, WALL_COST),
    (FURNITURE, FURNITURE_COST),
    (COMMENT_META, COMMENT_COST),
    (CREDIT_WITHIN, CAPTION_COST),
)


def weigh(lines: Sequence[Line]) -> list[float]:
    """How much each line speaks for running text, in the company it keeps.

    Prose among prose counts in full; a lone sentence between labels is rather a teaser's.
    Captions and prompts may stand between two paragraphs.
    """
    weights = [weight(line) for line in lines]
    shown = [
        index
        for index, line in enumerate(lines)
        if not line.is_blank and weights[index] not in (CAPTION_COST, PROMPT_COST)
    ]
    prose = [weights[index] > 0 for index in shown]
    for place, index in enumerate(shown):
        beside = (*prose[max(0, place - 1) : place], *prose[place + 1 : place + 2])
        if prose[place] and not any(beside):
            weights[index] *= ALONE
    return weights


def weight(line: Line) -> float:
    """How much a line by itself speaks for running text (above zero) or against it."""
    if line.is_blank:
        return 0.0
    if not line.has_words:
        return RULE_COST
    text = line.text
    length = size(text)
    if length < 2 * LONG:
        for mark, cost in SHORT_COSTS:
            if mark.search(text):
                return cost
    if any(mark.search(text) for mark in (PLACEHOLDER, PROMPT, RIGHTS)) or is_site_talk(text):
        return PROMPT_COST
    return LINK_COST if line.linked > 0.8 else _prose(line, length)


def _prose(line: Line, length: float) -> float:
    ends = ends_sentence(line.text)
    if length < LONG:
        cost = BULLET_COST if line.bullet else LABEL_COST
        return cost / 3 if ends and length > LONG / 3 else cost
    text = line.text
    full = min(length, CAPPED) / LONG
    if ends or sentences(text) > 1:
        return full * (1 - line.linked) * (RUN_IN if SEAM.search(text[:120]) else 1.0)
    return full / 3 - LABEL_COST / 2 if length > 2 * LONG else LABEL_COST / 2


@dataclass(frozen=True, slots=True)
class Run:
    """A contiguous run of indices `start` to `stop` that no shorter or longer one outweighs."""

    start: int
    stop: int
    total: float


def runs(weights: Sequence[float]) -> list[Run]:
    """All maximal runs of `weights` (Ruzzo and Tompa's algorithm; linear).

    Each run found remembers the nearest one before it whose sum began lower, so that the
    search for a run to join leaps instead of going back step by step.
    """
    found: list[tuple[int, int, float, float, int]] = []  # start, stop, sums, lower one
    total = 0.0
    for index, value in enumerate(weights):
        before, total = total, total + value
        if value <= 0:
            continue
        start, left = index, len(found) - 1
        while True:
            while left >= 0 and found[left][2] >= before:
                left = found[left][4]
            if left < 0 or found[left][3] >= total:
                break
            start, _, before, _, lower = found[left]
            del found[left:]
            left = lower
        found.append((start, index + 1, before, total, left))
    return [Run(start, stop, after - before) for start, stop, before, after, _ in found]


def chains(weights: Sequence[float], walls: Sequence[float]) -> list[Run]:
    """Runs joined across short interruptions; total counts less behind every wall."""
    found: list[Run] = []
    at, passed = 0, 1.0
    for run in runs(weights):
        gap = sum(weights[at : run.start])
        barred = min(walls[at : run.start], default=1.0)
        passed *= prod(walls[at : run.start])
        last = found[-1] if found else None
        if last and barred == 1.0 and -gap < BRIDGE * min(last.total, run.total, LONGEST_BRIDGE):
            found[-1] = Run(last.start, run.stop, last.total + (gap + run.total) * passed)
        else:
            found.append(Run(run.start, run.stop, run.total * passed))
        at = run.stop
    return found


def wall(line: Line) -> float:
    """What prose beyond a line still counts: less, once a heading ends articles."""
    if not line.text or len(line.text) > 2 * LONG:
        return 1.0
    if COMMENTS_MARK.match(line.text):
        return BEYOND_COMMENTS
    return BEYOND_END if END_MARK.match(line.text) else 1.0
