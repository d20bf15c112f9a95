"""Appealing: the form, what it refuses, and what it keeps."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from archive.models import Appeal, Ban, Comment, ModerationEntry, Report
from archive.models.appeal import APPEAL_LENGTH
from archive.moderating.appeals import APPEALS
from archive.moderating.decided import TERM
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.moderation.test_decisions import PAGE, banned

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act


@pytest.fixture
def member(client: Client) -> User:
    somebody = people.reader()
    client.force_login(somebody)
    return somebody


@pytest.fixture
def decision(member: User) -> ModerationEntry:
    return removed(member)


def removed(member: User) -> ModerationEntry:
    comment = builders.comment(builders.article(), member)
    (entry,) = set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), "it shouts"))
    return entry


def form(entry: ModerationEntry) -> str:
    return f"/moderation/appeal/{entry.pk}/"


def test_a_member_appeals(client: Client, member: User, decision: ModerationEntry) -> None:
    shown = client.get(form(decision))
    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    assert "Your comment was removed" in shown.content.decode()
    answer = client.post(form(decision), {"words": "I whispered.\r\n\r\nReally."}, follow=True)
    assert answer.redirect_chain == [(form(decision), 302)]
    appeal = Appeal.objects.get()
    assert (appeal.entry, appeal.member, appeal.outcome) == (decision, member, "")
    assert appeal.words == "I whispered.\n\nReally."
    assert "You appealed. Nobody has answered yet." in answer.content.decode()
    assert "I whispered." in client.get(PAGE).content.decode()


def test_there_is_one_appeal_for_each_decision(client: Client, decision: ModerationEntry) -> None:
    for _time in range(2):
        assert client.post(form(decision), {"words": "I whispered."}).status_code == 302
    again = client.post(form(decision), {"words": "And I was provoked."})
    assert again.status_code == 409
    shown = again.content.decode()
    assert "You had appealed this decision before" in shown
    assert "I whispered." in shown
    assert ">And I was provoked.</textarea>" in shown
    assert Appeal.objects.get().words == "I whispered."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("  \n", "There is nothing to read here yet."),
        ("x" * (APPEAL_LENGTH + 1), "2000 is the most there can be"),
        ("Half \0 a word", "Line 1 holds a character that is no text."),
        ("Turned \u202e around", "Line 1 holds a character that turns the direction"),
    ],
)
def test_wrong_words_are_kept(
    client: Client, decision: ModerationEntry, words: str, sentence: str
) -> None:
    answer = client.post(form(decision), {"words": words})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert words.strip().replace("\0", "\ufffd") in answer.content.decode()
    assert not Appeal.objects.exists()


def test_what_was_done_at_once_is_appealed_at_once(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member)
    ban = banned(member, comment)
    with_it = ModerationEntry.objects.get(act=Act.REMOVED)
    answer = client.get(form(with_it))
    assert answer.headers["Location"] == form(ban)
    client.post(form(ban), {"words": "It was my sister."})
    assert Appeal.objects.get().entry == ban


@pytest.mark.parametrize("act", [Act.HELD, Act.KEPT, Act.APPROVED, Act.NOTED, Act.LIFTED])
def test_what_restricts_nobody_cannot_be_appealed(client: Client, member: User, act: Act) -> None:
    comment = builders.comment(builders.article(), member)
    entry = ModerationEntry.objects.create(act=act, member=member, comment=comment)
    assert client.get(form(entry)).status_code == 404
    assert client.post(form(entry), {"words": "No."}).status_code == 404


def test_anothers_decision_is_not_there(client: Client, member: User) -> None:
    entry = removed(people.reader())
    assert client.get(form(entry)).status_code == 404
    assert client.post(form(entry), {"words": "No."}).status_code == 404
    assert client.get("/moderation/appeal/9999999999999999999999/").status_code == 404
    assert not Appeal.objects.exists()


def test_what_was_taken_back_cannot_be_appealed(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member)
    (entry,) = set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), "it shouts"))
    set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
    answer = client.get(form(entry))
    assert answer.status_code == 403
    assert "This decision does not hold any more" in answer.content.decode()
    late = client.post(form(entry), {"words": "I whispered."})
    assert late.status_code == 403
    assert ">I whispered.</textarea>" in late.content.decode()
    assert not Appeal.objects.exists()


def test_where_a_ban_was_lifted_what_went_with_it_can_still_be_appealed(
    client: Client, member: User
) -> None:
    comment = builders.comment(builders.article(), member)
    entry = banned(member, comment, lifted_at=timezone.now())
    assert client.get(form(entry)).status_code == 200
    Comment.objects.filter(pk=comment.pk).update(review="approved")
    assert client.get(form(entry)).status_code == 403


def test_there_is_a_time_for_it(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member, review="removed")
    given = {"act": Act.REMOVED, "member": member, "comment": comment, "reason": "it shouts"}
    now = timezone.now()
    in_time = ModerationEntry.objects.create(at=now - TERM + timedelta(minutes=1), **given)
    late = ModerationEntry.objects.create(at=now - TERM, **given)
    assert client.get(form(in_time)).status_code == 200
    answer = client.get(form(late))
    assert answer.status_code == 403
    assert "A decision can be appealed for 180 days." in answer.content.decode()


def test_the_time_begins_when_a_ban_is_explained(client: Client, member: User) -> None:
    now = timezone.now()
    before = now - TERM - timedelta(days=30)
    ban = Ban.objects.create(member=member, set_by=people.moderator(), begins_at=before)
    entry = ModerationEntry.objects.create(act=Act.BANNED, member=member, ban=ban, at=before)
    assert client.get(form(entry)).status_code == 200
    explained = {"reason": "you lied", "explained_at": now - timedelta(days=1)}
    Ban.objects.filter(pk=ban.pk).update(**explained)
    assert client.get(form(entry)).status_code == 200
    Ban.objects.filter(pk=ban.pk).update(explained_at=now - TERM)
    assert client.get(form(entry)).status_code == 403


def test_nobody_appeals_all_day(client: Client, member: User) -> None:
    entry = removed(member)
    for _time in range(APPEALS.most):
        client.post(form(entry), {"words": "I whispered."})
    another = removed(member)
    answer = client.post(form(another), {"words": "Here, too."})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Here, too." in answer.content.decode()


def test_whoever_was_logged_out_meanwhile_keeps_their_words(
    client: Client, decision: ModerationEntry
) -> None:
    client.logout()
    answer = client.post(form(decision), {"words": "I whispered."})
    assert answer.status_code == 403
    shown = answer.content.decode()
    assert ">I whispered.</textarea>" in shown
    assert f"/accounts/login/?next={form(decision)}" in shown
    assert client.get(form(decision)).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("make", [people.banned, people.unverified])
def test_whoever_may_not_write_may_appeal(client: Client, make: object) -> None:
    somebody = make()  # type: ignore[operator]
    client.force_login(somebody)
    assert client.post(form(removed(somebody)), {"words": "No."}).status_code == 302
    assert Appeal.objects.get().member == somebody


def test_an_appeal_begins_at_a_decision(client: Client, member: User) -> None:
    assert client.get("/moderation/appeal/").headers["Location"] == PAGE


def test_of_reports_an_address_tells_nothing(client: Client, member: User) -> None:
    article, by = builders.article(), people.moderator()
    first, second = (builders.comment(article, member) for _number in range(2))
    set_state([first.pk], Decision(Act.REMOVED, by, "it shouts"))
    Report.objects.create(comment=first, reporter=people.reader(), rule=builders.rule())
    entries = set_state([first.pk, second.pk], Decision(Act.REMOVED, by, "it shouts"))
    answers = [client.get(form(entry)).status_code for entry in entries]
    assert answers == [404, 200]
