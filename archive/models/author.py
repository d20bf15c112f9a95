"""Author: a person who wrote an article here, or a piece that one here speaks of."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.named import Named


class Author(Named):
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="authored_as",
        verbose_name=_("member"),
        help_text=_("Their comments under their own articles are marked as the author’s."),
    )

    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])
