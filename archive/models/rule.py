"""Rule: one of the community's rules, which reports and decisions refer to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self) -> "RuleQuerySet":
        return self.filter(in_force=True)


class Rule(models.Model):
    """A rule that is given up stays, since old decisions name it."""

    title = models.CharField(_("rule"), max_length=120, unique=True)
    text = models.TextField(_("explanation"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    in_force = models.BooleanField(_("in force"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title
