"""Grant: that somebody of the staff gave a subscription, for how long and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What the length of a granted subscription is counted in."""

    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    ALWAYS = "always", _("always")


class Grant(models.Model):
    """Written once, with the subscription it made."""

    subscription = models.OneToOneField(
        "accounts.Subscription",
        models.CASCADE,
        related_name="grant",
        verbose_name=_("subscription"),
    )
    length = models.PositiveSmallIntegerField(_("length"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=6, choices=Unit)
    reason = models.CharField(_("reason"), max_length=500)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="grants_made",
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["-granted_at", "-id"]

    def __str__(self) -> str:
        return f"{self.subscription} ({self.get_unit_display()})"
