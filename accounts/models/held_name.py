"""HeldName: a display name that somebody gave up, and that nobody else may take yet."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac

from accounts.names import skeleton


class HeldNameQuerySet(models.QuerySet["HeldName"]):
    def like(self, name: str, at: datetime) -> "HeldNameQuerySet":
        """Those that `name` could be taken for, if they are still held at the moment `at`."""
        return self.filter(digest=_digest(name), until__gt=at)

    def hold(self, name: str, *, of: models.Model, until: datetime) -> None:
        """Keep whatever looks like `name` for the member `of`, who bore it."""
        self.update_or_create(digest=_digest(name), defaults={"member": of, "until": until})

    def release(self, at: datetime) -> int:
        """Let go of those whose time has passed at the moment `at`; how many."""
        return self.filter(until__lte=at).delete()[0]


class HeldName(models.Model):
    """Until its time is over, only the member who bore the name may bear it again: whoever
    else took it would be read as the one whom everybody knows by it.

    Only a digest is kept, so that the name of a member who left is forgotten all the same.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="held_names")
    until = models.DateTimeField(db_index=True)

    objects = HeldNameQuerySet.as_manager()

    class Meta:
        verbose_name = "held name"

    def __str__(self) -> str:
        return self.digest


def _digest(name: str) -> str:
    return salted_hmac("accounts.held_name", skeleton(name), algorithm="sha256").hexdigest()
