"""Evidence: why the archive says what it says."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    STATED = "stated", _("stated")
    INFERRED = "inferred", _("inferred")
    EDITORIAL = "editorial", _("editorial")


class Evidence(models.Model):
    """One value of one field of an article or a comment, what it rests on, and where that is.

    Rows from the reader and the catalogue are rewritten when the capture is imported again;
    an editor's rows are not, and neither is the field they speak for.
    """

    class Source(models.TextChoices):
        READER = "reader", _("the reader")
        CATALOGUE = "catalogue", _("the catalogue")
        EDITOR = "editor", _("an editor")

    article = models.ForeignKey(
        "archive.Article", models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    comment = models.ForeignKey(
        "archive.Comment", models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    field = models.CharField(_("field"), max_length=40)
    value = models.TextField(_("value"), blank=True, help_text=_("What it shows, in words."))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    source = models.CharField(_("asserted by"), max_length=10, choices=Source)
    document = models.ForeignKey(
        "archive.SourceDocument",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("capture"),
    )
    lines = models.JSONField(
        _("lines"), default=list, blank=True, help_text=_("Ranges, such as [[5, 5], [9, 12]].")
    )
    fact = models.TextField(
        _("public fact"), blank=True, help_text=_("What an editor's assertion rests on.")
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("set by"),
    )
    set_at = models.DateTimeField(_("set at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, comment__isnull=True)
                | Q(article__isnull=True, comment__isnull=False),
                name="evidence_one_subject",
                violation_error_message=_("Evidence speaks of an article or of a comment."),
            ),
            models.CheckConstraint(
                condition=Q(basis="editorial") | (Q(document__isnull=False) & ~Q(lines=[])),
                name="evidence_shows_lines",
                violation_error_message=_("What is stated or inferred names the lines showing it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.basis}"
