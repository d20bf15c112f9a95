"""The page on which members read what was decided about them."""

from datetime import timedelta
from re import findall
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from archive.commenting.report import report
from archive.keyset import PAGE_ROWS
from archive.models import Ban, Comment, ModerationEntry
from archive.moderating.erase import erase
from archive.moderating.premoderation import premoderate, release
from archive.moderating.set_state import Decision, set_state
from archive.moderating.warnings import warn
from archive.moderation.decisions import SHOWN
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
PAGE = "/accounts/decisions/"


@pytest.fixture
def member(client: Client) -> User:
    somebody = people.reader()
    client.force_login(somebody)
    return somebody


def page(client: Client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def removed(*comments: Comment, by: User | None = None, reason: str = "it shouts") -> None:
    decision = Decision(Act.REMOVED, by or people.moderator(), reason)
    set_state([comment.pk for comment in comments], decision)


def banned(member: User, *comments: Comment, **fields: object) -> ModerationEntry:
    """A ban as the log has it, with what was taken down along with it."""
    by, batch = people.moderator(), uuid4()
    ban = Ban.objects.create(member=member, set_by=by, batch=batch, **fields)
    given = {"actor": by, "member": member, "ban": ban, "batch": batch}
    for comment in comments:
        Comment.objects.filter(pk=comment.pk).update(review="removed")
        ModerationEntry.objects.create(act=Act.REMOVED, comment=comment, **given)
    return ModerationEntry.objects.create(act=Act.BANNED, **given)


def test_it_says_what_was_decided_why_and_under_which_rule(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(title="Tides"), member, body="My **own** words.")
    rule = builders.rule("Be kind")
    decision = Decision(Act.REJECTED, people.moderator(), "it <b>shouts</b>", rule=rule)
    (entry,) = set_state([comment.pk], decision)
    shown = page(client)
    assert "Your comment was not let through" in shown
    assert "<bdi>it &lt;b&gt;shouts&lt;/b&gt;</bdi>" in shown
    assert f'href="/rules/#rule-{rule.pk}"' in shown
    assert "My <strong>own</strong> words." in shown
    assert f'href="/comments/{comment.pk}/"' in shown
    assert f'href="/moderation/appeal/{entry.pk}/"' in shown


def test_what_was_decided_at_once_is_one_decision(client: Client, member: User) -> None:
    article = builders.article()
    removed(*(builders.comment(article, member) for _number in range(SHOWN + 2)))
    shown = page(client)
    assert f"{SHOWN + 2} of your comments were hidden" in shown
    assert shown.count("Appeal this decision") == 1
    assert shown.count("decision__about") == SHOWN
    assert "And 2 more" in shown


def test_a_decision_about_several_members_tells_each_of_their_own(
    client: Client, member: User
) -> None:
    article, another = builders.article(), people.reader()
    others = builders.comment(article, another, body="Somebody else’s words.")
    removed(others, builders.comment(article, member, body="My own words."))
    shown = page(client)
    assert "Your comment was removed" in shown
    assert "My own words." in shown
    assert "Somebody else’s words." not in shown


def test_an_unexplained_ban_says_so_and_what_went_with_it(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member, body="It went with the ban.")
    entry = banned(member, comment)
    shown = page(client)
    assert "You were banned: you may not comment any more" in shown
    assert "The moderators have not written it down yet." in shown
    assert "It went with the ban." in shown
    assert shown.count("Appeal this decision") == 1
    assert f'href="/moderation/appeal/{entry.pk}/"' in shown


def test_an_explained_suspension_says_why_and_until_when(client: Client, member: User) -> None:
    until = timezone.now() + timedelta(days=3)
    rule = builders.rule("Old", in_force=False)
    banned(member, reason="you insulted another", rule=rule, until=until)
    shown = page(client)
    assert "You were suspended: you may not comment until" in shown
    assert "<bdi>you insulted another</bdi>" in shown
    assert "<bdi>Old</bdi>" in shown
    assert "/rules/#rule-" not in shown


def test_it_says_what_became_of_a_decision(client: Client, member: User) -> None:
    now = timezone.now()
    comment = builders.comment(builders.article(), member)
    removed(comment)
    set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
    banned(member, reason="you insulted another", lifted_at=now)
    begun = now - timedelta(days=9)
    banned(member, reason="you lied", begins_at=begun, until=now - timedelta(days=2))
    shown = page(client)
    assert "It was taken back: readers see this again." in shown
    assert "It was lifted on" in shown
    assert "It ended on" in shown
    assert shown.count("Appeal this decision") == 1  # of the suspension that ran its time


def test_of_a_hidden_article_nothing_is_told(client: Client, member: User) -> None:
    comment = builders.comment(builders.draft(title="Not yet"), member, body="My own words.")
    removed(comment)
    shown = page(client)
    assert "under an article that is not published any more" in shown
    assert "Not yet" not in shown
    assert "My own words." in shown
    assert f"/comments/{comment.pk}/" not in shown


def test_a_comment_that_was_deleted_leaves_its_decision(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member)
    removed(comment)
    Comment.objects.filter(pk=comment.pk).delete()
    shown = page(client)
    assert "Your comment was removed" in shown
    assert "<bdi>it shouts</bdi>" in shown


def test_who_decided_or_reported_and_what_was_noted_is_nobodys_to_know(
    client: Client, member: User
) -> None:
    """Not even that there was a report: what was kept in spite of one is no decision."""
    article = builders.article()
    rule = builders.rule("canary-rule")
    kept, hidden = (builders.comment(article, member) for _number in range(2))
    reporter = people.reader(display_name="canary-reporter")
    for comment in (kept, hidden):
        report(reporter, comment, rule, "canary-line", timezone.now())
    moderator = people.moderator(display_name="canary-moderator")
    set_state([kept.pk], Decision(Act.APPROVED, moderator, "canary-reason"))
    removed(hidden, by=moderator)
    for act in (Act.NOTED, Act.HELD):
        ModerationEntry.objects.create(act=act, member=member, comment=kept, note="canary-note")
    shown = page(client)
    assert "Your comment was removed" in shown
    assert "canary" not in shown
    assert "report" not in shown.lower().replace("reported", "report").split("<main", 1)[1]


def test_a_report_of_what_was_hidden_before_decides_nothing(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member)
    report(people.reader(), comment, builders.rule(), "", timezone.now())
    Comment.objects.filter(pk=comment.pk).update(review="removed")
    removed(comment, reason="it was reported")
    assert ModerationEntry.objects.get().reason == "it was reported"
    assert "There are none." in page(client)


def test_a_warning_is_about_a_comment_that_others_may_still_read(
    client: Client, member: User
) -> None:
    comment = builders.comment(builders.article(), member, body="My own words.")
    warn(member, people.moderator(), reason="you shout", comment=comment)
    shown = page(client)
    assert "You were warned" in shown
    assert "<bdi>you shout</bdi>" in shown
    assert "My own words." in shown
    assert "shown again" not in shown


def test_what_was_erased_is_told_and_cannot_be_appealed(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member, body="An address.")
    entry = erase(comment, people.moderator(), "it is somebody’s address")
    shown = page(client)
    assert "The words of your comment were erased" in shown
    assert "<bdi>it is somebody’s address</bdi>" in shown
    assert "A comment whose words are erased" in shown
    assert "Appeal this decision" not in shown
    answer = client.get(f"/moderation/appeal/{entry.pk}/")
    assert answer.status_code == 403
    assert "What was erased cannot be brought back" in answer.content.decode()
    assert "it is somebody’s address" in client.get("/accounts/comments/").content.decode()


def test_comments_that_wait_are_a_decision(client: Client, member: User) -> None:
    premoderate(member, people.moderator(), note="canary-note")
    shown = page(client)
    assert "Your comments wait for a moderator before others can read them" in shown
    assert "canary-note" not in shown
    release(member, people.moderator())
    assert "It is over: what you write does not wait for this any more." in page(client)


def test_others_decisions_are_not_shown(client: Client, member: User) -> None:
    removed(builders.comment(builders.article(), people.reader()))
    assert "There are none." in page(client)


@pytest.mark.parametrize("make", [people.banned, people.unverified])
def test_whoever_may_not_write_may_read_it(client: Client, make: object) -> None:
    client.force_login(make())  # type: ignore[operator]
    assert "Decisions about you" in page(client)


def test_strangers_log_in(client: Client) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_it_is_paged(client: Client, member: User) -> None:
    article = builders.article()
    for number in range(PAGE_ROWS + 1):
        removed(builders.comment(article, member), reason=f"reason {number}.")
    first = client.get(PAGE)
    assert "reason 1." in first.content.decode()
    assert "reason 0." not in first.content.decode()
    further = page(client, f"?cursor={first.context['paging'].next}")
    assert "reason 0." in further
    assert "reason 1." not in further


def test_many_decisions_take_no_more_queries_than_one(client: Client, member: User) -> None:
    taken, article = [], builders.article()
    for count in (1, PAGE_ROWS):
        for _number in range(count):
            banned(member, *(builders.comment(article, member) for _number in range(3)))
            removed(builders.comment(article, member))
        with CaptureQueriesContext(connection) as captured:
            page(client)
        taken.append(len(captured))
    assert taken[0] == taken[1]


def test_of_two_removals_the_first_does_not_hold_any_more(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member)
    removed(comment)
    set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
    removed(comment, reason="it insults")
    shown = page(client)
    assert shown.count("It was decided anew since.") == 1
    assert shown.count("Appeal this decision") == 1
    assert "It was taken back" not in shown


def test_of_a_ban_that_is_over_nothing_is_told_but_that(client: Client, member: User) -> None:
    now = timezone.now()
    banned(member, reason="you lied", lifted_at=now)
    begun, ended = now - timedelta(days=9), now - timedelta(days=2)
    banned(member, reason="you flooded", begins_at=begun, until=ended, lifted_at=now)
    banned(member, reason="you insulted another")
    shown = page(client)
    assert shown.count("It was lifted on") == 1
    assert shown.count("It ended on") == 1
    assert "you may comment again" not in shown


def test_every_moment_says_in_which_zone(client: Client, member: User) -> None:
    removed(builders.comment(builders.article(), member))
    banned(member, reason="you lied", until=timezone.now() + timedelta(days=3))
    moments = findall(r"\d{4}, \d\d:\d\d(.{4})", page(client))
    assert len(moments) > 3
    assert set(moments) == {" UTC"}
