"""SourceBlock: a run of a capture's lines with one role."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceBlock(models.Model):
    """Lines `first_line` to `last_line`. A document's blocks, in order, cover each of its lines
    exactly once; their words are in the document and nowhere else."""

    document = models.ForeignKey("archive.SourceDocument", models.CASCADE, related_name="blocks")
    first_line = models.PositiveIntegerField(_("first line"))
    last_line = models.PositiveIntegerField(_("last line"))
    role = models.CharField(_("role"), max_length=20)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["document", "first_line"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "first_line"], name="block_first_line_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first_line__gte=1)
                & models.Q(last_line__gte=models.F("first_line")),
                name="block_lines_ascend",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.first_line}–{self.last_line}"
