"""Two at once: on PostgreSQL, with transactions that really run beside each other."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from accounts import subscriptions
from accounts.gating import Because
from accounts.models import Subscription
from archive.commenting import drives, policy
from archive.commenting.admission import admit
from archive.commenting.refusal import Refused
from archive.models import Article, Ban, CommentDrive, CommentPolicy
from archive.moderating import bans
from tests import builders, people
from tests.side_by_side import PATIENCE_S, side_by_side, wait_until_one_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="SQLite lets one transaction write at a time, and the tests' one is in memory.",
    ),
]

DAY = timedelta(days=1)
AT_ONCE = 6


def drive_met() -> CommentDrive:
    now = timezone.now()
    begun = CommentDrive.objects.create(target=1, starts_at=now - 2 * DAY, deadline=now + DAY)
    people.subscriber()  # pays since a day ago
    return begun


def test_many_settle_and_one_row_is_written() -> None:
    begun = drive_met()
    at = timezone.now()
    written = side_by_side(*[lambda: drives.settle(begun, at)] * AT_ONCE)
    assert sorted(map(bool, written)) == [False] * (AT_ONCE - 1) + [True]
    assert CommentPolicy.objects.filter(drive=begun).count() == 1


def test_who_comes_second_goes_on_in_the_same_transaction() -> None:
    """A posting transaction that loses the race to settle is not broken by it."""
    begun, article = drive_met(), builders.article()
    at = timezone.now()

    def settle_and_write() -> bool:
        with transaction.atomic():
            written = drives.settle(begun, at)
            Article.objects.filter(pk=article.pk).exists()
            return written

    assert sum(map(bool, side_by_side(*[settle_and_write] * AT_ONCE))) == 1


def test_posters_and_a_worker_find_one_outcome() -> None:
    begun, article = drive_met(), builders.article()
    members = [people.reader() for _ in range(AT_ONCE)]

    def post(member: people.User) -> int | None:
        with transaction.atomic():
            admission = admit(member, article)
            assert admission.verdict.allowed
            return admission.policy

    found = side_by_side(
        lambda: drives.settle_due(timezone.now()), *[lambda m=m: post(m) for m in members]
    )
    assert set(found[1:]) == {CommentPolicy.objects.get(drive=begun).pk}


def test_called_off_and_settled_at_once_is_one_of_both() -> None:
    for _ in range(5):
        begun = drive_met()

        def call_off(begun: CommentDrive = begun) -> None:
            with suppress(Refused):
                drives.call_off(CommentDrive.objects.get(pk=begun.pk))

        side_by_side(call_off, lambda begun=begun: drives.settle(begun, timezone.now()))
        begun.refresh_from_db()
        assert begun.called_off_at is None  # it was met before
        assert CommentPolicy.objects.filter(drive=begun).count() == 1


def test_two_begin_a_drive_and_one_is_refused() -> None:
    editor, deadline = people.editor(), timezone.now() + DAY

    def begin() -> bool:
        try:
            drives.begin(CommentDrive(target=5, deadline=deadline), editor)
        except Refused:
            return False
        return True

    assert sum(map(bool, side_by_side(*[begin] * AT_ONCE))) == 1
    assert CommentDrive.objects.count() == 1


class TestNobodyIsLetInAfterwards:
    """Somebody posts while somebody else ends what lets them: the end waits, and comes after."""

    def post_while(self, end: Callable[[], object], because: Because) -> tuple[datetime, datetime]:
        """When the comment was let in, and when the end that began during it was through."""
        member, article = self.member, self.article
        with transaction.atomic():
            admission = admit(member, article)
            assert admission.verdict.allowed
            ending = threading.Thread(target=self.run, args=[end])
            ending.start()
            wait_until_one_waits()
            assert ending.is_alive()
        ending.join(PATIENCE_S)
        assert not ending.is_alive()
        with transaction.atomic():
            assert admit(member, article).verdict.because is because
        return admission.at, self.ended_at

    @pytest.fixture(autouse=True)
    def _people(self) -> None:
        self.member, self.article = people.subscriber(), builders.article()
        self.staff = people.admin()

    def run(self, end: Callable[[], object]) -> None:
        try:
            end()
            self.ended_at = timezone.now()
        finally:
            connections.close_all()

    def test_a_close(self) -> None:
        row = CommentPolicy(level="nobody")
        let_in, _ = self.post_while(lambda: policy.write(row, self.staff), Because.CLOSED)
        row.refresh_from_db()
        assert row.in_force_from > let_in

    def test_a_ban(self) -> None:
        let_in, _ = self.post_while(lambda: bans.ban(self.member, self.staff), Because.BANNED)
        assert Ban.objects.get().begins_at > let_in

    def test_the_end_of_a_subscription(self) -> None:
        policy.write(CommentPolicy(level="paid"), self.staff)
        held = Subscription.objects.get(user=self.member)

        def end() -> None:
            subscriptions.end(held, timezone.now(), "It was a mistake.", self.staff)

        let_in, through = self.post_while(end, Because.LAPSED)
        assert let_in < through

    def test_a_withdrawal(self) -> None:
        def withdraw() -> None:
            with transaction.atomic():
                held = Article.objects.select_for_update().get(pk=self.article.pk)
                held.state, held.withdrawn_at = Article.State.WITHDRAWN, timezone.now()
                held.withdrawal_reason = "It was held twice."
                held.save()

        let_in, _ = self.post_while(withdraw, Because.WITHDRAWN)
        self.article.refresh_from_db()
        assert self.article.withdrawn_at is not None
        assert self.article.withdrawn_at > let_in


def test_a_row_written_while_a_verdict_is_taken_is_seen_by_the_next() -> None:
    """And never by the one that was there first, whose moment lies before it."""
    editor, article = people.editor(), builders.article()
    members = [people.reader() for _ in range(AT_ONCE)]
    seen: list[tuple[datetime, bool]] = []

    def post(member: people.User) -> None:
        with transaction.atomic():
            admission = admit(member, article)
            seen.append((admission.at, admission.verdict.allowed))

    def close() -> None:
        policy.write(CommentPolicy(level="nobody"), editor)

    side_by_side(close, *[lambda m=m: post(m) for m in members])
    closed_at = CommentPolicy.objects.get().in_force_from
    assert len(seen) == AT_ONCE
    assert all(allowed is (at < closed_at) for at, allowed in seen)
