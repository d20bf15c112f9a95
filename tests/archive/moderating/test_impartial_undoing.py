"""Nobody frees themselves, whichever way: by undoing, by lifting, by releasing."""

import pytest
from django.utils import timezone

from accounts.models import User
from archive.commenting.leaving import leave
from archive.commenting.refusal import Refused
from archive.models import Ban, Comment, ModerationEntry
from archive.moderating import bans, notes
from archive.moderating.premoderation import premoderate, release
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import undo
from archive.moderating.warnings import warn
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act


@pytest.fixture
def admin() -> User:
    return people.admin()


def judged(member: User, by: User) -> None:
    """All that can be decided about somebody."""
    said = builders.comment(builders.article(), member)
    bans.ban(member, by, reason="you shout")
    warn(member, by, reason="you shout")
    premoderate(member, by)
    notes.note(member, by, "Shouts.")
    set_state([said.pk], Decision(Act.REMOVED, by, "it shouts"))


def whys(by: User) -> set[str]:
    """With which sentences everything is left alone."""
    undone = undo(list(ModerationEntry.objects.values_list("pk", flat=True)), by)
    assert not undone.done
    return {why for _entry, why in undone.left}


def test_nobody_undoes_what_is_about_them(admin: User) -> None:
    moderator = people.moderator()
    judged(moderator, admin)
    assert whys(moderator) == {"This is about you. Another moderator decides about it."}
    assert Ban.objects.in_force(timezone.now()).exists()
    assert not Comment.objects.public().exists()


def test_whoever_is_alone_does() -> None:
    moderator, other = people.moderator(), people.moderator()
    said = builders.comment(builders.article(), moderator)
    (entry,) = set_state([said.pk], Decision(Act.REMOVED, other, "it shouts"))
    other.is_staff = False
    other.save()
    assert undo([entry.pk], moderator).done


def test_administrators_decide_about_what_restricts_the_staff(admin: User) -> None:
    judged(people.moderator(), admin)
    moderator = people.moderator()
    numbers = list(ModerationEntry.objects.values_list("pk", flat=True))
    undone = undo(numbers, moderator)
    left = {entry.act: why for entry, why in undone.left}
    assert left == dict.fromkeys(
        (Act.BANNED, Act.WARNED, Act.PREMODERATED), "Only an administrator decides about the staff."
    )
    assert len(undone.done) == 2
    assert len(undo(numbers, admin).done) == 3


def test_nobody_lifts_their_own_ban_or_a_colleague_s(admin: User) -> None:
    moderator, colleague = people.moderator(), people.moderator()
    banned = bans.ban(moderator, admin, reason="you shout")
    for by, sentence in ((moderator, "themselves"), (colleague, "Only an administrator")):
        with pytest.raises(Refused, match=sentence):
            bans.lift(banned, by)
        with pytest.raises(Refused, match=sentence):
            bans.lift_from([moderator.pk], by)
    bans.lift(banned, admin)
    assert not Ban.objects.in_force(timezone.now()).exists()


def test_nobody_releases_themselves_or_a_colleague(admin: User) -> None:
    moderator, colleague = people.moderator(), people.moderator()
    premoderate(moderator, admin)
    for by, sentence in ((moderator, "themselves"), (colleague, "Only an administrator")):
        with pytest.raises(Refused, match=sentence):
            release(moderator, by)
    assert release(moderator, admin)


def test_whoever_left_is_anybody_s_to_free(admin: User) -> None:
    member, moderator = people.moderator(), people.moderator()
    banned = bans.ban(member, admin, reason="you shout")
    bans.ban(member, admin, reason="you shout still")
    leave(member, timezone.now())
    bans.lift(banned, moderator)
    (entry,) = ModerationEntry.objects.filter(act=Act.BANNED).exclude(ban=banned)
    assert undo([entry.pk], moderator).done
