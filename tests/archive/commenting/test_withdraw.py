"""Withdrawing: nobody reads it any more, and its answers stay."""

import pytest

from archive.commenting.edit import withdraw
from archive.commenting.refusal import Refused
from archive.models import Article, Comment, ModerationEntry
from archive.moderating import bans
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say

pytestmark = pytest.mark.django_db

Review = Comment.Review


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


def test_its_answers_stay_and_are_counted(article: Article) -> None:
    member = people.reader()
    head = builders.captured_comment(article)
    said = say(member, article, parent=head)
    answer = say(people.reader(), article, parent=said)
    assert now(head).reply_total == 2
    withdraw(member, said)
    assert set(article.comments.public()) == {head, answer}
    assert now(head).reply_total == 1
    article.refresh_from_db()
    assert article.discussion_version == 3
    check_thread(article)


def test_a_head_keeps_its_count(article: Article) -> None:
    member = people.reader()
    head = say(member, article)
    say(people.reader(), article, parent=head)
    withdraw(member, head)
    assert now(head).reply_total == 1
    check_thread(article)


def test_twice_is_once(article: Article) -> None:
    member = people.reader()
    head = builders.captured_comment(article)
    said = say(member, article, parent=head)
    first = withdraw(member, said).withdrawn_at
    assert withdraw(member, said).withdrawn_at == first
    assert now(head).reply_total == 0
    assert now(said).withdrawn_at == first


def test_somebody_who_is_banned_may(article: Article) -> None:
    member = people.reader()
    said = say(member, article)
    bans.ban(member, people.moderator())
    withdraw(member, said)
    assert said not in Comment.objects.public()


def test_nobody_else_may(article: Article) -> None:
    said = say(people.reader(), article)
    with pytest.raises(Refused, match="not yours"):
        withdraw(people.moderator(), said)
    assert said in Comment.objects.public()


def test_what_waits_goes_and_a_decision_brings_it_back_to_nobody(article: Article) -> None:
    builders.settings(first_comments_held=1)
    member = people.reader()
    head = builders.captured_comment(article)
    said = say(member, article, parent=head)
    withdraw(member, said)
    set_state([said.pk], Decision(ModerationEntry.Act.APPROVED, people.moderator()))
    assert now(said).review == Review.APPROVED
    assert said not in Comment.objects.public()
    check_thread(article)
