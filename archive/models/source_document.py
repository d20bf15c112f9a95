"""SourceDocument: one version of a capture, byte for byte."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SourceDocument(models.Model):
    """A capture as it was given. Nothing is ever changed in it: a capture that differs is a new
    version of its article's document."""

    article = models.ForeignKey("archive.Article", models.CASCADE, related_name="documents")
    version = models.PositiveIntegerField(_("version"))
    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(_("media type"), max_length=100, default="text/plain")
    encoding = models.CharField(_("encoding"), max_length=20)
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    line_count = models.PositiveIntegerField(_("lines"))
    reader = models.CharField(_("reader"), max_length=50)
    reader_version = models.CharField(_("reader's version"), max_length=20)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    import_run = models.ForeignKey(
        "archive.ImportRun", models.SET_NULL, null=True, related_name="documents"
    )

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(fields=["article", "version"], name="document_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    @property
    def text(self) -> str:
        return bytes(self.content).decode(self.encoding)
