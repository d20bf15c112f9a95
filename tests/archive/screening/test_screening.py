"""Screening: that every rule is asked, and that nothing passes because one is broken."""

import logging
from dataclasses import replace

import pytest
from django.db import connection

from accounts.models import User
from archive.models import Comment, ModerationEntry
from archive.screening import outcome
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome, Screened
from archive.screening.outcome import screen
from archive.screening.rules import Rule
from tests import builders, people
from tests.archive.commenting.saying import say
from tests.archive.screening.drafts import draft


def fails(_draft: Draft) -> Finding | None:
    raise RecursionError("deep")


def asks_nonsense(_draft: Draft) -> Finding | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM a_table_that_is_not")
    return None


def test_the_strongest_outcome_holds_and_all_reasons_are_kept() -> None:
    screened = Screened(
        (
            Finding(Outcome.HOLD, "New."),
            Finding(Outcome.ASK, "A word.", "Another word, please."),
            Finding(Outcome.ASK, "A domain.", "Another page, please."),
        )
    )
    assert screened.outcome is Outcome.ASK
    assert screened.reasons == ("New.", "A word.", "A domain.")
    assert screened.told == "Another word, please. Another page, please."
    assert Screened().outcome is None


@pytest.mark.django_db
class TestTogether:
    def test_every_reason_is_told(self) -> None:
        found = screen(draft(premoderated=True, first_comments_held=1, member=people.reader()))
        assert len(found.reasons) == 2

    @pytest.mark.parametrize("person", [people.moderator, people.admin])
    def test_staff_who_moderate_do_not_wait(self, person: object) -> None:
        assert callable(person)
        assert screen(draft(premoderated=True, member=person())) == Screened()

    @pytest.mark.parametrize("person", [people.subscriber, people.editor])
    def test_others_do(self, person: object) -> None:
        assert callable(person)
        assert screen(draft(premoderated=True, member=person())).outcome is Outcome.HOLD

    def test_it_keeps_others_waiting_for_few_statements(
        self, django_assert_max_num_queries: object
    ) -> None:
        """It is asked while the site writes. Of eight rules six ask the database."""
        assert callable(django_assert_max_num_queries)
        shown = draft("Words enough that they could have been said before.", comments_a_minute=5)
        shown = replace(shown, member=User.objects.get(pk=people.reader().pk))
        with django_assert_max_num_queries(6 + 2):
            screen(shown)

    @pytest.mark.parametrize("find", [fails, asks_nonsense])
    def test_a_broken_rule_holds_the_comment_and_is_logged(
        self, find: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert callable(find)
        builders.settings()
        monkeypatch.setattr(outcome, "RULES", (Rule(find, "Fails."), *outcome.RULES))
        with caplog.at_level(logging.ERROR):
            made = say(people.reader(), builders.article())
        name = getattr(find, "__name__", "")
        assert Comment.objects.get(pk=made.pk).review == Comment.Review.PENDING
        assert name in ModerationEntry.objects.get(comment=made).note
        assert name in caplog.text
        assert "Traceback" in caplog.text
