"""What a ban takes down: this comment, those of the last day, or all, as decisions take them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.report import report
from archive.models import Article, Ban, Comment, ModerationEntry, Report
from archive.moderating import bans
from archive.moderating.bans import Takedown, Terms
from archive.moderating.undo import undo_batch
from tests import builders, people
from tests.accounts.mailbox import mails_to
from tests.archive.commenting.saying import check_thread, now

pytestmark = pytest.mark.django_db

Act, Review = ModerationEntry.Act, Comment.Review


@pytest.fixture
def staff() -> User:
    return people.moderator()


@pytest.fixture
def member() -> User:
    return people.reader()


@pytest.fixture
def said(member: User) -> dict[str, Comment]:
    """Of all kinds, under two articles; the names say which."""
    one, two = builders.article(), builders.article()
    head = builders.captured_comment(one)
    long_ago = timezone.now() - timedelta(days=2)
    made: dict[str, Comment] = {
        "old": builders.comment(one, member, parent=head, posted_at=long_ago),
        "new": builders.comment(one, member, parent=head),
        "head": builders.comment(two, member),
        "pending": builders.comment(two, member, review=Review.PENDING),
        "rejected": builders.comment(two, member, review=Review.REJECTED),
        "withdrawn": builders.comment(two, member, withdrawn_at=timezone.now()),
        "of another": builders.comment(two, people.reader()),
    }
    made["answer"] = builders.comment(two, people.reader(), parent=made["head"])
    return made


STAYS = {"rejected", "withdrawn", "of another", "answer"}
GONE = {
    Takedown.NONE: set(),
    Takedown.THIS: {"head"},
    Takedown.DAY: {"new", "head", "pending"},
    Takedown.ALL: {"old", "new", "head", "pending"},
}


@pytest.mark.parametrize("takedown", Takedown)
def test_what_is_chosen_goes(
    takedown: Takedown, member: User, staff: User, said: dict[str, Comment]
) -> None:
    versions = dict(Article.objects.values_list("pk", "discussion_version"))
    before = {name: comment.review for name, comment in said.items()}
    terms = Terms(takedown=takedown, comment=said["head"])
    (banned,) = bans.ban_all([member.pk], staff, terms)
    gone = {name for name, was in before.items() if now(said[name]).review != was}
    assert gone == GONE[takedown]
    assert {now(said[name]).review for name in gone} <= {Review.REMOVED}
    entries = list(ModerationEntry.objects.filter(act=Act.REMOVED))
    assert {entry.comment_id for entry in entries} == {said[name].pk for name in gone}
    for entry in entries:
        assert (entry.member, entry.actor, entry.batch) == (member, staff, banned.batch)
        assert entry.after == {"review": Review.REMOVED}
    assert {entry.before["review"] for entry in entries} == {before[name] for name in gone}
    for article in Article.objects.all():
        check_thread(article)
        touched = any(said[name].article_id == article.pk for name in gone - {"pending"})
        assert (article.discussion_version > versions[article.pk]) is touched


def test_reports_of_what_is_taken_down_are_answered(
    member: User, staff: User, said: dict[str, Comment]
) -> None:
    report(people.reader(), said["new"], builders.rule(), "", timezone.now())
    report(people.reader(), said["of another"], builders.rule(), "", timezone.now())
    bans.ban_all([member.pk], staff, Terms(takedown=Takedown.ALL))
    answered = Report.objects.get(comment=said["new"])
    assert answered.resolved_by == ModerationEntry.objects.get(comment=said["new"])
    assert Report.objects.open().get().comment == said["of another"]


def test_another_s_comment_is_no_ground(
    staff: User, member: User, said: dict[str, Comment]
) -> None:
    terms = Terms(takedown=Takedown.THIS, comment=said["of another"])
    with pytest.raises(Refused, match="by none of those"):
        bans.ban_all([member.pk], staff, terms)
    with pytest.raises(Refused, match="which comment"):
        bans.ban_all([member.pk], staff, Terms(takedown=Takedown.THIS))
    assert not Ban.objects.exists()


def test_the_mail_names_what_went(member: User, staff: User, said: dict[str, Comment]) -> None:
    """Once it is explained; not what was hidden before, nor what nobody has a page for."""
    said["old"].article.comments.update(review=Review.APPROVED)
    Article.objects.filter(pk=said["old"].article_id).update(state=Article.State.DRAFT)
    (banned,) = bans.ban_all([member.pk], staff, Terms(takedown=Takedown.ALL))
    bans.explain(banned, staff, "you shout")
    text = mails_to(member.email)[0].text
    named = {name for name, comment in said.items() if f"/comments/{comment.pk}/" in text}
    assert named == {"head", "pending"}


def test_a_mail_names_some_and_counts_the_rest(member: User, staff: User) -> None:
    article = builders.article()
    for _ in range(12):
        builders.comment(article, member)
    bans.ban_all([member.pk], staff, Terms(reason="you shout", takedown=Takedown.ALL))
    (mail,) = mails_to(member.email)
    assert mail.text.count("/comments/") == 10
    assert "12 comments" in mail.text
    assert "The others" in mail.text


def test_undone_as_one(member: User, staff: User, said: dict[str, Comment]) -> None:
    before = {name: comment.review for name, comment in said.items()}
    (banned,) = bans.ban_all([member.pk], staff, Terms(takedown=Takedown.ALL))
    assert banned.batch
    undone = undo_batch(banned.batch, staff)
    assert undone.left == []
    assert {name: now(comment).review for name, comment in said.items()} == before
    assert not Ban.objects.in_force(timezone.now()).exists()
    for article in Article.objects.all():
        check_thread(article)


def queries(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    return len(captured)


def test_many_cost_little_more_than_few(staff: User) -> None:
    article = builders.article()
    head = builders.captured_comment(article)

    def ban(count: int) -> int:
        members = [people.reader() for _ in range(count)]
        for one in members:
            builders.comment(article, one, parent=head)
        terms = Terms(takedown=Takedown.ALL)
        return queries(lambda: bans.ban_all([one.pk for one in members], staff, terms))

    assert ban(40) <= ban(2) + 3  # SQLite takes so many values in one statement
