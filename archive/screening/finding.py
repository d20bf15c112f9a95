"""What a rule finds in a draft, and what follows from it."""

from dataclasses import dataclass
from enum import IntEnum


class Outcome(IntEnum):
    """What becomes of a comment. Of several the strongest holds, which is the highest."""

    HOLD = 1  # it waits for a moderator
    ASK = 2  # its writer is asked to write it otherwise, or to let it wait
    REFUSE = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """`why` is for moderators; `told`, for the member, has what follows from ASK and REFUSE."""

    outcome: Outcome
    why: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """All that the rules found, in their order."""

    findings: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """The strongest; None where nothing was found."""
        return max((finding.outcome for finding in self.findings), default=None)

    @property
    def reasons(self) -> tuple[str, ...]:
        """For moderators, all of them."""
        return tuple(finding.why for finding in self.findings)

    @property
    def told(self) -> str:
        """For the member, what led to the outcome."""
        said = (f.told for f in self.findings if f.outcome == self.outcome)
        return " ".join(dict.fromkeys(filter(None, said)))
