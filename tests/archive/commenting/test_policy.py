"""The ledger: rows are added, and none begins in the past."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from archive.commenting import policy
from archive.models import CommentPolicy
from tests import people

pytestmark = pytest.mark.django_db


def test_what_would_begin_in_the_past_begins_now() -> None:
    by, before = people.editor(), timezone.now()
    row = CommentPolicy(level="paid", in_force_from=before - timedelta(days=3))
    policy.write(row, by)
    row.refresh_from_db()
    assert before <= row.in_force_from == row.set_at <= timezone.now()
    assert row.set_by == by


def test_what_begins_later_does() -> None:
    later = timezone.now() + timedelta(days=3)
    row = CommentPolicy(level="paid", in_force_from=later)
    policy.write(row, people.editor())
    row.refresh_from_db()
    assert row.in_force_from == later
    assert row.set_at < later


def test_the_database_holds_no_closing_beyond_the_calendar() -> None:
    row = CommentPolicy(level="paid", close_after_days=3651)
    with pytest.raises(IntegrityError, match="comment_policy_closes_in_our_time"):
        policy.write(row, people.editor())
