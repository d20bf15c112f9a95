"""Give every user an opaque public id and a name that no other could be taken for; vouch for the
addresses of the staff, who could log in until now without showing that they are theirs."""

from django.db import migrations, models
from django.db.models import Q

import accounts.models.user
from accounts.names import skeleton


def fill(apps, schema_editor):
    taken = set()
    for user in apps.get_model("accounts", "User").objects.order_by("pk"):
        user.public_id = accounts.models.user.new_public_id()
        name, number = user.display_name or "Member", 1
        # Names were free until now: of those that look alike the later ones get a number.
        while not skeleton(name) or skeleton(name) in taken:
            number += 1
            name = f"{user.display_name[:50] or 'Member'} {number}"
        taken.add(skeleton(name))
        user.display_name, user.name_skeleton = name, skeleton(name)
        user.save(update_fields=["public_id", "display_name", "name_skeleton"])


def vouch(apps, schema_editor):
    addresses = apps.get_model("account", "EmailAddress").objects
    for user in apps.get_model("accounts", "User").objects.filter(is_staff=True):
        if not addresses.filter(user=user).exists():
            addresses.create(user=user, email=user.email, verified=True, primary=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField(
            "user", "public_id", models.CharField(max_length=12, null=True, editable=False)
        ),
        migrations.AddField(
            "user", "name_skeleton", models.CharField(max_length=1200, null=True, editable=False)
        ),
        migrations.AddField(
            "user",
            "deleted_at",
            models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="deleted at"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(vouch, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "user",
            "public_id",
            models.CharField(
                default=accounts.models.user.new_public_id,
                editable=False,
                max_length=12,
                unique=True,
            ),
        ),
        migrations.AlterField(
            "user",
            "name_skeleton",
            models.CharField(editable=False, max_length=1200, null=True, unique=True),
        ),
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(
                condition=Q(deleted_at=None, name_skeleton__isnull=False)
                | Q(deleted_at__isnull=False, name_skeleton=None),
                name="user_tombstone_is_nameless",
            ),
        ),
    ]
