"""What two sequences have in common: the shortest way from one to the other (Myers 1986)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Effort:
    """How many steps may still be taken, over all texts that are compared for one page: what is
    compared was written by somebody, who can choose it so that the way is long."""

    steps: int

    @property
    def is_left(self) -> bool:
        return self.steps > 0


@dataclass(frozen=True, slots=True)
class Match:
    """`length` words that stand at `old` in the one sequence and at `new` in the other."""

    old: int
    new: int
    length: int


def matches(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Match] | None:
    """All that stays on the shortest way from `old` to `new`, in order.

    None where the effort is spent before the way is found. What they begin and end with alike
    costs nothing.
    """
    before, after = _common_ends(old, new)
    ends = len(old) - after, len(new) - after
    rounds = _search(old[before : ends[0]], new[before : ends[1]], effort)
    if rounds is None:
        return None
    middle = [
        Match(before + match.old, before + match.new, match.length)
        for match in _way_back(rounds, len(new) - len(old))
    ]
    return [m for m in (Match(0, 0, before), *middle, Match(*ends, after)) if m.length]


def _common_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest they end with."""
    shorter = min(len(old), len(new))
    before = 0
    while before < shorter and old[before] == new[before]:
        before += 1
    after = 0
    while after < shorter - before and old[-1 - after] == new[-1 - after]:
        after += 1
    return before, after


def _search(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[list[int]] | None:
    """Round d: how far into `old` one comes with d words removed or added, on each diagonal (words
    of `old` ahead of `new`) from -d to d by twos. The last round has come to both ends."""
    rounds: list[list[int]] = []
    while effort.is_left:
        cost = len(rounds)
        reached: list[int] = []
        rounds.append(reached)
        for place in range(cost + 1):
            x = start = _start(rounds, cost, place)
            y = x - (2 * place - cost)
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reached.append(x)
            effort.steps -= 1 + x - start
            if x >= len(old) and y >= len(new):
                return rounds
    return None


def _start(rounds: list[list[int]], cost: int, place: int) -> int:
    """Where the diagonal at `place` of the round `cost` begins, coming from the round before."""
    if cost == 0:
        return 0
    return (
        rounds[cost - 1][place] if _adds(rounds, cost, place) else rounds[cost - 1][place - 1] + 1
    )


def _adds(rounds: list[list[int]], cost: int, place: int) -> bool:
    """Whether one comes there by adding a word, and not by removing one."""
    before = rounds[cost - 1]
    return place == 0 or (place < cost and before[place - 1] < before[place])


def _way_back(rounds: list[list[int]], longer: int) -> list[Match]:
    """What stayed on the way that the search found; `new` is so much `longer`."""
    found = []
    place = (len(rounds) - 1 - longer) // 2
    for cost in range(len(rounds) - 1, -1, -1):
        start = _start(rounds, cost, place)
        length = rounds[cost][place] - start
        found.append(Match(start, start - (2 * place - cost), length))
        place -= 0 if cost == 0 or _adds(rounds, cost, place) else 1
    return found[::-1]
