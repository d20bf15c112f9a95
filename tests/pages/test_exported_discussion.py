"""The export tells members what was said and decided of theirs, and nothing of others."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import User
from archive.commenting.authorship import link
from archive.commenting.edit import edit
from archive.commenting.report import report
from archive.models import ModerationEntry, Report
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import undo
from archive.pages.members.export import ACTS, TOLD, document
from tests import builders, people
from tests.archive.commenting.saying import say

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act


def exported(member: User) -> tuple[dict[str, Any], str]:
    words = "".join(document(member, timezone.now(), ""))
    return json.loads(words), words


def test_every_relation_from_the_archive_is_told() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("archive").get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is User
    }
    assert len(found) > 8
    assert found == {*TOLD, *ACTS}
    told, _words = exported(people.reader())
    assert set(TOLD.values()) <= told.keys()


def test_what_was_decided_about_a_member() -> None:
    builders.settings(first_comments_held=1)
    moderator = people.moderator()
    member, article = people.reader(), builders.article()
    comment = say(member, article, "At first.")
    edit(member, comment, body="Then.", edition=0)
    reporter = people.reader(display_name="Somebody who reports")
    set_state([comment.pk], Decision(Act.APPROVED, moderator))
    report(reporter, comment, builders.rule("Be kind"), "He shouts.", timezone.now())
    rule = builders.rule("Be calm")
    set_state([comment.pk], Decision(Act.REMOVED, moderator, "it shouts", rule))
    told, words = exported(member)
    assert [row["body"] for row in told["comments"][0]["said_before"]] == ["At first."]
    acts = [row["act"] for row in told["decisions"]]
    assert acts == ["held", "held", "approved", "removed"]
    last = told["decisions"][-1]
    assert (last["comment"], last["reason"], last["rule"]) == (comment.pk, "it shouts", "Be calm")
    assert told["reports"] == []
    for others in ("Somebody who reports", "He shouts", "first comments", moderator.display_name):
        assert others not in words
    told, _words = exported(moderator)
    assert {row["record"] for row in told["acts_as_staff"]} == {"archive.ModerationEntry"}
    assert len(told["acts_as_staff"]) == 2


def test_what_a_member_reported() -> None:
    builders.settings()
    reporter, other = people.reader(), people.reader(display_name="Who was reported")
    comment = builders.comment(builders.article(), other, body="Their words.")
    report(reporter, comment, builders.rule("Be kind"), "He shouts.", timezone.now())
    set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), "it shouts"))
    told, words = exported(reporter)
    (row,) = told["reports"]
    assert (row["comment"], row["rule"], row["line"]) == (comment.pk, "Be kind", "He shouts.")
    assert row["answered_at"]
    for others in ("Who was reported", "Their words", "it shouts"):
        assert others not in words


def test_as_whom_a_member_is_known() -> None:
    author, member = builders.author("Nora Quay"), people.reader()
    link(author, member)
    assert exported(member)[0]["authored_as"] == [{"name": "Nora Quay"}]


def test_that_somebody_reported_is_not_told_by_what_was_undone() -> None:
    member, by = people.reader(), people.moderator()
    kept, again = (builders.comment(builders.article(), member) for _number in range(2))
    told_of = set_state([again.pk], Decision(Act.REMOVED, by, "it shouts"))
    for comment in (kept, again):
        Report.objects.create(comment=comment, reporter=people.reader(), rule=builders.rule())
    untold = set_state([kept.pk], Decision(Act.APPROVED, by))
    untold += set_state([again.pk], Decision(Act.REMOVED, by, "it shouts"))
    for entry in [*untold, *told_of]:
        (undone,) = undo([entry.pk], by).done
        (redone,) = undo([undone.pk], by).done
        undo([redone.pk], by)
    told, _words = exported(member)
    assert [row["act"] for row in told["decisions"]] == ["removed", *["undone"] * 3]
