"""Ban: that a member may not write for a while, or for good."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BanQuerySet(models.QuerySet["Ban"]):
    def in_force(self, at: datetime) -> "BanQuerySet":
        ends = Q(until=None) | Q(until__gt=at)
        lifted = Q(lifted_at=None) | Q(lifted_at__gt=at)
        return self.filter(ends, lifted, begins_at__lte=at)


class Ban(models.Model):
    """From writing only: the member can still log in, read, export and appeal."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="bans",
        verbose_name=_("member"),
    )
    reason = models.CharField(
        _("reason"),
        max_length=500,
        blank=True,
        help_text=_("The member reads it. It can be written later; the ban holds at once."),
    )
    begins_at = models.DateTimeField(_("begins"), default=timezone.now, editable=False)
    until = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: for good."))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("set by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True, editable=False)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-begins_at", "-id"]
        indexes = [models.Index(fields=["member", "begins_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("begins_at")),
                name="ban_ends_after_it_begins",
                violation_error_message=_("A ban must end after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.begins_at:%Y-%m-%d})"
