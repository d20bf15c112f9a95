"""ArticleRevision: what changed in an article, when, by whom, and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ArticleRevision(models.Model):
    """One change of an article's facts or text. Written with the change, and never edited."""

    class Cause(models.TextChoices):
        IMPORT = "import", _("the capture or its catalogue entry was imported anew")
        CORRECTION = "correction", _("an editor corrected it")

    article = models.ForeignKey("archive.Article", models.CASCADE, related_name="revisions")
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.TextField(_("reason"), blank=True)
    changes = models.JSONField(
        _("changes"), help_text=_("Each field that changed, with its words before and after.")
    )

    class Meta:
        verbose_name = _("revision of an article")
        verbose_name_plural = _("revisions of articles")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.article}: {self.at:%Y-%m-%d %H:%M}"
