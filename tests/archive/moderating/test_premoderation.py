"""Premoderation of a member, and notes about one: each with its entry, each undone."""

import pytest

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.models import Comment, MemberPremoderation, ModerationEntry
from archive.moderating.notes import NOTE_LENGTH, note, notes_on
from archive.moderating.premoderation import premoderate, release
from archive.moderating.undo import undo
from tests import builders, people
from tests.archive.commenting.saying import say

pytestmark = pytest.mark.django_db

Act, Review = ModerationEntry.Act, Comment.Review


@pytest.fixture
def staff() -> User:
    return people.moderator()


@pytest.fixture
def member() -> User:
    return people.reader()


def test_from_then_on_comments_wait(member: User, staff: User) -> None:
    builders.settings()
    article = builders.article()
    assert say(member, article).review == Review.APPROVED
    premoderate(member, staff, "A sock puppet?")
    assert say(member, article, "Again.").review == Review.PENDING
    release(member, staff, "No.")
    assert say(member, article, "And again.").review == Review.APPROVED
    begun, over = ModerationEntry.objects.exclude(actor=None).order_by("pk")
    assert (begun.act, begun.note, over.act, over.note) == (
        Act.PREMODERATED,
        "A sock puppet?",
        Act.RELEASED,
        "No.",
    )
    waits = {"premoderated": True}
    free = {"premoderated": False}
    assert (begun.before, begun.after, over.before, over.after) == (free, waits, waits, free)


def test_each_once(member: User, staff: User) -> None:
    with pytest.raises(Refused, match="do not wait"):
        release(member, staff)
    premoderate(member, staff)
    with pytest.raises(Refused, match="wait already"):
        premoderate(member, staff)
    assert ModerationEntry.objects.count() == 1


def test_staff_is_not_premoderated_by_colleagues(staff: User) -> None:
    with pytest.raises(Refused, match="the staff"):
        premoderate(people.moderator(), staff)
    assert not MemberPremoderation.objects.exists()


def test_it_is_undone(member: User, staff: User) -> None:
    entry = premoderate(member, staff)
    undo([entry.pk], staff)
    assert not MemberPremoderation.objects.exists()


def test_notes(member: User, staff: User) -> None:
    said = builders.comment(builders.article(), member)
    first = note(member, staff, "Writes like Ada.\r\n\r\nAsk her.")
    second = note(member, staff, "It is not Ada.", comment=said)
    note(people.reader(), staff, "About another.")
    assert first.note == "Writes like Ada.\n\nAsk her."
    assert (first.reason, second.comment) == ("", said)
    assert list(notes_on(member)) == [second, first]
    undo([first.pk], staff)
    assert list(notes_on(member)) == [second]


@pytest.mark.parametrize("words", ["", " ", "x" * (NOTE_LENGTH + 1), "nul\0"])
def test_no_note(words: str, member: User, staff: User) -> None:
    with pytest.raises(Refused):
        note(member, staff, words)
    assert not notes_on(member).exists()
