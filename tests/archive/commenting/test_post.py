"""Posting: who may, what becomes of it, and that a form posts once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.gating import Because
from accounts.limits import Limit
from accounts.models import User
from archive.commenting import pace, policy
from archive.commenting.post import post
from archive.commenting.refusal import NotAdmitted, Refused, TooOften
from archive.models import Article, Comment, CommentPolicy, ModerationEntry
from archive.moderating import bans
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say

pytestmark = pytest.mark.django_db

Review = Comment.Review
Act = ModerationEntry.Act


@pytest.fixture
def member() -> User:
    return people.reader()


@pytest.fixture
def article() -> Article:
    return builders.article()


class TestWhatBecomesOfIt:
    def test_a_first_comment_waits_and_the_moderators_are_told_why(
        self, member: User, article: Article
    ) -> None:
        head = builders.captured_comment(article)
        made = now(say(member, article, "Good *morning*.", head))
        assert (made.review, made.parent, made.depth) == (Review.PENDING, head, 1)
        assert made.body_html == "<p>Good <em>morning</em>.</p>\n"
        entry = ModerationEntry.objects.get()
        assert (entry.act, entry.comment, entry.member) == (Act.HELD, made, member)
        assert "first comments" in entry.note
        assert entry.actor is None
        check_thread(article)

    def test_after_one_was_approved_the_next_is_read_at_once(
        self, member: User, article: Article
    ) -> None:
        first = say(member, article)
        set_state([first.pk], Decision(Act.APPROVED, people.moderator()))
        made = now(say(member, article, parent=first))
        assert made.review == Review.APPROVED
        assert now(first).reply_total == 1
        assert not ModerationEntry.objects.filter(comment=made).exists()
        check_thread(article)

    def test_one_that_was_removed_again_vouches_for_nothing(
        self, member: User, article: Article
    ) -> None:
        first = say(member, article)
        staff = people.moderator()
        set_state([first.pk], Decision(Act.APPROVED, staff))
        set_state([first.pk], Decision(Act.REMOVED, staff, "An insult."))
        assert say(member, article).review == Review.PENDING

    def test_pages_can_tell_that_the_discussion_changed(
        self, member: User, article: Article
    ) -> None:
        builders.settings()
        say(member, article)
        say(member, article)
        article.refresh_from_db()
        assert article.discussion_version == 2

    def test_what_an_editor_decided_a_moment_ago_holds(
        self, member: User, article: Article
    ) -> None:
        """The article that the view has in hand may be older."""
        builders.settings()
        Article.objects.filter(pk=article.pk).update(premoderated=True)
        assert say(member, article).review == Review.PENDING

    def test_it_names_the_rule_of_the_gate_it_was_posted_under(
        self, member: User, article: Article
    ) -> None:
        assert say(member, article).policy is None
        policy.write(CommentPolicy(level="registered"), people.editor())
        second = say(member, article)
        own = CommentPolicy(level="registered", article=article)
        policy.write(own, people.editor())
        third = say(member, article)
        assert second.policy == CommentPolicy.objects.get(article=None)
        assert third.policy == own


class TestTheAuthorsMark:
    def test_is_for_a_member_who_wrote_the_article(self, member: User) -> None:
        author, other = builders.author(), builders.author()
        article = builders.article(authors=(other, author))
        assert not say(member, article).by_article_author
        author.member = member
        author.save()
        assert now(say(member, article)).by_article_author
        assert not say(people.reader(), article).by_article_author
        assert not say(member, builders.article(authors=(other,))).by_article_author


class TestAFormPostsOnce:
    def test_whatever_it_says_the_second_time(self, member: User, article: Article) -> None:
        builders.settings()
        key = uuid4()
        first = post(member, article, body="First.", key=key)
        again = post(member, article, body="Second.", key=key)
        assert (first.again, again.again) == (False, True)
        assert again.comment == first.comment
        assert [c.body for c in Comment.objects.all()] == ["First."]
        article.refresh_from_db()
        assert article.discussion_version == 1

    def test_though_it_was_closed_and_its_member_banned_since(
        self, member: User, article: Article
    ) -> None:
        key = uuid4()
        first = post(member, article, body="First.", key=key).comment
        policy.write(CommentPolicy(level="nobody"), people.editor())
        bans.ban(member, people.moderator())
        assert post(member, article, body="First.", key=key).comment == first
        assert post(member, article, body="", key=key).comment == first

    def test_though_it_is_sent_to_another_article(self, member: User, article: Article) -> None:
        key = uuid4()
        first = post(member, article, body="First.", key=key).comment
        assert post(member, builders.article(), body="First.", key=key).comment == first

    def test_for_each_member(self, member: User, article: Article) -> None:
        key = uuid4()
        post(member, article, body="First.", key=key)
        assert not post(people.reader(), article, body="Second.", key=key).again


class TestRefused:
    def unchanged(self, article: Article, words: str, say: Callable[[], object]) -> None:
        article.refresh_from_db()
        before = article.discussion_version, Comment.objects.count()
        with pytest.raises(Refused, match=words):
            say()
        article.refresh_from_db()
        assert (article.discussion_version, Comment.objects.count()) == before

    @pytest.mark.parametrize("state", ["pending", "rejected", "removed", "withdrawn"])
    def test_an_answer_to_what_readers_cannot_see(
        self, member: User, article: Article, state: str
    ) -> None:
        hidden = {"withdrawn_at": timezone.now()} if state == "withdrawn" else {"review": state}
        parent = builders.comment(article, people.reader(), **hidden)
        self.unchanged(article, "cannot see", lambda: say(member, article, parent=parent))

    def test_an_answer_to_a_comment_under_another_article(
        self, member: User, article: Article
    ) -> None:
        parent = builders.captured_comment(builders.article())
        self.unchanged(article, "not under this", lambda: say(member, article, parent=parent))

    @pytest.mark.parametrize("number", [0, -1, 10**6, 2**31, 2**63, 10**40])
    def test_an_answer_to_a_comment_that_is_not(
        self, member: User, article: Article, number: int
    ) -> None:
        def answer() -> None:
            post(member, article, body="Hm.", key=uuid4(), parent_id=number)

        self.unchanged(article, "not under this", answer)

    @pytest.mark.parametrize(
        ("person", "because"),
        [
            (people.unverified, Because.UNVERIFIED),
            (people.reader, Because.UNPAID),
            (people.lapsed, Because.LAPSED),
            (people.banned, Because.BANNED),
        ],
    )
    def test_somebody_whom_the_gate_keeps_out(
        self, article: Article, person: Callable[[], User], because: Because
    ) -> None:
        CommentPolicy.objects.create(level="paid", in_force_from=timezone.now())
        with pytest.raises(NotAdmitted) as refused:
            say(person(), article)
        assert refused.value.verdict.because is because
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("make", [builders.draft, builders.withdrawn])
    def test_where_nobody_reads(self, member: User, make: Callable[[], Article]) -> None:
        with pytest.raises(NotAdmitted):
            say(member, make())


class TestPace:
    @pytest.fixture(autouse=True)
    def _two(self, monkeypatch: pytest.MonkeyPatch) -> None:
        century = timedelta(days=36_500)  # no test runs over the border of two windows
        monkeypatch.setattr(pace, "COMMENTS", Limit("comments", 2, century))

    def test_too_many_at_once(self, member: User, article: Article) -> None:
        key = uuid4()
        for _ in range(5):
            post(member, article, body="The same form.", key=key)
        say(member, article)
        with pytest.raises(TooOften, match="Go on in") as refused:
            say(member, article)
        assert refused.value.seconds > 0
        assert Comment.objects.count() == 2
        say(people.reader(), article)

    def test_what_cannot_be_a_comment_is_not_counted(self, member: User, article: Article) -> None:
        for _ in range(5):
            with pytest.raises(Refused, match="nothing to read"):
                say(member, article, " ")
        say(member, article)
