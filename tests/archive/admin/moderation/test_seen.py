"""A decision is about what its moderator saw: what changed meanwhile is left alone, and told."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from archive.admin.moderation.deciding import HIDE, SHOW, as_word
from archive.commenting.edit import withdraw
from archive.commenting.held import approved_before
from archive.commenting.leaving import leave
from archive.commenting.report import report
from archive.models import Article, Comment, ModerationEntry, Report
from archive.moderating.seen import seen_now
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import now

pytestmark = pytest.mark.django_db

Review = Comment.Review
Act = ModerationEntry.Act
LIST = reverse("admin:archive_comment_changelist")
DECIDE = reverse("admin:archive_comment_decide")
REASON = "it insults another member"
BUTTON = re.compile(r'name="(show|hide)" value="[^"]*"[^>]*>([^<]*)<')


@pytest.fixture
def moderating(client: Client) -> Client:
    client.force_login(people.moderator())
    return client


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def of_comment(comment: Comment) -> str:
    return reverse("admin:archive_comment_change", args=[comment.pk])


def seen(*comments: Comment) -> str:
    rows = seen_now(Comment.objects.filter(pk__in=[comment.pk for comment in comments]))
    return " ".join(map(as_word, rows))


def decided(client: Client, act: str, known: str, **sent: str) -> str:
    """What the moderator is told."""
    sent = {"act": act, "seen": known, "asked": "yes", "reason": REASON} | sent
    answer = client.post(DECIDE, sent)
    assert answer.status_code == 302
    return " ".join(str(message) for message in answer.wsgi_request._messages)


def reported(article: Article, member: User | None = None) -> Comment:
    comment = builders.comment(article, member or people.reader())
    report(people.reader(), comment, builders.rule(), "See.", timezone.now())
    return comment


def buttons(client: Client, comment: Comment) -> list[tuple[str, str]]:
    """On the comment's page, and in its row of the list."""
    on_page = BUTTON.findall(page(client, of_comment(comment)))
    (row,) = [
        row
        for row in page(client, f"{LIST}?queue=all").split("<tr>")
        if f'value="{comment.pk}"' in row
    ]
    assert BUTTON.findall(row) == on_page
    return on_page


class TestMeanwhile:
    def test_a_report_that_nobody_read_is_not_answered(
        self, moderating: Client, article: Article
    ) -> None:
        comment = reported(article)
        known = seen(comment)
        report(people.reader(), comment, builders.rule(), "My address!", timezone.now())
        assert "1 was left alone" in decided(moderating, SHOW, known)
        assert Report.objects.open().count() == 2
        assert decided(moderating, SHOW, seen(comment)).endswith("1 comment was decided.")
        assert not Report.objects.open().exists()

    def test_what_somebody_kept_is_not_removed_unknowingly(
        self, moderating: Client, article: Article
    ) -> None:
        comment = reported(article)
        known = seen(comment)
        set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
        assert "1 was left alone" in decided(moderating, HIDE, known)
        assert now(comment).review == Review.APPROVED

    def test_what_was_removed_and_shown_again_is_another(
        self, moderating: Client, article: Article
    ) -> None:
        comment = builders.comment(article, people.reader())
        known = seen(comment)
        set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), REASON))
        set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
        assert "1 was left alone" in decided(moderating, HIDE, known)
        assert now(comment).review == Review.APPROVED

    @pytest.mark.parametrize("act", [SHOW, HIDE])
    def test_what_was_withdrawn_is_left_alone(
        self, moderating: Client, article: Article, act: str
    ) -> None:
        """Nobody was ever let through by a comment that nobody read."""
        member = people.reader()
        comment = builders.comment(article, member, review=Review.PENDING)
        known = seen(comment)
        withdraw(member, comment)
        assert "1 was left alone" in decided(moderating, act, known)
        assert "its member withdrew it" in decided(moderating, act, seen(comment))
        assert now(comment).review == Review.PENDING
        assert approved_before(member) == 0
        assert not ModerationEntry.objects.exists()

    def test_nor_is_anything_of_who_left(self, moderating: Client, article: Article) -> None:
        comment = builders.comment(article, people.reader(), review=Review.PENDING)
        known = seen(comment)
        leave(comment.member, timezone.now())
        assert "1 was left alone" in decided(moderating, SHOW, known)
        assert now(comment).review == Review.PENDING


class TestHiding:
    def test_what_is_hidden_keeps_its_reason(self, moderating: Client, article: Article) -> None:
        comment = builders.comment(article, people.reader())
        set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), "a good reason"))
        told = decided(moderating, HIDE, seen(comment), reason="another")
        assert told == "0 comments were decided. 1 had been decided so already."
        assert [entry.reason for entry in ModerationEntry.objects.all()] == ["a good reason"]

    def test_a_public_comment_is_removed_and_no_other_word_is_said_of_it(
        self, moderating: Client, article: Article
    ) -> None:
        comment = builders.comment(article, people.reader())
        decided(moderating, HIDE, seen(comment))
        assert ModerationEntry.objects.get().act == Act.REMOVED
        assert now(comment).review == Review.REMOVED


class TestOnesOwn:
    @pytest.fixture
    def moderator(self) -> User:
        return people.moderator()

    @pytest.fixture
    def judging(self, client: Client, moderator: User) -> Client:
        client.force_login(moderator)
        return client

    def test_is_decided_by_somebody_else(
        self, judging: Client, moderator: User, article: Article
    ) -> None:
        people.moderator()
        comment = builders.comment(article, moderator, review=Review.PENDING)
        assert "What waits (0)" in page(judging, LIST)
        assert buttons(judging, comment) == []
        assert "it is your own" in decided(judging, SHOW, seen(comment))
        assert now(comment).review == Review.PENDING

    def test_shows_nobody_who_reported_it(
        self, judging: Client, moderator: User, article: Article
    ) -> None:
        people.admin()
        comment = builders.comment(article, moderator)
        other = people.reader(display_name="Whistle Blower")
        report(other, comment, builders.rule("Be kind"), "He shouts.", timezone.now())
        made = Report.objects.get()
        lists = [
            LIST,
            f"{LIST}?queue=all",
            of_comment(comment),
            reverse("admin:archive_report_changelist"),
        ]
        for address in lists:
            shown = page(judging, address)
            for kept in ("Whistle Blower", "Be kind", "He shouts."):
                assert kept not in shown, address
        alone = reverse("admin:archive_report_change", args=[made.pk])
        assert judging.get(alone).status_code == 302  # as one that is not there
        judging.force_login(people.moderator())
        assert "Whistle Blower" in page(judging, reverse("admin:archive_report_changelist"))

    def test_is_ones_own_to_decide_where_nobody_else_is(
        self, judging: Client, moderator: User, article: Article
    ) -> None:
        comment = builders.comment(article, moderator, review=Review.PENDING)
        assert [act for act, _words in buttons(judging, comment)] == [SHOW, HIDE]
        assert decided(judging, SHOW, seen(comment)) == "1 comment was decided."


class TestWhatIsGone:
    def test_of_what_was_reported_and_erased_only_the_reports_are_left(
        self, moderating: Client, article: Article
    ) -> None:
        comment = reported(article)
        assert comment.member
        withdraw(comment.member, comment)
        leave(comment.member, timezone.now())
        assert buttons(moderating, comment) == [(SHOW, "Answer the reports"), (HIDE, "Hide…")]
        decided(moderating, SHOW, seen(comment))
        assert not Report.objects.open().exists()
        assert "What waits (0)" in page(moderating, LIST)
        assert buttons(moderating, comment) == []

    @pytest.mark.parametrize("make", [people.moderator, people.admin])
    def test_nobody_deletes_reports(self, client: Client, article: Article, make: Any) -> None:
        reported(article)
        made = Report.objects.get()
        client.force_login(make())
        url = reverse("admin:archive_report_delete", args=[made.pk])
        assert client.post(url, {"post": "yes"}).status_code == 403
        sent = {"action": "delete_selected", "_selected_action": made.pk, "post": "yes"}
        client.post(reverse("admin:archive_report_changelist"), sent)
        assert Report.objects.exists()


def test_a_session_that_ended_leads_back_to_the_list(client: Client, article: Article) -> None:
    comment = builders.comment(article, people.reader(), review=Review.PENDING)
    lost = client.post(f"{DECIDE}?_changelist_filters=queue%3Dheld", {SHOW: seen(comment)})
    assert lost.status_code == 302
    assert "decide" in lost["Location"]
    client.force_login(people.moderator())
    answer = client.get(f"{DECIDE}?_changelist_filters=queue%3Dheld", follow=True)
    assert answer.redirect_chain == [(f"{LIST}?queue=held", 302)]
    assert "Nothing was decided" in answer.content.decode()
    assert now(comment).review == Review.PENDING


def test_a_spoilt_form_offers_nothing_to_send(moderating: Client) -> None:
    answer = moderating.post(DECIDE, {"act": SHOW, "seen": "1.0"})
    assert answer.status_code == 422
    assert "Choose them again" in answer.content.decode()
    assert "Approve 0" not in answer.content.decode()
    assert 'type="submit" value' not in answer.content.decode()
