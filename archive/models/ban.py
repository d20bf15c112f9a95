"""Ban: that a member may not write for a while, or for good."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 500  # characters
REFUND_LENGTH = 200  # characters


class BanQuerySet(models.QuerySet["Ban"]):
    def unexplained(self) -> "BanQuerySet":
        """Those whose members have not been told why, and should be. Whoever left is not told."""
        return self.filter(reason="", lifted_at=None, member__deleted_at=None)

    def in_force(self, at: datetime) -> "BanQuerySet":
        ends = Q(until=None) | Q(until__gt=at)
        lifted = Q(lifted_at=None) | Q(lifted_at__gt=at)
        return self.filter(ends, lifted, begins_at__lte=at)


class Ban(models.Model):
    """From writing only: the member can still log in, read, export and appeal.

    It is explained when it has a reason. What was taken down with it has its `batch` in the log.
    """

    class Subscription(models.TextChoices):
        """What becomes of what a banned member has paid for."""

        KEPT = "kept", _("keep it: the member goes on reading")
        ENDED = "ended", _("end it now")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="bans",
        verbose_name=_("member"),
    )
    reason = models.CharField(
        _("reason"),
        max_length=REASON_LENGTH,
        blank=True,
        help_text=_("The member reads it. It can be written later; the ban holds at once."),
    )
    rule = models.ForeignKey(
        "archive.Rule",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bans",
        verbose_name=_("rule"),
    )
    explained_at = models.DateTimeField(_("explained at"), null=True, blank=True, editable=False)
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

    subscription = models.CharField(
        _("subscription"),
        max_length=10,
        choices=Subscription,
        blank=True,
        help_text=_("Empty for a member who does not pay."),
    )
    refund_owed = models.CharField(
        _("refund owed"),
        max_length=REFUND_LENGTH,
        blank=True,
        help_text=_("For those who pay it back: how much, and for what."),
    )
    refund_settled_at = models.DateTimeField(
        _("refund settled"), null=True, blank=True, editable=False
    )
    batch = models.UUIDField(_("batch"), null=True, blank=True, db_index=True, editable=False)

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
