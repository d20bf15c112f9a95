"""Two who leave at once, or one who leaves twice: one of them waits, and nothing is done twice."""

import threading
from collections import Counter

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from accounts.models import OutboxMessage, User
from accounts.privacy.deletion import LastAdministrator
from archive.commenting.discussion import count_reply
from archive.commenting.edit import withdraw
from archive.commenting.leaving import leave
from archive.commenting.turns import take_article
from archive.models import Comment
from tests import builders, people
from tests.side_by_side import side_by_side, wait_until_one_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="SQLite lets one transaction write at a time, and the tests' one is in memory.",
    ),
]

PATIENCE_S = 60


def leave_at_once(members: list[User]) -> Counter[str]:
    begin = threading.Barrier(len(members))
    outcomes: list[str] = []

    def work(member: User) -> None:
        try:
            begin.wait(PATIENCE_S)
            leave(member, timezone.now())
            outcomes.append("left")
        except LastAdministrator:
            outcomes.append("stays")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[member]) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return Counter(outcomes)


def test_of_the_last_administrators_one_stays() -> None:
    administrators = [people.admin() for _number in range(4)]
    assert leave_at_once(administrators) == {"left": 3, "stays": 1}
    assert User.objects.not_deleted().filter(is_superuser=True).count() == 1


def test_who_leaves_twice_is_told_so_once() -> None:
    member = people.subscriber()
    builders.comment(builders.article(), member)
    assert leave_at_once([member] * 4) == {"left": 4}
    assert OutboxMessage.objects.filter(kind="farewell").count() == 1
    assert User.objects.get(pk=member.pk).deleted_at


def test_whoever_answers_what_was_withdrawn_is_let_finish() -> None:
    """Both change the head of the thread: it is the article that they wait for, not each other."""
    article, leaver = builders.article(), people.reader()
    head = builders.comment(article, leaver)
    answer = builders.comment(article, people.reader(), parent=head)
    withdraw(leaver, head)
    total = Comment.objects.get(pk=head.pk).reply_total
    has_article = threading.Event()

    def post() -> None:
        with transaction.atomic():
            take_article(article.pk)
            has_article.set()
            wait_until_one_waits()
            count_reply(answer, 1)

    def go() -> None:
        assert has_article.wait(PATIENCE_S)
        leave(leaver, timezone.now())

    side_by_side(post, go)
    assert Comment.objects.get(pk=head.pk).reply_total == total + 1
