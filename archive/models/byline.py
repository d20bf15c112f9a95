"""Byline: who wrote an article, in the order in which the page names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Byline(models.Model):
    article = models.ForeignKey("archive.Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey("archive.Author", models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="byline_author_once")
        ]

    def __str__(self) -> str:
        return self.author.name
