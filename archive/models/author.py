"""Author: a person who wrote an article here, or a piece that one here speaks of."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.named import Named


class Author(Named):
    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])
