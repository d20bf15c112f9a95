"""Drives: written down once, the same whoever does it whenever."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.gating import Level
from accounts.models import Subscription
from archive.commenting import drives
from archive.commenting.refusal import Refused
from archive.gate import read
from archive.models import Article, CommentDrive, CommentPolicy
from tests import builders, people

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def article() -> Article:
    return builders.article()


def drive(now: datetime, **fields: Any) -> CommentDrive:
    """Of a day ago, wanting one subscriber within another day."""
    fields = {"target": 1, "starts_at": now - DAY, "deadline": now + DAY} | fields
    return CommentDrive.objects.create(**fields)


def somebody_pays(begins: datetime) -> None:
    Subscription.objects.filter(user=people.subscriber()).update(
        starts_at=begins, paid_from=begins, ends_at=None
    )


def told(article: Article, at: datetime) -> tuple[Level, str]:
    gate = read(article.pk, None, at).gate
    return gate.level, gate.reason


@pytest.mark.parametrize("is_met", [True, False])
@pytest.mark.parametrize("own", [True, False])
def test_the_same_before_and_after_it_is_written(
    article: Article, now: datetime, is_met: bool, own: bool
) -> None:
    CommentPolicy.objects.create(level="nobody", in_force_from=now - 2 * DAY, close_after_days=5)
    begun = drive(now, article=article if own else None)
    if is_met:
        somebody_pays(now)
    decided = now if is_met else begun.deadline
    moments = [now - TICK, now, decided - TICK, decided, decided + DAY, now + 6 * DAY]
    before = [told(article, at) for at in moments]
    assert drives.settle_due(decided - TICK) == 0
    assert drives.settle_due(decided + 6 * DAY) == 1
    assert [told(article, at) for at in moments] == before
    row = CommentPolicy.objects.get(drive=begun)
    assert (row.in_force_from, row.level) == (decided, "registered" if is_met else "paid")
    assert row.close_after_days == (None if own else 5)
    assert row.article == begun.article


def test_it_is_written_once(now: datetime) -> None:
    begun = drive(now)
    somebody_pays(now)
    assert drives.settle(begun, now)
    assert not drives.settle(begun, now)
    assert drives.settle_due(now + 2 * DAY) == 0
    assert CommentPolicy.objects.count() == 1


def test_what_an_editor_decided_since_stands_however_late_it_is_written(
    article: Article, now: datetime
) -> None:
    drive(now)
    somebody_pays(now - 2 * TICK)
    CommentPolicy.objects.create(level="nobody", in_force_from=now - TICK)
    assert told(article, now)[0] is Level.NOBODY
    assert drives.settle_due(now) == 1
    assert told(article, now)[0] is Level.NOBODY


def test_met_at_its_deadline_is_missed(article: Article, now: datetime) -> None:
    begun = drive(now, deadline=now)
    somebody_pays(now)
    assert drives.settle_due(now) == 1
    assert CommentPolicy.objects.get(drive=begun).level == begun.level_if_missed


def test_final_though_they_leave_again(article: Article, now: datetime) -> None:
    begun = drive(now)
    somebody_pays(now - TICK)
    Subscription.objects.update(ends_at=now)
    assert drives.settle_due(now + 2 * DAY) == 1
    assert CommentPolicy.objects.get(drive=begun).level == begun.level_if_met


def test_several_at_once(article: Article, now: datetime, django_assert_num_queries: Any) -> None:
    drive(now)
    drive(now, article=article, target=2)
    drive(now, article=builders.article(), deadline=now)
    drive(now, called_off_at=now - TICK)
    somebody_pays(now)
    assert drives.settle_due(now) == 2
    with django_assert_num_queries(2):
        assert drives.settle_due(now) == 0


class TestBegin:
    def new(self, **fields: Any) -> CommentDrive:
        return CommentDrive(target=5, deadline=timezone.now() + DAY, **fields)

    def test_it_begins_now(self) -> None:
        by, before = people.editor(), timezone.now()
        begun = self.new(starts_at=before - 9 * DAY)
        drives.begin(begun, by)
        begun.refresh_from_db()
        assert before <= begun.starts_at <= timezone.now()
        assert begun.set_by == by

    def test_one_at_a_time_for_one_place(self, article: Article) -> None:
        by = people.editor()
        drives.begin(self.new(), by)
        drives.begin(self.new(article=article), by)
        for place in (None, article):
            with pytest.raises(Refused, match="Call that off first"):
                drives.begin(self.new(article=place), by)
        assert CommentDrive.objects.count() == 2

    def test_another_where_the_last_has_come_to_something(self, now: datetime) -> None:
        drive(now, deadline=now - TICK)  # though nobody has written it down
        drives.begin(self.new(), people.editor())
        assert CommentDrive.objects.count() == 2

    def test_a_deadline_that_has_passed(self, now: datetime) -> None:
        with pytest.raises(Refused, match="deadline has passed"):
            drives.begin(CommentDrive(target=5, deadline=now), people.editor())


class TestCallOff:
    def test_it_has_no_outcome(self, article: Article, now: datetime) -> None:
        begun = drive(now)
        drives.call_off(begun)
        somebody_pays(timezone.now())
        assert drives.settle_due(now + 2 * DAY) == 0
        assert told(article, now + 2 * DAY) == (Level.REGISTERED, "")
        with pytest.raises(Refused, match="called off already"):
            drives.call_off(begun)

    def test_what_was_met_stays(self, article: Article, now: datetime) -> None:
        begun = drive(now, level_if_met="nobody")
        somebody_pays(now)
        with pytest.raises(Refused, match="what came of it stays"):
            drives.call_off(begun)
        begun.refresh_from_db()
        assert begun.called_off_at is None
        assert told(article, now)[0] is Level.NOBODY
        assert drives.settle(begun, timezone.now())


def test_a_refusal_leaves_the_caller_s_transaction_whole(now: datetime) -> None:
    begun = drive(now)
    somebody_pays(now)
    with transaction.atomic():
        with pytest.raises(Refused):
            drives.call_off(begun)
        CommentPolicy.objects.create(level="paid")
    assert CommentPolicy.objects.filter(level="paid").exists()
