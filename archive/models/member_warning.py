"""MemberWarning: a moderator's word to a member, to be read before the next comment."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REASON_LENGTH = 500  # characters


class MemberWarningQuerySet(models.QuerySet["MemberWarning"]):
    def unread(self) -> "MemberWarningQuerySet":
        """Those that stand in the way of their member's next comment."""
        return self.filter(acknowledged_at=None, withdrawn_at=None)


class MemberWarning(models.Model):
    """Whether it was taken note of, and whether it still stands, is all that changes about it."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="warnings",
        verbose_name=_("member"),
    )
    comment = models.ForeignKey(
        "archive.Comment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="warnings",
        verbose_name=_("comment"),
    )
    rule = models.ForeignKey(
        "archive.Rule",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="warnings",
        verbose_name=_("rule"),
    )
    reason = models.CharField(
        _("reason"), max_length=REASON_LENGTH, help_text=_("The member reads it.")
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    acknowledged_at = models.DateTimeField(_("read"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = MemberWarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(
                fields=["member"],
                name="warning_unread",
                condition=models.Q(acknowledged_at=None, withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.at:%Y-%m-%d})"
