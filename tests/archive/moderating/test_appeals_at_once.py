"""Appeals and their answers at once: each decision has one appeal, each appeal one answer."""

from functools import partial

import pytest

from accounts.models import OutboxMessage
from archive.commenting.refusal import Refused
from archive.models import Appeal, Comment, ModerationEntry
from archive.moderating.appeals import answer, appeal
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("for_threads")]

Act = ModerationEntry.Act


def removed() -> ModerationEntry:
    comment = builders.comment(builders.article(), people.reader())
    (entry,) = set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), "it shouts"))
    return entry


def test_what_is_sent_twice_is_one_appeal() -> None:
    entry = removed()
    assert entry.member
    made = at_once(*(partial(appeal, entry.member, entry, f"No, {n}.") for n in range(4)))
    assert {one.pk for one in made} == {Appeal.objects.get().pk}  # type: ignore[attr-defined]


def test_of_two_answers_one_stands() -> None:
    entry = removed()
    assert entry.member
    made = appeal(entry.member, entry, "I whispered.")
    copies = [Appeal.objects.get(pk=made.pk) for _number in range(2)]
    answers = [
        partial(answer, copy, people.moderator(), overturn=overturn, words=f"{overturn}")
        for copy, overturn in zip(copies, (True, False), strict=True)
    ]
    came_of_it = at_once(*answers)
    assert sum(isinstance(one, Refused) for one in came_of_it) == 1
    made.refresh_from_db()
    overturned = made.outcome == "overturned"
    assert made.answer == str(overturned)
    assert Comment.objects.get().review == ("approved" if overturned else "removed")
    assert ModerationEntry.objects.filter(appeal=made).count() == 1
    assert OutboxMessage.objects.filter(kind="appeal_answered").count() == 1
