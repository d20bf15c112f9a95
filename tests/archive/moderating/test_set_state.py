"""What moderators decide: who sees what then, and the row that each act leaves."""

import pytest
from django.utils import timezone

from accounts.models import User
from archive.commenting.edit import edit
from archive.commenting.refusal import Refused
from archive.commenting.report import report
from archive.models import Article, Comment, ModerationEntry
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say

pytestmark = pytest.mark.django_db

Review = Comment.Review
Act = ModerationEntry.Act
REASON = "It insults another member."


@pytest.fixture
def moderator() -> User:
    return people.moderator()


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


@pytest.mark.parametrize("was", Review.values)
@pytest.mark.parametrize(
    ("act", "becomes"),
    [
        (Act.APPROVED, Review.APPROVED),
        (Act.REJECTED, Review.REJECTED),
        (Act.REMOVED, Review.REMOVED),
    ],
)
def test_every_decision_about_every_comment(
    moderator: User, article: Article, was: str, act: Act, becomes: str
) -> None:
    head = builders.captured_comment(article)
    comment = builders.comment(article, people.reader(), parent=head, review=was)
    rule = builders.rule()
    entries = set_state([comment.pk], Decision(act, moderator, f" {REASON}\n", rule))
    assert now(comment).review == becomes
    check_thread(article)
    article.refresh_from_db()
    assert list(ModerationEntry.objects.all()) == entries
    if was == becomes:
        assert (entries, article.discussion_version) == ([], 0)
        return
    (entry,) = entries
    assert (entry.act, entry.actor, entry.rule, entry.reason) == (act, moderator, rule, REASON)
    assert (entry.comment, entry.member) == (comment, comment.member)
    assert (entry.before, entry.after) == ({"review": was}, {"review": becomes})
    assert entry.batch is None
    assert article.discussion_version == (Review.APPROVED in {was, becomes})


@pytest.mark.parametrize("reason", ["", " \n"])
@pytest.mark.parametrize("act", [Act.REJECTED, Act.REMOVED])
def test_nothing_is_hidden_without_a_reason(
    moderator: User, article: Article, act: Act, reason: str
) -> None:
    comment = builders.comment(article, people.reader())
    with pytest.raises(Refused, match="Write a reason"):
        set_state([comment.pk], Decision(act, moderator, reason))
    assert now(comment).review == Review.APPROVED
    assert not ModerationEntry.objects.exists()


def test_many_at_once_are_one_batch(moderator: User, article: Article) -> None:
    other = builders.article()
    comments = [builders.comment(a, people.reader()) for a in (article, other, article)]
    removed = builders.comment(article, people.reader(), review=Review.REMOVED)
    numbers = [c.pk for c in (*comments, removed)]
    entries = set_state([*numbers, 10**9], Decision(Act.REMOVED, moderator, REASON))
    assert [entry.comment for entry in entries] == comments
    assert len({entry.batch for entry in entries} - {None}) == 1
    assert not Comment.objects.public().exists()
    for changed in (article, other):
        changed.refresh_from_db()
        assert changed.discussion_version == 1


def test_of_nothing_comes_nothing(moderator: User) -> None:
    assert set_state([], Decision(Act.APPROVED, moderator)) == []


def test_captured_comments_are_hidden_too(moderator: User, article: Article) -> None:
    captured = builders.captured_comment(article)
    (entry,) = set_state([captured.pk], Decision(Act.REMOVED, moderator, REASON))
    assert captured not in Comment.objects.public()
    assert entry.member is None


def test_words_that_came_after_the_moderator_looked_do_not_pass(
    moderator: User, article: Article
) -> None:
    builders.settings(first_comments_held=1)
    member = people.reader()
    waiting = [say(member, article, "Harmless."), say(member, article, "Harmless, too.")]
    read = {comment.pk: comment.edition for comment in waiting}
    edit(member, waiting[0], body="Buy my pills.", edition=0)
    entries = set_state(list(read), Decision(Act.APPROVED, moderator, editions=read))
    assert [entry.comment for entry in entries] == [waiting[1]]
    assert now(waiting[0]).review == Review.PENDING
    read = {waiting[0].pk: 1}
    assert set_state(list(read), Decision(Act.APPROVED, moderator, editions=read))


def test_what_somebody_else_decided_meanwhile_is_not_undone_unknowingly(
    moderator: User, article: Article
) -> None:
    """One moderator removes what the other still sees as public, and keeps."""
    comment = builders.comment(article, people.reader())
    untouched = builders.comment(article, people.reader(), review=Review.PENDING)
    seen = {comment.pk: Review.APPROVED.value, untouched.pk: Review.PENDING.value}
    set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), REASON))
    decision = Decision(Act.APPROVED, moderator, reviews=seen)
    assert [entry.comment for entry in set_state(list(seen), decision)] == [untouched]
    assert now(comment).review == Review.REMOVED
    again = Decision(Act.APPROVED, moderator, reviews={comment.pk: Review.REMOVED.value})
    assert set_state([comment.pk], again)


class TestReports:
    def reported(self, article: Article, **fields: object) -> Comment:
        comment = builders.comment(article, people.reader(), **fields)
        for _ in range(2):
            report(people.reader(), comment, builders.rule(), "See.", timezone.now())
        return comment

    def test_are_answered_by_the_decision(self, moderator: User, article: Article) -> None:
        comment = self.reported(article)
        other = self.reported(article)
        (entry,) = set_state([comment.pk], Decision(Act.REMOVED, moderator, REASON))
        answered = comment.reports.all()
        assert {(r.resolved_by, r.resolved_at) for r in answered} == {(entry, entry.at)}
        assert comment.reports.count() == 2
        assert other.reports.open().count() == 2

    def test_a_comment_that_is_kept_says_so(self, moderator: User, article: Article) -> None:
        comment = self.reported(article)
        (entry,) = set_state([comment.pk], Decision(Act.APPROVED, moderator))
        assert entry.act == Act.KEPT
        assert not comment.reports.open().exists()
        assert comment in Comment.objects.public()
        assert set_state([comment.pk], Decision(Act.APPROVED, moderator)) == []
