"""How long what was decided had waited: since it was held, or since the first report of it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from archive.models import Comment, ModerationEntry, Report
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import undo
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act


def ago(hours: int) -> datetime:
    return timezone.now() - timedelta(hours=hours)


def pending(hours: int) -> Comment:
    posted = {"review": "pending", "posted_at": ago(hours)}
    return builders.comment(builders.article(), people.reader(), **posted)


def report(comment: Comment, hours: int) -> None:
    rule, reporter = builders.rule(), people.reader()
    Report.objects.create(comment=comment, reporter=reporter, rule=rule, reported_at=ago(hours))


def decide(comment: Comment, act: Act) -> ModerationEntry:
    (entry,) = set_state([comment.pk], Decision(act, people.moderator(), "it shouts"))
    return entry


def hours(entry: ModerationEntry) -> int | None:
    entry.refresh_from_db()
    return None if entry.waited is None else round(entry.waited / timedelta(hours=1))


def test_since_it_was_posted() -> None:
    assert hours(decide(pending(5), Act.APPROVED)) == 5


def test_since_it_was_first_held_and_not_since_it_was_posted_or_held_again() -> None:
    comment = pending(50)
    for held in (5, 3):
        ModerationEntry.objects.create(act=Act.HELD, comment=comment, at=ago(held))
    assert hours(decide(comment, Act.REJECTED)) == 5


def test_since_it_was_held_after_the_last_decision() -> None:
    comment = pending(50)
    ModerationEntry.objects.create(act=Act.HELD, comment=comment, at=ago(50))
    ModerationEntry.objects.create(
        act=Act.APPROVED, comment=comment, after={"review": "approved"}, at=ago(40)
    )
    ModerationEntry.objects.create(act=Act.HELD, comment=comment, at=ago(2))
    assert hours(decide(comment, Act.APPROVED)) == 2


def test_since_a_decision_was_undone() -> None:
    comment = pending(50)
    undo([decide(comment, Act.APPROVED).pk], people.moderator())
    assert hours(decide(comment, Act.APPROVED)) == 0


def test_since_the_oldest_open_report() -> None:
    comment = builders.comment(builders.article(), people.reader(), posted_at=ago(50))
    for since in (2, 7):
        report(comment, since)
    assert hours(decide(comment, Act.REMOVED)) == 7


def test_not_at_all_where_nobody_waited_for_it() -> None:
    comment = builders.comment(builders.article(), people.reader(), posted_at=ago(50))
    assert hours(decide(comment, Act.REMOVED)) is None
