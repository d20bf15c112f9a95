"""Redaction: lines of a capture that readers are not shown, and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Redaction(models.Model):
    """The capture itself is kept as it is; its view shows the mark and the reason instead of the
    words. What the article or a comment took from these lines is corrected there."""

    document = models.ForeignKey(
        "archive.SourceDocument",
        models.CASCADE,
        related_name="redactions",
        verbose_name=_("capture"),
    )
    first_line = models.PositiveIntegerField(_("first line"))
    last_line = models.PositiveIntegerField(_("last line"))
    reason = models.TextField(_("reason"), help_text=_("Readers see it in the lines' place."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["document", "first_line"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_line__gte=1)
                & models.Q(last_line__gte=models.F("first_line")),
                name="redaction_lines_ascend",
                violation_error_message=_("The last line does not come before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.first_line}–{self.last_line}"
