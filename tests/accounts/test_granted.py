"""What the staff may do is known with who they are: no query of its own."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.authentication import EmailBackend
from accounts.models import User
from tests import people

pytestmark = pytest.mark.django_db


def loaded(user: User) -> User:
    found = EmailBackend().get_user(user.pk)
    assert found
    return found


@pytest.mark.parametrize("who", [people.moderator, people.editor, people.reader, people.admin])
def test_it_is_what_django_says(who: Callable[[], User]) -> None:
    user = who()
    if user.is_staff:
        user.user_permissions.add(Permission.objects.get(codename="view_importrun"))
        user.groups.add(Group.objects.create(name="Empty"))
    ours = loaded(user).get_all_permissions()
    assert ours == ModelBackend().get_all_permissions(get_user_model().objects.get(pk=user.pk))
    assert bool(ours) == user.is_staff


def test_it_takes_one_query() -> None:
    moderator = people.moderator()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        user = loaded(moderator)
        assert user.has_perm("archive.change_comment")
        assert user.has_module_perms("archive")
        assert not user.has_perm("archive.change_article")
    assert len(captured) == 1


def test_whoever_is_not_active_may_nothing_and_is_nobody() -> None:
    moderator = people.moderator()
    user = loaded(moderator)
    user.is_active = False
    assert not user.has_perm("archive.change_comment")
    User.objects.filter(pk=moderator.pk).update(is_active=False)
    assert EmailBackend().get_user(moderator.pk) is None


def test_who_leaves_the_staff_may_nothing_on_the_next_request() -> None:
    moderator = people.moderator()
    moderator.groups.clear()
    assert not loaded(moderator).get_all_permissions()


def test_whose_staff_mark_is_gone_may_nothing_however_they_were_loaded() -> None:
    """Their group is kept: it was never looked at for anybody who is not of the staff."""
    moderator = people.moderator()
    User.objects.filter(pk=moderator.pk).update(is_staff=False)
    for user in (loaded(moderator), User.objects.get(pk=moderator.pk)):
        assert user.groups.exists()
        assert user.get_all_permissions() == set()
        assert not user.has_perm("archive.change_comment")
        assert not user.has_module_perms("archive")


def test_who_was_loaded_otherwise_may_what_django_says() -> None:
    moderator = User.objects.get(pk=people.moderator().pk)
    assert not hasattr(moderator, "granted")
    assert moderator.has_perm("archive.change_comment")
    assert not moderator.has_perm("archive.change_article")
