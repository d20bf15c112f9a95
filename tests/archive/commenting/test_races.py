"""Many at once, on threads with connections of their own: no comment is lost, doubled or let in
afterwards, no count is wrong, and no error of the database reaches anybody."""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from archive.commenting import leaving
from archive.commenting.edit import edit, withdraw
from archive.commenting.post import Posted, post
from archive.commenting.refusal import Refused, Stale
from archive.commenting.report import report
from archive.models import Article, Comment, ModerationEntry, Report
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say
from tests.side_by_side import side_by_side

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("for_threads")]

Review = Comment.Review
Act = ModerationEntry.Act
ROUNDS = 4  # a race that is seldom lost is run more than once


def tried(work: Callable[[], object]) -> object:
    """What `work` gave, or with what it was refused."""
    try:
        return work()
    except Refused as refusal:
        return refusal


def at_once(*works: Callable[[], object]) -> list[object]:
    return side_by_side(*[partial(tried, work) for work in works])


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


@pytest.fixture
def staff() -> User:
    return people.admin()


class TestPosting:
    CLIENTS, EACH = 16, 4

    def test_every_acknowledged_comment_is_there_once(self, article: Article) -> None:
        """Sixteen members, each of whom answers what they said before, or the article."""
        head = builders.captured_comment(article)
        members = [people.reader() for _ in range(self.CLIENTS)]

        def talk(member: User) -> list[tuple[int, str]]:
            said: list[tuple[int, str]] = []
            for number in range(self.EACH):
                parent = [None, head.pk, said[-1][0] if said else None][number % 3]
                words, key = f"{member.pk}: {number}", uuid4()
                made = post(member, article, body=words, key=key, parent_id=parent)
                said.append((made.comment.pk, words))
            return said

        given = side_by_side(*[partial(talk, member) for member in members])
        acknowledged = [one for said in given if isinstance(said, list) for one in said]
        held = article.comments.filter(origin="member").order_by("pk").values_list("pk", "body")
        assert sorted(acknowledged) == list(held)
        assert len(acknowledged) == self.CLIENTS * self.EACH
        check_thread(article)
        article.refresh_from_db()
        assert article.discussion_version == len(acknowledged)

    def test_one_form_sent_by_eight_at_once_posts_once(self, article: Article) -> None:
        for number in range(ROUNDS):
            member, key = people.reader(), uuid4()
            given = side_by_side(*[lambda m=member, k=key: post(m, article, body="Me.", key=k)] * 8)
            posted = [one for one in given if isinstance(one, Posted)]
            assert sorted(one.again for one in posted) == [False] + [True] * 7
            assert len({one.comment.pk for one in posted}) == 1
            assert article.comments.count() == number + 1

    def test_one_form_sent_to_two_articles_at_once_posts_once(self, article: Article) -> None:
        member, key, other = people.reader(), uuid4(), builders.article()
        send = [partial(post, member, where, body="Me.", key=key) for where in (article, other)]
        side_by_side(*send * 3)
        assert Comment.objects.count() == 1

    def test_many_answer_the_same_comment(self, article: Article) -> None:
        head = builders.captured_comment(article)
        members = [people.reader() for _ in range(8)]
        side_by_side(*[partial(say, member, article, "Hm.", head) for member in members])
        replies = list(article.comments.filter(parent=head).in_thread_order())
        assert [c.pk for c in replies] == sorted(c.pk for c in replies)
        assert now(head).reply_total == len(replies) == 8
        check_thread(article)


class TestTwoOfUs:
    def test_an_answer_while_its_parent_is_removed(self, article: Article, staff: User) -> None:
        for _ in range(ROUNDS):
            head = builders.captured_comment(article)
            parent = say(people.reader(), article, parent=head)
            answer = partial(say, people.reader(), article, "Hm.", parent)
            remove = partial(set_state, [parent.pk], Decision(Act.REMOVED, staff, "An insult."))
            answered, _ = at_once(answer, remove)
            assert now(parent).review == Review.REMOVED
            assert now(head).reply_total == isinstance(answered, Comment)
            check_thread(article)

    def test_two_edits_of_one_comment(self, article: Article) -> None:
        for _ in range(ROUNDS):
            member = people.reader()
            said = say(member, article)
            bodies = ("One.", "Two.", "Three.")
            found = at_once(*[partial(edit, member, said, body=b, edition=0) for b in bodies])
            assert sum(isinstance(one, Stale) for one in found) == 2
            (done,) = [one for one in found if isinstance(one, Comment)]
            assert (now(said).body, now(said).edition) == (done.body, 1)
            assert said.revisions.get().body == "Said."

    def test_an_edit_and_a_withdrawal(self, article: Article) -> None:
        for _ in range(ROUNDS):
            member = people.reader()
            said = say(member, article, parent=builders.captured_comment(article))
            at_once(
                partial(edit, member, said, body="Better.", edition=0),
                partial(withdraw, member, said),
            )
            assert now(said).withdrawn_at
            check_thread(article)

    def test_an_approval_and_a_withdrawal(self, article: Article, staff: User) -> None:
        builders.settings(first_comments_held=1)
        for _ in range(ROUNDS):
            member = people.reader()
            said = say(member, article, parent=builders.captured_comment(article))
            approve = partial(set_state, [said.pk], Decision(Act.APPROVED, staff))
            at_once(approve, partial(withdraw, member, said))
            assert (now(said).review, said in Comment.objects.public()) == (Review.APPROVED, False)
            check_thread(article)

    def test_an_approval_and_an_edit(self, article: Article, staff: User) -> None:
        """What the moderator read is what passes, or nothing does."""
        builders.settings(first_comments_held=1)
        for _ in range(ROUNDS):
            member = people.reader()
            said = say(member, article, "Harmless.")
            seen = Decision(Act.APPROVED, staff, editions={said.pk: 0})
            at_once(
                partial(set_state, [said.pk], seen),
                partial(edit, member, said, body="Buy my pills.", edition=0),
            )
            held = now(said)
            passed = ModerationEntry.objects.filter(comment=said, act=Act.APPROVED).exists()
            assert held.edition == 1
            # Approved first, the member has one comment that a moderator let pass.
            assert held.review == (Review.APPROVED if passed else Review.PENDING)

    def test_two_moderators_at_one_comment(self, article: Article) -> None:
        builders.settings(first_comments_held=1)
        for _ in range(ROUNDS):
            said = say(people.reader(), article, parent=builders.captured_comment(article))
            acts = [
                Decision(Act.APPROVED, people.moderator()),
                Decision(Act.REJECTED, people.moderator(), "An insult."),
                Decision(Act.REJECTED, people.moderator(), "Off the point."),
            ]
            at_once(*[partial(set_state, [said.pk], act) for act in acts])
            last, *before = said.moderation_entries.exclude(act=Act.HELD).order_by("-id")
            assert now(said).review == last.act
            chain = [entry.act for entry in reversed(before)]
            befores = [e.before["review"] for e in (*reversed(before), last)]
            assert befores == [Review.PENDING, *chain]  # each tells what it found
            check_thread(article)

    def test_two_reports_by_one_reader(self, article: Article) -> None:
        comment, rule, reader = say(people.reader(), article), builders.rule(), people.reader()
        found = at_once(*[lambda: report(reader, comment, rule, "", timezone.now())] * 4)
        assert sorted(map(bool, found)) == [False, False, False, True]
        assert Report.objects.count() == 1

    def test_an_account_is_deleted_while_a_moderator_approves(
        self, article: Article, staff: User
    ) -> None:
        builders.settings(first_comments_held=1)
        for _ in range(ROUNDS):
            member = people.reader()
            said = say(member, article, parent=builders.captured_comment(article))
            approve = partial(set_state, [said.pk], Decision(Act.APPROVED, staff))
            at_once(approve, lambda m=member: leaving.leave(m, timezone.now()))
            held = now(said)
            stays = held.withdrawn_at is None  # approved just in time
            assert held.review == (Review.APPROVED if stays else Review.PENDING)
            assert bool(held.body) is stays
            check_thread(article)
