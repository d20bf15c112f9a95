"""Moderators and members at once: what each does stands, once, and nobody is let in afterwards."""

from functools import partial
from itertools import pairwise

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage, User
from archive.commenting.edit import withdraw
from archive.commenting.leaving import leave
from archive.commenting.refusal import NotAdmitted, Refused
from archive.models import Article, Ban, Comment, MemberPremoderation, ModerationEntry
from archive.moderating import bans
from archive.moderating.bans import Takedown, Terms
from archive.moderating.premoderation import premoderate
from archive.moderating.set_state import Decision, set_state
from archive.moderating.warnings import acknowledge, warn
from tests import builders, people
from tests.archive.commenting.saying import check_thread, say
from tests.archive.commenting.test_races import ROUNDS, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("for_threads")]

Act, Review = ModerationEntry.Act, Comment.Review


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


def test_two_moderators_ban_and_take_down_at_once(article: Article) -> None:
    """Two bans, each of which holds; the comment is taken down by one of them."""
    for _ in range(ROUNDS):
        member = people.reader()
        said = builders.comment(article, member)
        terms = Terms(takedown=Takedown.ALL)
        staff = [people.moderator(), people.moderator()]
        at_once(*[partial(bans.ban_all, [member.pk], by, terms) for by in staff])
        assert Ban.objects.filter(member=member).count() == 2
        entry = ModerationEntry.objects.get(comment=said, act=Act.REMOVED)
        assert (entry.before, entry.after) == ({"review": "approved"}, {"review": "removed"})
        check_thread(article)


def test_two_ban_each_other_s_members_in_other_orders() -> None:
    for _ in range(ROUNDS):
        members = [people.reader().pk for _ in range(4)]
        orders = (members, members[::-1])
        done = at_once(
            *[partial(bans.ban_all, order, people.moderator(), Terms()) for order in orders]
        )
        assert [len(made) for made in done if isinstance(made, list)] == [4, 4]


def test_two_moderators_who_ban_each_other_s_colleague_wait_in_one_order() -> None:
    one, two = people.admin(), people.admin()
    for _ in range(ROUNDS):
        done = at_once(partial(bans.ban, one, two), partial(bans.ban, two, one))
        assert all(isinstance(made, Ban) for made in done)


def test_who_posts_while_all_is_taken_down(article: Article) -> None:
    """It came first and is taken down, too, or it came after and is refused."""
    for _ in range(ROUNDS):
        member = people.reader()
        terms = Terms(takedown=Takedown.ALL)
        posted, _made = at_once(
            partial(say, member, article),
            partial(bans.ban_all, [member.pk], people.moderator(), terms),
        )
        if isinstance(posted, Comment):
            assert Comment.objects.get(pk=posted.pk).review == Review.REMOVED
        else:
            assert isinstance(posted, NotAdmitted)
            assert not Comment.objects.filter(member=member).exists()
        check_thread(article)


def test_a_decision_and_a_takedown_each_tell_what_they_found(article: Article) -> None:
    for _ in range(ROUNDS):
        member = people.reader()
        said = builders.comment(article, member, review=Review.PENDING)
        at_once(
            partial(set_state, [said.pk], Decision(Act.APPROVED, people.moderator())),
            partial(bans.ban_all, [member.pk], people.moderator(), Terms(takedown=Takedown.ALL)),
        )
        *_, last = chain = list(said.moderation_entries.order_by("pk"))
        assert chain[0].before == {"review": Review.PENDING}
        for earlier, later in pairwise(chain):
            assert later.before == earlier.after
        assert Comment.objects.get(pk=said.pk).review == last.after["review"]
        check_thread(article)


def test_a_withdrawal_and_a_takedown(article: Article) -> None:
    for _ in range(ROUNDS):
        member = people.reader()
        said = builders.comment(article, member, parent=builders.captured_comment(article))
        at_once(
            partial(withdraw, member, said),
            partial(bans.ban_all, [member.pk], people.moderator(), Terms(takedown=Takedown.ALL)),
        )
        check_thread(article)


def test_explained_by_two_at_once_is_explained_once() -> None:
    for _ in range(ROUNDS):
        staff = people.moderator()
        banned = bans.ban(people.reader(), staff)
        tried = at_once(
            *[
                partial(bans.explain, Ban.objects.get(pk=banned.pk), staff, reason)
                for reason in ("you shout", "you spam", "you lie")
            ]
        )
        assert sum(isinstance(one, Refused) for one in tried) == 2
        assert OutboxMessage.objects.filter(recipient=banned.member.email).count() == 1
        banned.refresh_from_db()
        (entry,) = ModerationEntry.objects.filter(ban=banned, act=Act.EXPLAINED)
        assert entry.reason == banned.reason


def test_lifted_by_two_at_once_is_lifted_once() -> None:
    for _ in range(ROUNDS):
        staff = people.moderator()
        banned = bans.ban(people.reader(), staff)
        lift = [partial(bans.lift, Ban.objects.get(pk=banned.pk), staff) for _ in range(3)]
        assert sum(isinstance(one, Refused) for one in at_once(*lift)) == 2
        assert ModerationEntry.objects.filter(ban=banned, act=Act.LIFTED).count() == 1


def test_acknowledged_while_posting(article: Article) -> None:
    """The comment is let in after the warning was read, or refused before."""
    for _ in range(ROUNDS):
        member = people.reader()
        warning = warn(member, people.moderator(), reason="you shout")
        posted, _read = at_once(
            partial(say, member, article), partial(acknowledge, member, warning)
        )
        warning.refresh_from_db()
        assert warning.acknowledged_at
        if isinstance(posted, Comment):
            assert posted.posted_at
            assert posted.posted_at >= warning.acknowledged_at
        else:
            assert isinstance(posted, NotAdmitted)
        assert say(member, article, "Again.")


def test_warned_while_posting(article: Article) -> None:
    for _ in range(ROUNDS):
        member = people.reader()
        posted, warning = at_once(
            partial(say, member, article),
            partial(warn, member, people.moderator(), reason="you shout"),
        )
        if isinstance(posted, Comment):
            assert posted.posted_at <= warning.at  # type: ignore[attr-defined]


def test_premoderated_by_two_at_once_is_premoderated_once() -> None:
    for _ in range(ROUNDS):
        member = people.reader()
        tried = at_once(*[partial(premoderate, member, people.moderator()) for _ in range(3)])
        assert sum(isinstance(one, Refused) for one in tried) == 2
        assert MemberPremoderation.objects.filter(member=member).count() == 1


def test_banned_while_they_leave() -> None:
    """Banned first and gone then, or gone first and nobody's to ban."""
    for _ in range(ROUNDS):
        member, staff = people.reader(), people.moderator()
        made, _left = at_once(
            partial(bans.ban, member, staff, reason="you shout"),
            lambda m=member: leave(m, timezone.now()),
        )
        left = User.objects.get(pk=member.pk)
        assert left.deleted_at
        if isinstance(made, Ban):
            assert made.begins_at < timezone.now()
        else:
            assert isinstance(made, Refused)
        assert not OutboxMessage.objects.filter(recipient=member.email, kind="ban_explained")
