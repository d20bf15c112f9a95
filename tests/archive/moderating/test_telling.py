"""Members are told by mail what was decided about their comments: one mail for what was one act."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMessage, User
from archive.commenting.report import report
from archive.models import Comment, ModerationEntry
from archive.moderating.bans import Takedown, Terms, ban_all
from archive.moderating.judging import Wish, judge
from archive.moderating.premoderation import premoderate
from archive.moderating.seen import seen_now
from archive.moderating.set_state import Decision, set_state
from archive.moderating.telling import SHOWN
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act


def decide(act: Act, *comments: Comment, **told: object) -> list[ModerationEntry]:
    decision = Decision(act, people.moderator(), "it <b>shouts</b>", **told)  # type: ignore[arg-type]
    return set_state([comment.pk for comment in comments], decision)


def mails_to(member: User) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(recipient=member.email))


@pytest.mark.parametrize(
    ("act", "subject"),
    [(Act.REJECTED, "Your comment was not let through"), (Act.REMOVED, "Your comment was removed")],
)
def test_a_mail_says_what_why_and_how_to_appeal(act: Act, subject: str) -> None:
    member, rule = people.reader(), builders.rule("Be kind")
    comment = builders.comment(builders.article(), member, body="My **own** words.")
    (entry,) = decide(act, comment, rule=rule)
    (mail,) = mails_to(member)
    assert mail.subject == subject
    for words in ("it <b>shouts</b>", "Be kind", "My own words.", "/accounts/decisions/"):
        assert words in mail.text
    assert f"/moderation/appeal/{entry.pk}/" in mail.text
    for words in ("it &lt;b&gt;shouts&lt;/b&gt;", f"/rules/#rule-{rule.pk}", "My own words."):
        assert words in mail.html
    assert f"/moderation/appeal/{entry.pk}/" in mail.html


def test_what_was_decided_at_once_is_one_mail_for_each_member() -> None:
    article, members = builders.article(), [people.reader(), people.reader()]
    comments = [
        builders.comment(article, member, body=f"{member} said {number}.")
        for number in range(SHOWN + 2)
        for member in members
    ]
    decide(Act.REMOVED, *comments)
    for member, another in (members, members[::-1]):
        (mail,) = mails_to(member)
        assert mail.subject == f"{SHOWN + 2} of your comments were hidden"
        assert mail.text.count(f"> {member} said") == SHOWN
        assert str(another) not in mail.text


def test_what_was_hidden_at_once_is_one_mail_whether_it_waited_or_was_shown() -> None:
    member, article = people.reader(), builders.article()
    builders.comment(article, member)
    builders.comment(article, member, review="pending")
    judge(seen_now(Comment.objects.all()), Wish(people.moderator(), show=False, reason="it shouts"))
    assert set(Comment.objects.values_list("review", flat=True)) == {"rejected", "removed"}
    (mail,) = mails_to(member)
    assert mail.subject == "2 of your comments were hidden"


def test_nobody_is_told_that_a_comment_is_shown_or_stays() -> None:
    member = people.reader()
    waits = builders.comment(builders.article(), member, review="pending")
    reported = builders.comment(builders.article(), member)
    report(people.reader(), reported, builders.rule(), "", timezone.now())
    assert {entry.act for entry in decide(Act.APPROVED, waits, reported)} == {
        Act.APPROVED,
        Act.KEPT,
    }
    assert not mails_to(member)


def test_a_report_of_what_was_hidden_before_is_no_news() -> None:
    member = people.reader()
    comment = builders.comment(builders.article(), member)
    report(people.reader(), comment, builders.rule(), "", timezone.now())
    Comment.objects.filter(pk=comment.pk).update(review="removed")
    assert decide(Act.REMOVED, comment)
    assert not mails_to(member)


def test_what_went_with_a_ban_is_not_told_twice() -> None:
    member = people.reader()
    builders.comment(builders.article(), member)
    terms = Terms(takedown=Takedown.ALL, reason="you flood")
    ban_all([member.pk], people.moderator(), terms)
    assert Comment.objects.get().review == "removed"
    assert [mail.kind for mail in mails_to(member)] == ["ban_explained"]


def test_whose_comments_wait_is_told_so() -> None:
    member = people.reader()
    premoderate(member, people.moderator(), note="canary-note")
    (mail,) = mails_to(member)
    assert mail.subject == "Your comments wait for a moderator"
    assert "canary-note" not in mail.text + mail.html


def test_captured_comments_and_strangers_addresses_get_no_mail() -> None:
    captured = builders.captured_comment(builders.article())
    member = people.unverified()
    decide(Act.REMOVED, captured, builders.comment(builders.article(), member))
    assert not OutboxMessage.objects.exists()


def test_many_mails_take_no_more_queries_than_their_rows() -> None:
    article, taken = builders.article(), []
    for count in (1, 11):
        comments = [builders.comment(article, people.reader()) for _number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            decide(Act.REMOVED, *comments)
        written = [query for query in captured if 'INTO "accounts_outbox' in query["sql"]]
        assert len(written) == count
        taken.append(len(captured) - count)
    assert taken[0] == taken[1]
