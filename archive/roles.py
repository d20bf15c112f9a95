"""Roles: what the two groups of staff may do. Administrators may do everything."""

from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import DEFAULT_DB_ALIAS

EDITORS = "Editors"
MODERATORS = "Moderators"
OURS = ("archive", "accounts")  # the apps whose models the table below is about

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
            for model in ("byline", "citation", "redaction")
            for action in ("view", "add", "change", "delete")
        ),
        "view sourcedocument",
        "add sourcedocument",
        "view sourceblock",
        "view importrun",
        "view evidence",
        "view articlerevision",
        "view comment",
        *(f"{action} rule" for action in ("view", "add", "change")),
        *(f"{action} sitesettings" for action in ("view", "add", "change")),
        # What was captured is editors' work, so they answer those who ask for it to go.
        *(f"{action} removalrequest" for action in ("view", "change")),
        "view commentpolicy",
        "add commentpolicy",
        *(f"{action} commentdrive" for action in ("view", "add", "change")),
        # What members have subscribed to, but not what they are called in private: an editor
        # sees no e-mail address.
        "view plan",
        "view subscription",
        "view grant",
        "add grant",
        "view giftcode",
        "add giftcode",
    ),
    MODERATORS: (
        "view article",
        "view comment",
        "change comment",
        "view commentrevision",
        "view report",
        "view moderationentry",
        "view rule",
        "view sitesettings",
        *(f"{action} ban" for action in ("view", "add", "change")),
        "view member",
        *(f"{action} memberwarning" for action in ("view", "add")),
        *(f"{action} appeal" for action in ("view", "change")),
        "view removalrequest",
        *(f"{action} listedterm" for action in ("view", "add", "change", "delete")),
    ),
}


def grant(using: str = DEFAULT_DB_ALIAS, apps: Apps = installed, **_signal: Any) -> None:
    """Make the groups where they are missing and give them their permissions.

    Runs after every migration. A group that is there already is given only the permissions that
    this very migration made, for models that a new version brought: what an administrator took
    from a group stays taken, and what they added stays.
    """
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:
        return  # a migration state from before there were groups
    ours = permissions.filter(content_type__app_label__in=OURS)
    known = set(ours.values_list("pk", flat=True))
    # Django's own handler of this signal would make them a moment later, and none would look new.
    for label in OURS:
        create_permissions(installed.get_app_config(label), verbosity=0, using=using, apps=apps)
    for name, granted in PERMISSIONS.items():
        group, is_new = groups.get_or_create(name=name)
        codenames = [permission.replace(" ", "_") for permission in granted]
        wanted = ours.filter(codename__in=codenames)
        group.permissions.add(*(wanted if is_new else wanted.exclude(pk__in=known)))
