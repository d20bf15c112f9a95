from django.db import migrations, models
from django.db.models import F

NAMED = ("author", "outlet", "topic")


def call_as_now(apps, schema_editor):
    for name in NAMED:
        rows = apps.get_model("archive", name).objects.using(schema_editor.connection.alias)
        rows.update(first_called=F("name"))


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0005_redaction"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="first_called",
                field=models.CharField(
                    db_index=True,
                    default="",
                    editable=False,
                    max_length=200,
                    verbose_name="first called",
                ),
                preserve_default=False,
            )
            for name in NAMED
        ),
        migrations.RunPython(call_as_now, migrations.RunPython.noop),
    ]
