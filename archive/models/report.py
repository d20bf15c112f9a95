"""Report: that a reader thinks a comment breaks one of the rules."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REPORT_LENGTH = 300  # a line; whoever must say more writes to the moderators


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(resolved_at=None)


class Report(models.Model):
    """Who reported is known to moderators alone."""

    comment = models.ForeignKey(
        "archive.Comment", models.CASCADE, related_name="reports", verbose_name=_("comment")
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="reports",
        verbose_name=_("reported by"),
    )
    rule = models.ForeignKey(
        "archive.Rule", models.PROTECT, related_name="reports", verbose_name=_("rule")
    )
    line = models.CharField(_("in their words"), max_length=REPORT_LENGTH, blank=True)
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now, editable=False)
    # The decision about the comment that answered it, whichever that was.
    resolved_by = models.ForeignKey(
        "archive.ModerationEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resolved_reports",
        verbose_name=_("answered by"),
    )
    resolved_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-reported_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reporter"],
                condition=Q(resolved_at=None),
                name="report_once_while_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.rule}"
