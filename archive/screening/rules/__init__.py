"""The rules, in the order in which they are asked. Each gives a reason to wait, or none."""

from collections.abc import Callable

from archive.screening.draft import Draft
from archive.screening.rules.first_comments import first_comments
from archive.screening.rules.premoderation import premoderation

Rule = Callable[[Draft], str | None]

RULES: tuple[Rule, ...] = (premoderation, first_comments)
