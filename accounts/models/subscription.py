"""Subscription: that someone is, was or will be a paid subscriber, from when to when."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def in_force(self, at: datetime) -> "SubscriptionQuerySet":
        """Those that let their members through the gate at the moment `at`."""
        return self.filter(starts_at__lte=at).filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def not_over(self, at: datetime) -> "SubscriptionQuerySet":
        """Those in force at the moment `at`, and those that wait for their beginning."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def paying(self) -> "SubscriptionQuerySet":
        """Those that somebody pays for, each from its `paid_from` up to its `ends_at`:
        complimentary ones never, trials not yet."""
        complimentary = Subscription.Provider.COMPLIMENTARY
        return self.filter(paid_from__isnull=False).exclude(provider=complimentary)


class Subscription(models.Model):
    """A stretch of time in which a member is entitled to what subscribers are.

    It is in force from `starts_at` up to, and not at, `ends_at`: those two alone decide, at any
    moment, whether a worker has been by or not. One that ends when it begins never was in force.
    `status` says why `ends_at` is what it is:

    - trialing: `ends_at` is the end of the trial; somebody pays from `paid_from` on, if then.
    - active: `ends_at` is the end of the period paid for, or None for always.
    - past due: a payment failed; `ends_at` is the end of the grace to make it good.
    - cancelled: it will not be renewed; `ends_at` is the end of the period paid for.
    - expired: it ended at `ends_at`. The worker writes this down; nothing depends on it.

    Its past is never rewritten: what ends early gets an `ends_at` of now, not of before; what is
    paid again after it ended goes on in a new stretch. What has not begun may still be moved. Who
    changes anything here does so by the verbs of accounts/subscriptions/.
    """

    class Status(models.TextChoices):
        TRIALING = "trialing", _("on trial")
        ACTIVE = "active", _("active")
        PAST_DUE = "past_due", _("payment overdue")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("expired")

    class Provider(models.TextChoices):
        """Where it comes from. A way of paying by card adds its own."""

        COMPLIMENTARY = "complimentary", _("complimentary")
        GIFT = "gift", _("a gift")
        ELSEWHERE = "elsewhere", _("paid for elsewhere")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="subscriptions",
        verbose_name=_("member"),
    )
    plan = models.ForeignKey(
        "accounts.Plan", models.PROTECT, related_name="subscriptions", verbose_name=_("plan")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    provider = models.CharField(_("from"), max_length=20, choices=Provider)
    reference = models.CharField(
        _("reference"),
        max_length=120,
        blank=True,
        help_text=_("What the provider calls it: an invoice, a transfer, a subscription’s number."),
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    paid_from = models.DateTimeField(
        _("paid for from"),
        null=True,
        blank=True,
        help_text=_("None while nobody has paid: on trial, or as a complimentary one."),
    )
    end_announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Where somebody of the staff ended it before its time.
    end_reason = models.CharField(_("why it was ended"), max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["user", "starts_at"]), models.Index(fields=["ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="subscription_ends_after_it_begins",
                violation_error_message=_("A subscription cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=False)
                | ~Q(status__in=["trialing", "past_due", "cancelled", "expired"]),
                name="subscription_end_is_known",
                violation_error_message=_("Only an active subscription can be without end."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.plan}"

    def begun(self, at: datetime) -> bool:
        return self.starts_at <= at

    def over(self, at: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at

    def state(self, at: datetime) -> str:
        """In words, what it is at the moment `at`, whether a worker has been by or not."""
        if self.starts_at == self.ends_at:
            return gettext("never began")
        if self.over(at):
            return gettext("ended")
        return self.get_status_display() if self.begun(at) else gettext("begins later")
