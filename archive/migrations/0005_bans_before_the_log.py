"""Bans from before the log was kept of them get their row in it, so that members can appeal."""

from django.db import migrations
from django.db.models import F


def write_bans(apps, schema_editor):
    bans = apps.get_model("archive", "Ban").objects.using(schema_editor.connection.alias)
    entries = apps.get_model("archive", "ModerationEntry").objects
    entries = entries.using(schema_editor.connection.alias)
    for ban in bans.filter(moderation_entries=None).order_by("pk").iterator():
        entries.create(
            act="banned",
            actor_id=ban.set_by_id,
            member_id=ban.member_id,
            ban=ban,
            reason=ban.reason,
            before={"from": "ban"},  # by which the public log knows what is older than itself
            after={"lifted_at": ban.lifted_at and ban.lifted_at.isoformat()},
            at=ban.begins_at,
        )
    bans.exclude(reason="").filter(explained_at=None).update(explained_at=F("begins_at"))


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_moderation")]
    operations = [migrations.RunPython(write_bans, migrations.RunPython.noop, elidable=True)]
