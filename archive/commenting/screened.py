"""What screening says to a verb: write it otherwise, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from archive.commenting.refusal import Refused
from archive.commenting.turns import take_member
from archive.models import ModerationEntry
from archive.screening.draft import Draft
from archive.screening.finding import Outcome, Screened
from archive.screening.outcome import screen


class RefusedByRule(Refused):
    """The rules do not let `draft` pass. Where it `can_wait`, they ask to write it otherwise, and
    its member may have it wait for a moderator as it is."""

    def __init__(self, draft: Draft, screened: Screened) -> None:
        super().__init__(screened.told)
        self.draft = draft
        self.screened = screened
        self.can_wait = screened.outcome is Outcome.ASK


def reasons_to_wait(draft: Draft, *, as_it_is: bool) -> tuple[str, ...]:
    """Why `draft` should wait for a moderator; empty if it need not. `as_it_is` says that the
    member has it wait rather than write it otherwise. Raises RefusedByRule."""
    screened = screen(draft)
    strongest = Outcome.ASK if as_it_is else Outcome.HOLD
    if screened.outcome and screened.outcome > strongest:
        raise RefusedByRule(draft, screened)
    return screened.reasons


@contextmanager
def transaction_that_tells() -> Iterator[None]:
    """A transaction; after one that the rules ended, the moderators can read that, and why. Not to
    be begun within another, which would take it back."""
    try:
        with transaction.atomic():
            yield
    except RefusedByRule as refusal:
        _write_down(refusal)
        raise


@transaction.atomic
def _write_down(refusal: RefusedByRule) -> None:
    """For the moderators: who wrote where, and what was found. What was written is not kept."""
    draft, acts = refusal.draft, ModerationEntry.Act
    take_member(draft.member.pk)
    ModerationEntry.objects.create(
        act=acts.ASKED if refusal.can_wait else acts.REFUSED,
        member=draft.member,
        article=draft.article,
        comment=draft.edits,
        note="\n".join(refusal.screened.reasons),
    )
