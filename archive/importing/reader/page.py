"""A capture in the making: its lines, and the role that each has been given so far."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from .features import WORDS, key
from .lines import Line
from .reading import Block, Role

MAX_KEYED = 400  # letters: longer lines are never compared with each other


class Page:
    """The lines of one capture; the first role that is given to a line stays."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.keys = [key(line.text) if len(line.text) <= MAX_KEYED else "" for line in lines]
        self.seen = Counter(self.keys)
        self._roles: dict[int, Role] = {}
        self._joined: set[int] = set()

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """Every word of the capture, as it is written, with its count."""
        return Counter(word for line in self.lines for word in WORDS.findall(line.text))

    def mark(self, numbers: Iterable[int], role: Role) -> None:
        for number in numbers:
            self._roles.setdefault(number, role)

    def join(self, first: int, last: int, role: Role) -> None:
        """Make lines `first` to `last` one block, blank lines between them included."""
        for number in range(first, last + 1):
            self._roles[number] = role
            if number > first:
                self._joined.add(number)

    def continues(self, number: int) -> bool:
        """Whether a line belongs to the block of the line before it."""
        return number in self._joined

    def role(self, number: int) -> Role | None:
        return self._roles.get(number)

    def shown(self, start: int, stop: int) -> list[Line]:
        """Lines with something to see among those at indices `start` to `stop`."""
        return [line for line in self.lines[max(0, start) : max(0, stop)] if not line.is_blank]

    def free(self, start: int, stop: int) -> list[Line]:
        """Those of `shown` that have no role yet."""
        return [line for line in self.shown(start, stop) if line.number not in self._roles]

    def blocks(self) -> tuple[Block, ...]:
        """All lines in blocks: blank lines run together, every other line stands alone."""
        blocks: list[Block] = []
        for line in self.lines:
            role = self._roles.get(line.number) or _unread(line)
            previous = blocks[-1] if blocks else None
            if previous and (line.number in self._joined or role is previous.role is Role.BLANK):
                blocks[-1] = Block(previous.role, previous.first, line.number)
            else:
                blocks.append(Block(role, line.number, line.number))
        return tuple(blocks)


def _unread(line: Line) -> Role:
    return Role.BOILERPLATE if line.raw.strip() else Role.BLANK
