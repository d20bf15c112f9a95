"""What the groups of staff are given, and when."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from archive.roles import EDITORS, OURS, PERMISSIONS

pytestmark = pytest.mark.django_db


def codenames(group: Group) -> set[str]:
    return set(group.permissions.values_list("codename", flat=True))


@pytest.fixture
def editors() -> Group:
    return Group.objects.get(name=EDITORS)


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


@pytest.mark.parametrize("name", PERMISSIONS)
def test_each_group_has_its_permissions(name: str) -> None:
    wanted = {permission.replace(" ", "_") for permission in PERMISSIONS[name]}
    assert codenames(Group.objects.get(name=name)) == wanted


def test_what_an_administrator_decided_stays(editors: Group) -> None:
    editors.permissions.remove(Permission.objects.get(codename="add_sourcedocument"))
    editors.permissions.add(Permission.objects.get(codename="delete_article"))
    migrate()
    assert "add_sourcedocument" not in codenames(editors)
    assert "delete_article" in codenames(editors)


def test_a_group_that_is_gone_comes_back_whole(editors: Group) -> None:
    before = codenames(editors)
    editors.delete()
    migrate()
    assert codenames(Group.objects.get(name=EDITORS)) == before


def test_the_permissions_of_a_new_model_are_given(editors: Group) -> None:
    """As if an older version had not known of outlets: the migration makes their permissions."""
    before = codenames(editors)
    Permission.objects.filter(codename__endswith="_outlet").delete()
    editors.permissions.remove(Permission.objects.get(codename="view_article"))
    migrate()
    assert codenames(editors) == before - {"view_article"}


def test_the_permissions_of_a_new_model_of_accounts_are_given(editors: Group) -> None:
    """As an older version's groups are found by the one that brought grants."""
    before = codenames(editors)
    assert {"add_grant", "view_grant"} <= before
    Permission.objects.filter(
        content_type__app_label="accounts", codename__endswith="_grant"
    ).delete()
    assert "add_grant" not in codenames(editors)
    migrate()
    assert codenames(editors) == before


def test_no_name_of_a_permission_stands_for_two() -> None:
    """The table names models without their apps."""
    ours = Permission.objects.filter(content_type__app_label__in=OURS)
    assert ours.count() == ours.values("codename").distinct().count() > 0
