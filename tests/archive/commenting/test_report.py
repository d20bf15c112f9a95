"""Reporting: what may be reported, and how often."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.limits import Limit
from accounts.models import User
from archive.commenting import pace
from archive.commenting.edit import withdraw
from archive.commenting.refusal import Refused, TooOften
from archive.commenting.report import report
from archive.models import REPORT_LENGTH, Comment, ModerationEntry, Report, Rule
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import say

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def rule() -> Rule:
    return builders.rule("No insults")


@pytest.fixture
def comment() -> Comment:
    return builders.comment(builders.article(), people.reader())


def test_what_is_kept_of_it(comment: Comment, rule: Rule, at: datetime) -> None:
    reporter = people.reader()
    assert report(reporter, comment, rule, "  He means\nme. ", at)
    made = Report.objects.get()
    assert (made.comment, made.reporter, made.rule) == (comment, reporter, rule)
    assert (made.line, made.reported_at, made.resolved_at) == ("He means me.", at, None)


def test_once_until_somebody_looked(comment: Comment, rule: Rule, at: datetime) -> None:
    reporter = people.reader()
    assert report(reporter, comment, rule, "", at)
    assert not report(reporter, comment, builders.rule(), "Again.", at)
    assert report(people.reader(), comment, rule, "", at)
    set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
    assert report(reporter, comment, rule, "Again.", at)
    assert comment.reports.open().count() == 1


def test_captured_comments_too(rule: Rule, at: datetime) -> None:
    assert report(people.reader(), builders.captured_comment(builders.article()), rule, "", at)


class TestRefused:
    def refused(self, words: str, reporter: User, comment: Comment, rule: Rule, line: str) -> None:
        with pytest.raises(Refused, match=words):
            report(reporter, comment, rule, line, timezone.now())
        assert not Report.objects.exists()

    @pytest.mark.parametrize("review", ["pending", "rejected", "removed"])
    def test_what_readers_cannot_see_by_now(
        self, comment: Comment, rule: Rule, review: str
    ) -> None:
        Comment.objects.filter(pk=comment.pk).update(review=review)  # since it was loaded
        self.refused("nothing to report", people.reader(), comment, rule, "")

    def test_what_was_withdrawn(self, rule: Rule) -> None:
        builders.settings()
        member = people.reader()
        said = say(member, builders.article())
        withdraw(member, said)
        self.refused("nothing to report", people.reader(), said, rule, "")

    def test_what_an_import_took_away(self, rule: Rule) -> None:
        captured = builders.captured_comment(builders.article())
        Comment.objects.all().delete()
        self.refused("nothing to report", people.reader(), captured, rule, "")

    def test_ones_own(self, comment: Comment, rule: Rule) -> None:
        assert comment.member
        self.refused("your own", comment.member, comment, rule, "")

    def test_a_rule_that_was_given_up(self, comment: Comment) -> None:
        self.refused("Choose another", people.reader(), comment, builders.rule(in_force=False), "")

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("x" * (REPORT_LENGTH + 1), f"{REPORT_LENGTH} is the most"),
            ("a \0 b", "no text"),
            ("half \ud83d", "no text"),
            ("\u200b", "nothing to read"),
            ("\u202eturned", "turns the direction"),
        ],
    )
    def test_words_that_no_page_can_show(
        self, comment: Comment, rule: Rule, line: str, words: str
    ) -> None:
        self.refused(words, people.reader(), comment, rule, line)

    def test_too_many(
        self, comment: Comment, rule: Rule, at: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pace, "REPORTS", Limit("reports", 1, timedelta(days=36_500)))
        reporter = people.reader()
        report(reporter, comment, rule, "", at)
        other = builders.comment(comment.article, people.reader())
        with pytest.raises(TooOften):
            report(reporter, other, rule, "", at)
        assert not other.reports.exists()
