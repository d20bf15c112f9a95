"""Undoing with others at it, and a thousand at once."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMessage, Subscription, User
from archive.models import Ban, Comment, ModerationEntry
from archive.moderating.bans import ban_all
from archive.moderating.set_state import Decision, set_state
from archive.moderating.takedown import Takedown
from archive.moderating.terms import Terms
from archive.moderating.undo import Undone, undo, undo_batch
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now
from tests.side_by_side import side_by_side

Act = ModerationEntry.Act


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("for_threads")
class TestTwoModerators:
    def test_who_undo_at_once_undo_it_once(self) -> None:
        builders.settings()
        article, staff = builders.article(), [people.admin() for _ in range(2)]
        said = [builders.comment(article, people.reader()) for _ in range(6)]
        decision = Decision(Act.REMOVED, staff[0], "it shouts")
        entries = set_state([comment.pk for comment in said], decision)
        numbers = [entry.pk for entry in entries]
        found: list[Any] = side_by_side(*[partial(undo, numbers, by) for by in staff])
        assert sum(len(undone.done) for undone in found) == len(said)
        left = [why for undone in found for _entry, why in undone.left]
        assert left == ["It was undone already."] * len(said)
        assert Comment.objects.public().count() == len(said)
        check_thread(article)

    def test_one_decides_while_the_other_undoes(self) -> None:
        builders.settings()
        article, staff = builders.article(), [people.admin() for _ in range(2)]
        for _ in range(4):
            comment = builders.comment(article, people.reader(), review="pending")
            (entry,) = set_state([comment.pk], Decision(Act.APPROVED, staff[0]))
            seen = {comment.pk: Comment.Review.APPROVED.value}
            decision = Decision(Act.REMOVED, staff[1], "it shouts", reviews=seen)
            undone, removed = side_by_side(
                partial(undo, [entry.pk], staff[0]), partial(set_state, [comment.pk], decision)
            )
            assert isinstance(undone, Undone)
            assert bool(undone.done) != bool(removed)
            assert now(comment).review == ("pending" if undone.done else "removed")
        check_thread(article)


@pytest.mark.django_db
class TestAThousand:
    MEMBERS = 1_000

    def members(self, count: int) -> list[int]:
        first = User.objects.count()
        made = [
            User(
                email=f"many{n}@example.org",
                display_name=f"Many {n}",
                name_skeleton=f"many {n}",
                is_active=True,
            )
            for n in range(first, first + count)
        ]
        for member in made:
            member.set_unusable_password()
        return [member.pk for member in User.objects.bulk_create(made)]

    def let_pay(self, members: list[int]) -> None:
        """Each as long as somebody who pays."""
        paid = people.subscriber().subscriptions.get()
        copied = ("plan", "provider", "starts_at", "ends_at", "paid_from")
        terms = {name: getattr(paid, name) for name in copied}
        Subscription.objects.bulk_create([Subscription(user_id=pk, **terms) for pk in members])

    @pytest.mark.parametrize("subscription", ["", "ended"])
    def test_are_banned_and_restored_as_one(
        self, subscription: str, record_property: Callable[[str, object], None]
    ) -> None:
        moderator, members = people.moderator(), self.members(self.MEMBERS)
        if subscription:
            self.let_pay(members)
        terms = Terms(takedown=Takedown.ALL, subscription=subscription)
        article = builders.article()
        said = User.objects.filter(pk__in=members[:200])
        comments = [builders.comment(article, member) for member in said]
        begun = time.perf_counter()
        bans = ban_all(members, moderator, terms)
        banned = time.perf_counter()
        assert Ban.objects.in_force(timezone.now()).count() == self.MEMBERS
        assert not Comment.objects.public().exists()
        assert bans[0].batch
        undone = undo_batch(bans[0].batch, moderator)
        restored = time.perf_counter()
        paid = " who pay" if subscription else ""
        where = f"1,000 members{paid} ({connection.vendor})"
        record_property(f"s to ban {where}", round(banned - begun, 2))
        record_property(f"s to restore {where}", round(restored - banned, 2))
        assert len(undone.remains) == (self.MEMBERS if subscription else 0)
        assert (len(undone.done), undone.left) == (self.MEMBERS + len(comments), [])
        assert not Ban.objects.in_force(timezone.now()).exists()
        assert Comment.objects.public().count() == len(comments)
        check_thread(article)

    def test_cost_hardly_more_queries_than_ten(self) -> None:
        moderator = people.moderator()

        def cost(count: int) -> int:
            (batch,) = {one.batch for one in ban_all(self.members(count), moderator, Terms())}
            assert batch
            with CaptureQueriesContext(connection) as queries:
                undo_batch(batch, moderator)
            return len(queries)

        # SQLite takes some forty rows of the log in one statement.
        assert cost(300) <= cost(10) + 300 / 40

    def test_who_pay_and_are_told_why_cost_no_query_each(self) -> None:
        moderator, rule = people.moderator(), builders.rule()
        terms = Terms(reason="you spam", rule=rule, subscription="ended", refund_owed="5 €")

        def cost(count: int) -> int:
            members = [people.subscriber().pk for _ in range(count)]
            with CaptureQueriesContext(connection) as queries:
                ban_all(members, moderator, terms)
            return len(queries)

        assert cost(12) == cost(3)
        assert OutboxMessage.objects.filter(kind="ban_explained").count() == 15
        assert not Subscription.objects.not_over(timezone.now()).exists()
