"""Citation: a piece from elsewhere that an article quotes, discusses or republishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.evidence import Basis


class Citation(models.Model):
    """What was named of the other piece; what was not is empty. `target` is set where the
    archive holds that piece."""

    class Relation(models.TextChoices):
        QUOTES = "quotes", _("quotes")
        DISCUSSES = "discusses", _("discusses")
        REPUBLISHES = "republishes", _("republishes")

    article = models.ForeignKey("archive.Article", models.CASCADE, related_name="citations")
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)
    author = models.ForeignKey(
        "archive.Author", models.PROTECT, null=True, blank=True, related_name="citations"
    )
    outlet = models.ForeignKey(
        "archive.Outlet", models.PROTECT, null=True, blank=True, related_name="citations"
    )
    title = models.CharField(_("title"), max_length=500, blank=True)
    target = models.ForeignKey(
        "archive.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name=_("held here as"),
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    document = models.ForeignKey(
        "archive.SourceDocument",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("capture"),
        help_text=_("The version that the lines are of."),
    )
    lines = models.JSONField(_("lines"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["article", "position", "id"]

    def __str__(self) -> str:
        named = [str(part) for part in (self.author, self.title, self.outlet) if part]
        return f"{self.get_relation_display()} {', '.join(named)}"
