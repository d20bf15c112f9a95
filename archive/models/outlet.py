"""Outlet: a publication, site or agency."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.named import Named


class Outlet(Named):
    class Meta(Named.Meta):
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")

    def get_absolute_url(self) -> str:
        return reverse("outlet", args=[self.slug])
