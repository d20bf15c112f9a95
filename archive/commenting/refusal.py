"""Why a verb of commenting did nothing."""

from dataclasses import dataclass
from enum import StrEnum

from accounts.gating import Verdict
from archive.text.fitness import Unfit


class Reason(StrEnum):
    """What is wrong, where it is neither the gate nor the text."""

    NO_PARENT = "no parent"  # answered is something that is not under this article
    PARENT_HIDDEN = "parent hidden"  # nobody can read what is answered any more
    STALE = "stale"  # it has been changed since the form was opened
    TOO_LATE = "too late"  # the time to edit has passed
    OWN = "own"  # one does not report oneself
    NOT_SHOWN = "not shown"  # what was withdrawn or hidden is not edited


@dataclass(frozen=True)
class Refused(Exception):
    """A verb did nothing. `why` is the gate's verdict, a fault of the text, or a reason."""

    why: Verdict | Unfit | Reason
