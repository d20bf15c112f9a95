"""What a site that had users before gets from the migration that gave names their skeletons."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.names import skeleton

BEFORE, AFTER = ("accounts", "0001_initial"), ("accounts", "0002_names_and_tombstones")


@pytest.mark.django_db(transaction=True)
def test_names_that_look_alike_are_numbered_and_everyone_gets_an_address() -> None:
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    try:
        executor.migrate([BEFORE])
        users = executor.loader.project_state([BEFORE]).apps.get_model("accounts", "User").objects
        for number, name in enumerate(("Ada", "Аda", "ADA", "", "Berta")):
            users.create(email=f"{number}@example.org", display_name=name)
        migrate_to(AFTER)
        loader = MigrationExecutor(connection).loader
        migrated = loader.project_state([AFTER]).apps.get_model("accounts", "User").objects
        rows = list(migrated.order_by("email"))
        assert [row.display_name for row in rows] == ["Ada", "Аda 2", "ADA 3", "Member", "Berta"]
        assert [row.name_skeleton for row in rows] == [skeleton(row.display_name) for row in rows]
        assert len({row.public_id for row in rows}) == len(rows)
    finally:
        migrate_to(*latest)


@pytest.mark.django_db(transaction=True)
def test_the_staff_can_go_on_logging_in_and_nobody_else_is_vouched_for() -> None:
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    try:
        executor.migrate([BEFORE])
        users = executor.loader.project_state([BEFORE]).apps.get_model("accounts", "User").objects
        users.create(email="staff@example.org", display_name="Staff", is_staff=True)
        users.create(email="member@example.org", display_name="Member")
        migrate_to(AFTER)
        state = MigrationExecutor(connection).loader.project_state([AFTER])
        addresses = state.apps.get_model("account", "EmailAddress").objects
        [address] = addresses.values("email", "verified", "primary")
        assert address == {"email": "staff@example.org", "verified": True, "primary": True}
    finally:
        migrate_to(*latest)


def migrate_to(*targets: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate(list(targets))
