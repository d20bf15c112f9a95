"""Screening: who waits, and that nothing passes because a rule is broken."""

import logging
from datetime import UTC, datetime

import pytest
from django.db import connection

from accounts.models import User
from archive.models import Article, Comment, ModerationEntry, SiteSettings
from archive.screening import outcome
from archive.screening.draft import Draft
from archive.screening.outcome import reasons_to_wait
from archive.screening.rules.first_comments import first_comments
from archive.screening.rules.premoderation import premoderation
from tests import builders, people
from tests.archive.commenting.saying import say

AT = datetime(2026, 5, 1, tzinfo=UTC)


def draft(
    *, approved: int = 0, of_article: bool = False, member: User | None = None, **settings: object
) -> Draft:
    article = Article(premoderated=of_article)
    given = SiteSettings(**settings)
    return Draft(member or User(), article, "Words.", AT, given, approved)


@pytest.mark.parametrize(
    ("held", "approved", "waits"),
    [(0, 0, False), (1, 0, True), (1, 1, False), (3, 2, True), (3, 3, False), (3, 9, False)],
)
def test_first_comments(held: int, approved: int, waits: bool) -> None:
    reason = first_comments(draft(first_comments_held=held, approved=approved))
    assert bool(reason) is waits


@pytest.mark.parametrize(
    ("site", "article", "where"),
    [
        (False, False, None),
        (True, False, "on the site"),
        (False, True, "under this article"),
        (True, True, "on the site"),
    ],
)
def test_premoderation(site: bool, article: bool, where: str | None) -> None:
    reason = premoderation(draft(premoderated=site, of_article=article))
    assert where in reason if reason and where else reason is where


def fails(_draft: Draft) -> str | None:
    raise RecursionError("deep")


def asks_nonsense(_draft: Draft) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM a_table_that_is_not")
    return None


@pytest.mark.django_db
class TestTogether:
    def test_every_reason_is_told(self) -> None:
        found = reasons_to_wait(
            draft(premoderated=True, first_comments_held=1, member=people.reader())
        )
        assert len(found) == 2

    @pytest.mark.parametrize("person", [people.moderator, people.admin])
    def test_staff_who_moderate_do_not_wait(self, person: object) -> None:
        assert callable(person)
        assert reasons_to_wait(draft(premoderated=True, member=person())) == ()

    @pytest.mark.parametrize("person", [people.subscriber, people.editor])
    def test_others_do(self, person: object) -> None:
        assert callable(person)
        assert reasons_to_wait(draft(premoderated=True, member=person()))

    @pytest.mark.parametrize("rule", [fails, asks_nonsense])
    def test_a_broken_rule_holds_the_comment_and_is_logged(
        self, rule: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        builders.settings()
        monkeypatch.setattr(outcome, "RULES", (rule, *outcome.RULES))
        with caplog.at_level(logging.ERROR):
            made = say(people.reader(), builders.article())
        name = getattr(rule, "__name__", "")
        assert Comment.objects.get(pk=made.pk).review == Comment.Review.PENDING
        assert name in ModerationEntry.objects.get(comment=made).note
        assert name in caplog.text
        assert "Traceback" in caplog.text
