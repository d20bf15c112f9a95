"""Roles: what the two groups of staff may do. Administrators may do everything."""

from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as installed
from django.db import DEFAULT_DB_ALIAS

EDITORS = "Editors"
MODERATORS = "Moderators"

# Permissions by group, as "action model". Nobody but an administrator deletes an article: one
# that should not be read is withdrawn, and its address says so.
PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITORS: (
        *(
            f"{action} {model}"
            for model in ("article", "author", "outlet", "topic")
            for action in ("view", "add", "change")
        ),
        *(
            f"{action} {model}"
            for model in ("byline", "citation")
            for action in ("view", "add", "change", "delete")
        ),
        "view sourcedocument",
        "add sourcedocument",
        "view sourceblock",
        "view importrun",
        "view evidence",
        "view comment",
    ),
    MODERATORS: ("view article", "view comment", "change comment"),
}


def grant(using: str = DEFAULT_DB_ALIAS, apps: Apps = installed, **_signal: Any) -> None:
    """Make the groups where they are missing and give them their permissions. Runs after every
    migration; what an administrator added to a group stays."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:
        return  # a migration state from before there were groups
    for name, granted in PERMISSIONS.items():
        group, _created = groups.get_or_create(name=name)
        codenames = [permission.replace(" ", "_") for permission in granted]
        group.permissions.add(
            *permissions.filter(content_type__app_label="archive", codename__in=codenames)
        )
