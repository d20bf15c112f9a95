"""A verb's refusal, in one sentence that says what would help."""

from accounts.gating import Verdict


class Refused(Exception):
    """Nothing was changed. Its words are for whoever asked."""


class NotAdmitted(Refused):
    """The gate is shut for the member; `verdict` says why, and what would open it."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.because)
        self.verdict = verdict


class TooOften(Refused):
    """The member did much in a short while, and may go on in `seconds`."""

    def __init__(self, words: str, seconds: int) -> None:
        super().__init__(words)
        self.seconds = seconds


class Stale(Refused):
    """What was to be changed is not any more what the form was opened with."""
