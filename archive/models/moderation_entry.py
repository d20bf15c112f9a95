"""ModerationEntry: one act of moderation. Written once, never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ModerationEntry(models.Model):
    """Who did what to which comment, why, and what it was before.

    `actor` is null where a rule of the site acted. `reason` is what the member is told, `note`
    what only moderators read.
    """

    class Act(models.TextChoices):
        HELD = "held", _("held for review")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        REMOVED = "removed", _("removed")
        KEPT = "kept", _("kept in spite of reports")

    act = models.CharField(_("act"), max_length=12, choices=Act)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moderation_acts",
        verbose_name=_("by"),
    )
    comment = models.ForeignKey(
        "archive.Comment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="moderation_entries",
        verbose_name=_("comment"),
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moderation_entries",
        verbose_name=_("member"),
    )
    rule = models.ForeignKey(
        "archive.Rule",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moderation_entries",
        verbose_name=_("rule"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    before = models.JSONField(_("before"), default=dict, editable=False)
    batch = models.UUIDField(_("batch"), null=True, blank=True, db_index=True, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True, editable=False)

    class Meta:
        verbose_name = _("moderation entry")
        verbose_name_plural = _("moderation log")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.at:%Y-%m-%d %H:%M})"
