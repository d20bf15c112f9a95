"""Members post while somebody ends what lets them in: whoever is let in was so before that."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

import pytest
from django.utils import timezone

from accounts import subscriptions
from accounts.models import Subscription, User
from archive.commenting import policy
from archive.commenting.refusal import Refused
from archive.models import Article, CommentPolicy
from archive.moderating import bans
from tests import builders, people
from tests.archive.commenting.saying import check_thread, say
from tests.side_by_side import side_by_side

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("for_threads")]


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


@pytest.fixture
def staff() -> User:
    return people.admin()


def talk_while(members: Iterable[User], article: Article, end: Callable[[], object]) -> None:
    """Each of `members` posts three times, and in the midst of that there is an `end` of it."""

    def talk(member: User) -> None:
        for _ in range(3):
            with suppress(Refused):
                say(member, article)

    side_by_side(end, *[partial(talk, member) for member in members])
    check_thread(article)
    before = article.comments.count()
    for member in members:
        with pytest.raises(Refused):
            say(member, article)
    assert article.comments.count() == before


def test_a_close(article: Article, staff: User) -> None:
    row = CommentPolicy(level="nobody", article=article)
    members = [people.reader() for _ in range(6)]
    talk_while(members, article, partial(policy.write, row, staff))
    row.refresh_from_db()
    assert not article.comments.filter(posted_at__gte=row.in_force_from).exists()


def test_a_ban(article: Article, staff: User) -> None:
    member = people.reader()
    talk_while([member] * 4, article, partial(bans.ban, member, staff))
    assert not article.comments.filter(posted_at__gte=member.bans.get().begins_at).exists()


def test_the_end_of_a_subscription(article: Article, staff: User) -> None:
    policy.write(CommentPolicy(level="paid"), staff)
    member = people.subscriber()
    held = Subscription.objects.get(user=member)
    through = []

    def end() -> None:
        subscriptions.end(held, timezone.now(), "It was a mistake.", staff)
        through.append(timezone.now())

    talk_while([member] * 4, article, end)
    # The moment of an end is given; nobody is let in once it has been written.
    assert not article.comments.filter(posted_at__gte=through[0]).exists()


def test_with_no_end_everybody_is_let_in(article: Article) -> None:
    member = people.reader()
    side_by_side(*[partial(say, member, article)] * 4)
    assert article.comments.count() == 4
