"""How drives stand at a moment: what they have come to, or how far they are."""

from collections.abc import Sequence
from datetime import datetime

from archive.gate.drive import Drive, Outcome, UnderWay, outcome, progress
from archive.gate.payments import payments_for
from archive.models import CommentDrive


def standings(drives: Sequence[CommentDrive], at: datetime) -> list[Outcome | UnderWay]:
    """How each of `drives` stands at `at`, reckoned from the subscriptions: one query for all."""
    terms = [_terms(drive) for drive in drives]
    payments = payments_for(terms)
    return [
        outcome(one, payments, at) or UnderWay(one, progress(one, payments, at)) for one in terms
    ]


def _terms(drive: CommentDrive) -> Drive:
    return Drive(
        number=drive.pk,
        of_site=drive.article_id is None,
        target=drive.target,
        begins=drive.starts_at,
        deadline=drive.deadline,
        if_met=drive.level_if_met,
        if_missed=drive.level_if_missed,
        reason=drive.reason,
        called_off_at=drive.called_off_at,
    )
