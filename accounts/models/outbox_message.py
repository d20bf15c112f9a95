"""OutboxMessage: mail that waits to be sent, and whether it was."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(sent_at=None, given_up_at=None)

    def sent(self) -> "OutboxQuerySet":
        return self.exclude(sent_at=None)

    def given_up(self) -> "OutboxQuerySet":
        return self.exclude(given_up_at=None)

    def due(self, at: datetime) -> "OutboxQuerySet":
        """Those to be sent at `at` that no worker holds."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.waiting().filter(free, not_before__lte=at)


class OutboxMessage(models.Model):
    """One mail to one address. Its words are forgotten once it is sent: they may hold a link that
    opens an account."""

    message_id = models.CharField(max_length=120, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    recipient = models.EmailField(_("to"))
    sender = models.CharField(_("from"), max_length=254)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    written_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    leased_until = models.DateTimeField(_("a worker has it until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-written_at", "-id"]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="outbox_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.written_at:%Y-%m-%d %H:%M})"
