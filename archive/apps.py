from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from archive.roles import grant


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Once for each migration, and since this app comes first, before the permissions of new
        # models are made: so grant() can tell which are new.
        post_migrate.connect(grant, sender=self, dispatch_uid="archive.roles")
