"""Plan: something one can subscribe to. What it costs is a matter of each way of paying."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LAST_POSITION = 1000  # SQLite would take a number that PostgreSQL has no room for


class PlanQuerySet(models.QuerySet["Plan"]):
    def offered(self) -> "PlanQuerySet":
        return self.filter(offered=True)


class Plan(models.Model):
    """Every plan lets its subscribers through the gate for paid subscribers."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Shown to readers on the subscription page.")
    )
    offered = models.BooleanField(
        _("offered"),
        default=True,
        help_text=_("Whether new subscriptions may take it. Those who have it keep it."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, validators=[MaxValueValidator(LAST_POSITION)]
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
