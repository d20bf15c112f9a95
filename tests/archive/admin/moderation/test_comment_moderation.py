"""Moderation in the administration: the list of what waits, and decisions singly and in bulk."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from archive.admin.moderation.deciding import HIDE, MOST_AT_ONCE, SHOW, as_word
from archive.commenting.edit import edit
from archive.commenting.report import report
from archive.models import Article, Comment, ModerationEntry
from archive.moderating.seen import seen_now
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say

pytestmark = pytest.mark.django_db

Review = Comment.Review
Act = ModerationEntry.Act
LIST = reverse("admin:archive_comment_changelist")
DECIDE = reverse("admin:archive_comment_decide")
REASON = "it insults another member"
SEEN = re.compile(r'name="seen" value="([^"]*)"')
BUTTON = re.compile(r'name="(show|hide)" value="([^"]*)"')


@pytest.fixture
def moderator() -> User:
    return people.moderator()


@pytest.fixture
def moderating(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
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


def seen_on(shown: str) -> list[str]:
    return SEEN.findall(shown)


def ticked(client: Client, act: str, *comments: Comment, shown: str = "") -> Any:
    """What a moderator gets who ticks `comments` in the list of all, as `shown` or as it is."""
    seen = seen_on(shown or page(client, f"{LIST}?queue=all"))
    sent = {"action": act, "_selected_action": [c.pk for c in comments], "seen": seen}
    return client.post(f"{LIST}?queue=all", sent)


def seen(*comments: Comment) -> str:
    """What a form knows that shows `comments` as they are."""
    rows = seen_now(Comment.objects.filter(pk__in=[comment.pk for comment in comments]))
    return " ".join(map(as_word, rows))


def decided(client: Client, act: str, seen: str, **sent: str) -> Any:
    """What comes of the page that asks for a reason."""
    return client.post(DECIDE, {"act": act, "seen": seen, "asked": "yes", **sent})


def said(answer: Any) -> str:
    return " ".join(str(message) for message in answer.wsgi_request._messages)


def pending(article: Article, **fields: Any) -> Comment:
    return builders.comment(article, people.reader(), review=Review.PENDING, **fields)


class TestTheList:
    def test_shows_what_waits_and_why(self, moderating: Client, article: Article) -> None:
        builders.settings(first_comments_held=2)
        member = people.reader(display_name="Ada")
        builders.comment(article, member, body="Said before.")
        say(member, article, "It waits.")
        reported = builders.comment(article, people.reader(), body="It is reported.")
        report(people.reader(), reported, builders.rule("Be kind"), "", timezone.now())
        builders.comment(article, people.reader(), body="It stands.")
        pending(article, body="Taken back.", withdrawn_at=timezone.now())
        shown = page(moderating, LIST)
        assert "What waits (2)" in shown
        assert "Held for review (1)" in shown
        assert "Reported (1)" in shown
        for words in (
            "It waits.",
            "<bdi>Ada</bdi>",
            "1 approved",
            "One of the member’s first comments.",
            "It is reported.",
            "Reported: Be kind",
        ):
            assert words in shown
        assert "It stands." not in shown
        assert "Taken back." not in shown

    @pytest.mark.parametrize(
        ("queue", "shown"),
        [
            ("held", {"pending"}),
            ("reported", {"reported"}),
            ("approved", {"approved", "reported", "withdrawn"}),
            ("rejected", {"rejected"}),
            ("removed", {"removed"}),
            ("withdrawn", {"withdrawn"}),
            ("no such queue", {"pending", "reported"}),
        ],
    )
    def test_has_a_queue_for_each_state(
        self, moderating: Client, article: Article, queue: str, shown: set[str]
    ) -> None:
        for review in Review.values:
            builders.comment(article, people.reader(), review=review, body=f"is-{review}")
        reported = builders.comment(article, people.reader(), body="is-reported")
        report(people.reader(), reported, builders.rule(), "", timezone.now())
        builders.comment(article, people.reader(), body="is-withdrawn", withdrawn_at=timezone.now())
        found = re.findall(r"\bis-(\w+)</", page(moderating, f"{LIST}?queue={queue}"))
        assert sorted(found) == sorted(shown)
        assert len(re.findall(r"\bis-(\w+)</", page(moderating, f"{LIST}?queue=all"))) == 6

    def test_has_who_waited_longest_first(self, moderating: Client, article: Article) -> None:
        first, second = pending(article, body="No. 1"), pending(article, body="No. 2")
        assert first.pk < second.pk
        assert re.findall(r"No\. \d", page(moderating, LIST)) == ["No. 1", "No. 2"]
        assert re.findall(r"No\. \d", page(moderating, f"{LIST}?queue=all")) == ["No. 2", "No. 1"]

    def test_takes_as_many_queries_for_many_as_for_few(
        self, moderating: Client, article: Article
    ) -> None:
        taken = []
        for count in (1, 20):
            for _number in range(count):
                comment = pending(article)
                Comment.objects.filter(pk=comment.pk).update(review=Review.APPROVED)
                report(people.reader(), comment, builders.rule(), "", timezone.now())
                pending(article)
            with CaptureQueriesContext(connection) as captured:
                page(moderating, LIST)
            taken.append(len(captured))
        assert taken[0] == taken[1] <= 24

    def test_has_nothing_of_a_draft(self, moderating: Client) -> None:
        hidden = pending(builders.draft(), body="Under a draft.")
        assert "Under a draft." not in page(moderating, f"{LIST}?queue=all")
        assert moderating.get(of_comment(hidden)).status_code == 302
        answer = decided(moderating, SHOW, seen(hidden))
        assert "0 comments were decided. 1 was left alone" in said(answer)
        assert now(hidden).review == Review.PENDING


class TestInBulk:
    def test_approving_needs_no_more(self, moderating: Client, article: Article) -> None:
        comments = [pending(article), pending(builders.article())]
        other = pending(article)
        answer = ticked(moderating, "approve", *comments)
        assert answer["Location"] == f"{LIST}?queue=all"
        assert said(answer) == "2 comments were decided."
        assert [now(c).review for c in comments] == [Review.APPROVED] * 2
        assert now(other).review == Review.PENDING
        check_thread(article)

    def test_hiding_asks_for_a_reason(
        self, moderating: Client, moderator: User, article: Article
    ) -> None:
        waits = pending(article, body="Words *1*")
        shown = builders.comment(article, people.reader(), body="Words *2*")
        rule = builders.rule()
        asked = ticked(moderating, "hide", waits, shown)
        assert asked.status_code == 200
        words = asked.content.decode()
        assert "Words <em>1</em>" in words
        assert "Hide 2 comments" in words
        assert not ModerationEntry.objects.exists()
        (known,) = seen_on(words)

        refused = decided(moderating, HIDE, known, reason=" ")
        assert refused.status_code == 422
        assert "Write a reason, or choose a rule" in refused.content.decode()
        assert seen_on(refused.content.decode()) == [known]
        assert not ModerationEntry.objects.exists()

        because = f"Because {REASON}."
        answer = decided(moderating, HIDE, known, reason=because, rule=str(rule.pk))
        assert answer["Location"] == LIST
        assert said(answer) == "2 comments were decided."
        assert (now(waits).review, now(shown).review) == (Review.REJECTED, Review.REMOVED)
        entries = ModerationEntry.objects.order_by("pk")
        assert {(e.actor, e.reason, e.rule) for e in entries} == {(moderator, REASON, rule)}
        assert {(e.act, e.before["review"]) for e in entries} == {
            (Act.REJECTED, Review.PENDING),
            (Act.REMOVED, Review.APPROVED),
        }
        assert len({e.batch for e in entries} - {None}) == 1
        check_thread(article)

    def test_a_rule_is_reason_enough(self, moderating: Client, article: Article) -> None:
        comment = pending(article)
        rule = builders.rule("Be kind")
        asked = ticked(moderating, "hide", comment).content.decode()
        assert 'data-clause="it breaks the rule “Be kind”"' in asked
        decided(moderating, HIDE, seen(comment), rule=str(rule.pk))
        entry = ModerationEntry.objects.get()
        assert (entry.rule, entry.reason) == (rule, "it breaks the rule “Be kind”")

    def test_a_reported_comment_is_kept(self, moderating: Client, article: Article) -> None:
        comment = builders.comment(article, people.reader())
        report(people.reader(), comment, builders.rule(), "", timezone.now())
        ticked(moderating, "approve", comment)
        assert ModerationEntry.objects.get().act == Act.KEPT
        assert not comment.reports.open().exists()
        assert "What waits (0)" in page(moderating, LIST)

    def test_the_list_is_the_same_afterwards(self, moderating: Client, article: Article) -> None:
        """But for its page, which may be empty now."""
        comment = pending(article)
        asked = moderating.post(
            f"{LIST}?queue=held&q=member&p=1",
            {"action": "hide", "_selected_action": comment.pk, "seen": seen(comment)},
        )
        action = re.search(r'action="([^"]*decide/[^"]*)"', asked.content.decode())
        assert action
        sent = {"act": HIDE, "seen": seen(comment), "asked": "yes", "reason": "x"}
        answer = moderating.post(action[1].replace("&amp;", "&"), sent)
        assert answer["Location"] == f"{LIST}?queue=held&q=member"

    def test_the_whole_last_page(self, moderating: Client, article: Article) -> None:
        comments = [
            builders.comment(article, people.reader(), review=Review.REJECTED) for _ in range(52)
        ]
        last = comments[:2]  # the latest come first
        sent = {"action": "approve", "_selected_action": [c.pk for c in last]}
        known = {"seen": seen(*last).split()}
        answer = moderating.post(f"{LIST}?queue=rejected&p=2", {**sent, **known})
        assert answer["Location"] == f"{LIST}?queue=rejected"
        assert said(answer) == "2 comments were decided."

    def test_thousands(self, moderating: Client, article: Article) -> None:
        """More than there are fields in a form, and in as many queries as a few; of more than can
        be decided at once those that waited longest."""
        members = [people.reader() for _ in range(5)]
        for number in range(40):
            builders.comment(article, members[number % 5], review=Review.PENDING)
        few = self.queries(moderating, "Hide 40 comments<", 40)
        path = Comment.objects.order_by("pk").last()
        assert path
        Comment.objects.bulk_create(
            Comment(
                article=article,
                member=members[number % 5],
                review=Review.PENDING,
                posted_at=timezone.now(),
                body="Spam.",
                sort_path=(2**31 + path.pk + number).to_bytes(4, "big"),
            )
            for number in range(1, MOST_AT_ONCE + 4)
        )
        many = self.queries(moderating, "Hide 2,000 comments of 2,003; then the rest", MOST_AT_ONCE)
        left = Comment.objects.filter(review=Review.PENDING)
        assert (
            sorted(left.values_list("pk", flat=True))
            == [*Comment.objects.order_by("-pk").values_list("pk", flat=True)[:3]][::-1]
        )
        assert ModerationEntry.objects.count() == MOST_AT_ONCE + 40
        assert (many - few) / (MOST_AT_ONCE - 40) < 0.1

    def queries(self, moderating: Client, title: str, total: int) -> int:
        """How many it takes to reject all that there are, or can be at once."""
        known = seen_on(page(moderating, LIST))
        sent = {"action": "hide", "select_across": "1", "_selected_action": "1", "seen": known}
        asked = moderating.post(LIST, sent).content.decode()
        assert title in asked
        assert f"And {total - 20} more" in asked.replace(",", "").replace("\u202f", "")
        with CaptureQueriesContext(connection) as captured:
            answer = decided(moderating, HIDE, seen_on(asked)[0], reason="it is spam")
        assert said(answer) == f"{total} comments were decided."
        return len(captured)

    def test_so_many_and_no_more(self, moderating: Client) -> None:
        known = " ".join(f"{number}.0.pending.0.0.0" for number in range(MOST_AT_ONCE + 1))
        answer = decided(moderating, SHOW, known)
        assert answer.status_code == 422
        assert f"Choose {MOST_AT_ONCE} at most" in answer.content.decode()


class TestSingly:
    def buttons(self, shown: str) -> list[str]:
        return [act for act, _seen in BUTTON.findall(shown)]

    @pytest.mark.parametrize(
        ("review", "acts"),
        [
            (Review.PENDING, [SHOW, HIDE]),
            (Review.APPROVED, [HIDE]),
            (Review.REJECTED, [SHOW]),
            (Review.REMOVED, [SHOW]),
        ],
    )
    def test_a_page_offers_what_there_is_to_decide(
        self, moderating: Client, article: Article, review: Review, acts: list[str]
    ) -> None:
        comment = builders.comment(article, people.reader(), review=review)
        for address in (of_comment(comment), f"{LIST}?queue=all"):
            shown = page(moderating, address)
            assert BUTTON.findall(shown) == [(act, seen(comment)) for act in acts]
        for act in acts:
            answer = moderating.post(DECIDE, {act: seen(comment)})
            assert answer.status_code == (302 if act == SHOW else 200)

    def test_a_page_tells_what_is_known(
        self, moderating: Client, moderator: User, article: Article
    ) -> None:
        builders.settings(first_comments_held=1)
        member = people.reader(display_name="Ada")
        builders.comment(article, member, review=Review.REJECTED)
        member.bans.create(reason="shouted", set_by=moderator, begins_at=timezone.now())
        parent = builders.comment(article, people.reader(), body="What is answered.")
        comment = builders.comment(article, member, parent=parent, body="Said *at first*.")
        comment.revisions.create(
            body_html="<p>As it was.</p>",
            render_version=1,
            was_public=True,
            written_at=timezone.now(),
            replaced_at=timezone.now(),
        )
        reporter = people.reader(display_name="Berta")
        report(reporter, comment, builders.rule("Be kind"), "He shouts.", timezone.now())
        set_state([comment.pk], Decision(Act.REMOVED, moderator, REASON))
        shown = page(moderating, of_comment(comment))
        for words in (
            "Said <em>at first</em>.",
            "What is answered.",
            "1 rejected, 1 removed, 0 withdrawn",
            "Banned now.",
            "shouted",
            "<bdi>Berta</bdi>",
            "He shouts.",
            "Be kind",
            REASON,
            "As it was.",
            article.title,
        ):
            assert words in shown

    def test_many_reports_take_no_more_queries(self, moderating: Client, article: Article) -> None:
        comment = builders.comment(article, people.reader())
        page(moderating, of_comment(comment))  # what is looked up once for all pages
        taken = []
        for count in (1, 10):
            for _number in range(count):
                report(people.reader(), comment, builders.rule(), "", timezone.now())
            with CaptureQueriesContext(connection) as captured:
                page(moderating, of_comment(comment))
            taken.append(len(captured))
        assert taken[0] == taken[1]

    def test_nobody_rewrites_a_comment(self, moderating: Client, article: Article) -> None:
        comment = pending(article)
        sent = {"body": "Other words.", "review": "approved"}
        assert moderating.post(of_comment(comment), sent).status_code == 403
        assert (now(comment).body, now(comment).review) == (comment.body, Review.PENDING)


class TestTwoAtOnce:
    def test_the_second_is_told(self, moderating: Client, article: Article) -> None:
        comment = pending(article)
        shown = page(moderating, f"{LIST}?queue=all")
        set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
        answer = ticked(moderating, "approve", comment, shown=shown)
        assert said(answer) == "0 comments were decided. 1 had been decided so already."
        assert ModerationEntry.objects.count() == 1

    def test_nothing_is_undone_unknowingly(self, moderating: Client, article: Article) -> None:
        comment, other = pending(article), pending(article)
        shown = page(moderating, f"{LIST}?queue=all")
        set_state([comment.pk], Decision(Act.REJECTED, people.moderator(), REASON))
        answer = ticked(moderating, "approve", comment, other, shown=shown)
        assert "1 comment was decided. 1 was left alone" in said(answer)
        assert now(comment).review == Review.REJECTED
        assert now(other).review == Review.APPROVED

    def test_words_that_came_later_do_not_pass(self, moderating: Client, article: Article) -> None:
        builders.settings(first_comments_held=1)
        member = people.reader()
        comment = say(member, article, "Harmless.")
        shown = page(moderating, of_comment(comment))
        edit(member, comment, body="Buy my pills.", edition=0)
        answer = moderating.post(DECIDE, {SHOW: BUTTON.findall(shown)[0][1]})
        assert "1 was left alone" in said(answer)
        assert now(comment).review == Review.PENDING


class TestWhoMay:
    @pytest.mark.parametrize("act", [SHOW, HIDE])
    @pytest.mark.parametrize("make", people.CAST, ids=lambda make: make.__name__)
    def test_moderators_and_administrators(
        self, client: Client, article: Article, make: Any, act: str
    ) -> None:
        comment = pending(article)
        somebody = make()
        may = make in {people.moderator, people.admin}
        if isinstance(somebody, User):
            client.force_login(somebody)
        answer = decided(client, act, seen(comment), reason=REASON)
        assert (answer.status_code == 302 and answer["Location"] == LIST) == may
        assert ModerationEntry.objects.exists() == may
        assert (now(comment).review == Review.PENDING) != may

    def test_editors_read_what_everybody_reads(self, client: Client, article: Article) -> None:
        reporter = people.reader(display_name="Whistle")
        comment = builders.comment(article, people.reader(), body="Public words.")
        report(reporter, comment, builders.rule("Be kind"), "He shouts.", timezone.now())
        hidden = [
            builders.comment(article, people.reader(), review=review, body=f"Unread: {review}.")
            for review in (Review.PENDING, Review.REJECTED, Review.REMOVED)
        ]
        builders.comment(
            article, people.reader(), body="Unread: withdrawn.", withdrawn_at=timezone.now()
        )
        answer = builders.comment(article, people.reader(), parent=hidden[0], body="An answer.")
        client.force_login(people.editor())
        for queue in ("", "?queue=all", "?queue=held", "?queue=withdrawn", "?queue=reported"):
            shown = page(client, f"{LIST}{queue}")
            assert "Public words." in shown
            for kept in ("Unread", "Whistle", "Be kind", "He shouts.", 'name="show"', "What waits"):
                assert kept not in shown
        assert "Unread: pending." not in page(client, of_comment(answer))
        assert client.get(of_comment(hidden[0])).status_code == 302  # as one that is not there
        refused = client.post(
            LIST, {"action": "approve", "_selected_action": hidden[0].pk, "seen": seen(hidden[0])}
        )
        assert refused.status_code == 200
        assert now(hidden[0]).review == Review.PENDING


class TestSpoiltForms:
    @pytest.mark.parametrize(
        "sent",
        [
            {"act": "show", "seen": "1.0"},
            {"act": "show", "seen": "nothing"},
            {"act": "show", "seen": ""},
            {"act": "show"},
            {"show": "1.0.pending"},
            {"act": "held", "seen": "1.0.pending.0.0.0"},
            {"act": "hide", "seen": "1.0.pending.0.0.0", "reason": "x" * 501, "asked": "yes"},
            {"act": "hide", "seen": "1.0.pending.0.0.0", "reason": "x", "rule": "7", "asked": "y"},
            {"seen": "1.0.pending.0.0.0", "asked": "yes"},
            {},
        ],
    )
    def test_are_refused_in_place(self, moderating: Client, sent: dict[str, str]) -> None:
        assert moderating.post(DECIDE, sent).status_code == 422
        assert not ModerationEntry.objects.exists()

    def test_in_the_list(self, moderating: Client, article: Article) -> None:
        comment = pending(article)
        sent = {"action": "approve", "_selected_action": comment.pk, "seen": "rubbish"}
        assert "Choose them again" in said(moderating.post(LIST, sent))
        assert now(comment).review == Review.PENDING
