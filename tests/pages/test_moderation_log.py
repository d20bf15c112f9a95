"""The public log: what was done and why, of nobody by name; and the figures above it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from archive.commenting.report import report
from archive.models import Appeal, Article, Comment, ModerationEntry
from archive.moderating import notes, premoderation
from archive.moderating.bans import ban_all
from archive.moderating.erase import erase
from archive.moderating.set_state import Decision, set_state
from archive.moderating.takedown import Takedown
from archive.moderating.terms import Terms
from archive.moderating.undo import undo, undo_batch
from archive.moderating.warnings import warn
from archive.moderation.figures import figures, in_words
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
LOG = reverse("moderation_log")


@pytest.fixture
def moderator() -> User:
    return people.moderator(display_name="canary-moderator")


def read(client: Client, query: str = "") -> str:
    answer = client.get(LOG + query)
    assert answer.status_code == 200
    return answer.content.decode()


def acts(page: str) -> str:
    """Without the figures."""
    return page[page.index('id="acts"') :]


def removed(article: Article, by: User, count: int = 1, **fields: object) -> list[ModerationEntry]:
    said = [builders.comment(article, people.reader(), **fields) for _ in range(count)]
    decision = Decision(Act.REMOVED, by, "it shouts", builders.rule())
    return set_state([comment.pk for comment in said], decision)


class TestLines:
    def test_tell_what_was_done_where_and_why(self, client: Client, moderator: User) -> None:
        article = builders.article(title="The tide that returned")
        (entry,) = removed(article, moderator)
        page = acts(read(client))
        assert "A comment was removed" in page
        assert f'href="{article.get_absolute_url()}"' in page
        assert "it shouts" in page
        assert f'href="/rules/#rule-{entry.rule_id}"' in page

    def test_are_one_for_what_was_done_at_once(self, client: Client, moderator: User) -> None:
        entries = removed(builders.article(title="The tide"), moderator, 30)
        page = acts(read(client))
        assert "30 comments were removed" in page
        assert page.count("log__what") == 1
        assert "The tide" in page
        undo([entries[0].pk], moderator)
        page = read(client)
        assert "1 part of this was undone since." in page
        assert "<s>" not in page

    def test_say_what_was_undone_and_done_again(self, client: Client, moderator: User) -> None:
        entries = removed(builders.article(), moderator, 3)
        assert entries[0].batch
        undone = undo_batch(entries[0].batch, moderator)
        assert "This was undone since." in read(client)
        assert "<s>3 comments were removed</s>" in read(client)
        again = undone.done[0].batch
        assert again
        undo_batch(again, moderator)
        assert "undone since" not in read(client)

    def test_tell_of_bans_with_what_went_with_them(self, client: Client, moderator: User) -> None:
        member = people.reader(display_name="canary-troll")
        article = builders.article()
        for _ in range(3):
            builders.comment(article, member, body="canary-words")
        ban_all([member.pk], moderator, Terms(takedown=Takedown.ALL))
        page = acts(read(client))
        assert "A member was banned, and 3 comments of theirs were removed" in page
        assert "still to be written down" in page
        assert page.count("log__what") == 1
        until = timezone.now() + timedelta(days=3)
        ban_all([people.reader().pk], moderator, Terms(until=until, reason="you spammed"))
        page = acts(read(client))
        assert page.index("A member was suspended") < page.index("A member was banned")
        assert "you spammed" in page

    def test_tell_of_words_that_were_erased(self, client: Client, moderator: User) -> None:
        comment = builders.comment(builders.article(), people.reader())
        erase(comment, moderator, "it gave away an address")
        page = acts(read(client, "?act=removed"))
        assert "The words of a comment were erased for good" in page
        assert "it gave away an address" in page

    def test_are_of_one_kind_where_one_is_asked_for(self, client: Client, moderator: User) -> None:
        removed(builders.article(), moderator)
        warn(people.reader(), moderator, reason="you shout")
        for query, shown, hidden in (
            ("?act=removed", "A comment was removed", "A member was warned"),
            ("?act=members", "A member was warned", "A comment was removed"),
        ):
            page = acts(read(client, query))
            assert shown in page
            assert hidden not in page
        assert "is no kind of act" in read(client, "?act=loved")
        assert "Nothing of this kind" in read(client, "?act=appeals")

    def test_are_paged_the_latest_first(self, client: Client, moderator: User) -> None:
        article = builders.article()
        for number in range(45):
            comment = builders.comment(article, people.reader())
            set_state([comment.pk], Decision(Act.REMOVED, moderator, f"reason no. {number}."))
        found, query = [], ""
        for _ in range(3):
            answer = client.get(LOG + query)
            found += [line.reason for line in answer.context["lines"]]
            query = f"?cursor={answer.context['paging'].next}"
        assert found == [f"reason no. {number}." for number in reversed(range(45))]
        assert "leads to no page" in read(client, "?cursor=nowhere")


class TestPrivacy:
    def test_nobody_is_named_and_nothing_hidden_is_told(
        self, client: Client, moderator: User
    ) -> None:
        builders.settings()
        member = people.reader(display_name="canary-member", email="canary@example.org")
        reporter = people.reader(display_name="canary-reporter")
        rule = builders.rule("A rule")
        article, draft = builders.article(), builders.draft(title="canary-draft")
        gone = builders.withdrawn(title="canary-withdrawn")
        for where in (article, draft, gone):
            comment = builders.comment(where, member, body="canary-words")
            if where == article:
                report(reporter, comment, rule, "canary-line", timezone.now())
            decision = Decision(Act.REMOVED, moderator, "canary-told", rule)
            set_state([comment.pk], decision)
        warn(member, moderator, reason="you shout", rule=rule)
        ban_all([member.pk], moderator, Terms(note="canary-note"))
        notes.note(member, moderator, "canary-note")
        premoderation.premoderate(member, moderator, "canary-note")
        kept = builders.comment(article, member, body="canary-words")
        report(reporter, kept, rule, "canary-line", timezone.now())
        set_state([kept.pk], Decision(Act.APPROVED, moderator))
        ModerationEntry.objects.create(
            act=Act.HELD, comment=kept, member=member, note="canary-note"
        )
        undo([ModerationEntry.objects.get(act=Act.BANNED).pk], moderator, "canary-note")
        (told,) = {line for line in read(client).splitlines() if "canary" in line}
        assert "canary-told" in told
        assert ModerationEntry.objects.filter(act=Act.REMOVED).count() == 3
        assert acts(read(client)).count("log__what") == 5
        assert article.label in read(client)

    def test_what_is_older_than_the_page_is_not_on_it(self, client: Client) -> None:
        """Whoever gave that reason did not know that everybody reads it."""
        comment = builders.comment(builders.article(), people.reader(), review="removed")
        ModerationEntry.objects.create(act=Act.REMOVED, comment=comment, reason="canary-old")
        assert "canary-old" not in read(client)

    def test_visitors_may_share_it_and_members_may_not(self, client: Client) -> None:
        assert "public" in client.get(LOG).headers["Cache-Control"]
        assert not client.get(LOG).cookies
        client.force_login(people.reader())
        assert client.get(LOG).headers["Cache-Control"] == "private, no-store"

    def test_what_is_deleted_is_no_stumbling_block(self, client: Client, moderator: User) -> None:
        removed(builders.article(), moderator)
        Comment.objects.all().delete()
        Article.objects.all().delete()
        assert "A comment was removed" in read(client)


class TestFigures:
    def test_of_nothing_say_so(self, client: Client) -> None:
        found = figures(timezone.now())
        assert (found.wait, found.overturned, found.removed) == (None, None, 0)
        assert read(client).count("not enough yet") == 2

    def test_count_the_last_ninety_days(self, moderator: User) -> None:
        now = timezone.now()
        for days, waited in ((1, 1), (2, 2), (3, 3), (4, 40), (5, 50), (100, 1_000)):
            ModerationEntry.objects.create(
                act=Act.APPROVED,
                actor=moderator,
                waited=timedelta(hours=waited),
                at=now - timedelta(days=days),
            )
        found = figures(now)
        assert (found.approved, found.wait) == (5, "3 hours")

    def test_tell_how_many_appeals_were_right(self, moderator: User) -> None:
        now, article = timezone.now(), builders.article()
        outcomes = ["overturned", "upheld", "upheld", "upheld", "overturned"]
        for entry, outcome in zip(removed(article, moderator, 5), outcomes, strict=True):
            assert figures(now).overturned is None
            assert entry.member
            Appeal.objects.create(
                entry=entry,
                member=entry.member,
                words="No.",
                outcome=outcome,
                answer="So.",
                answered_at=now,
            )
        assert (figures(now).appeals, figures(now).overturned) == (5, 40)

    @pytest.mark.parametrize(
        ("wait", "words"),
        [
            (timedelta(seconds=20), "less than a minute"),
            (timedelta(minutes=1), "1 minute"),
            (timedelta(minutes=89), "89 minutes"),
            (timedelta(hours=5, minutes=10), "5 hours"),
            (timedelta(days=3), "3 days"),
        ],
    )
    def test_say_how_long_as_anybody_would(self, wait: timedelta, words: str) -> None:
        assert in_words(wait) == words


def test_many_acts_cost_as_many_queries_as_few(client: Client, moderator: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client)
        return len(queries)

    removed(builders.article(), moderator, 2)
    removed(builders.article(), moderator)
    few = cost()
    for _ in range(15):
        removed(builders.article(), moderator, 3)
        ban_all([people.reader().pk], moderator, Terms(reason="you spammed"))
    assert cost() == few
