"""Bans: at once, explained once, lifted by somebody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.commenting import bans
from archive.commenting.refusal import Refused
from archive.models import Ban
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def banned() -> Ban:
    return bans.ban(people.reader(), people.moderator())


def test_it_holds_at_once(banned: Ban) -> None:
    assert list(Ban.objects.in_force(timezone.now())) == [banned]
    assert not Ban.objects.in_force(banned.begins_at - timedelta(microseconds=1)).exists()


def test_it_ends_in_the_future() -> None:
    with pytest.raises(Refused, match="future"):
        bans.ban(people.reader(), people.moderator(), until=timezone.now())
    assert not Ban.objects.exists()


def test_explained_later_and_once(banned: Ban) -> None:
    bans.explain(banned, people.moderator(), "you insulted another member")
    with pytest.raises(Refused, match="stays"):
        bans.explain(banned, people.moderator(), "For another reason.")
    banned.refresh_from_db()
    assert banned.reason == "you insulted another member"


def test_lifted_once(banned: Ban) -> None:
    bans.lift(banned, people.moderator())
    assert not Ban.objects.in_force(timezone.now()).exists()
    lifted_at = Ban.objects.get().lifted_at
    with pytest.raises(Refused, match="over already"):
        bans.lift(banned, people.moderator())
    assert Ban.objects.get().lifted_at == lifted_at
