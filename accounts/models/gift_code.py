"""GiftCode: words that whoever has them can turn into a subscription, once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.grant import Unit


class GiftCode(models.Model):
    """A code is shown once, where it is made; only its hash is kept, and its last letters."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(_("ends in"), max_length=4, editable=False)
    plan = models.ForeignKey(
        "accounts.Plan", models.PROTECT, related_name="gift_codes", verbose_name=_("plan")
    )
    length = models.PositiveSmallIntegerField(_("length"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=6, choices=Unit)
    paid = models.BooleanField(
        _("somebody paid for it"),
        default=False,
        help_text=_("Those that nobody paid for do not count towards a drive."),
    )
    reason = models.CharField(_("reason"), max_length=500)
    redeem_before = models.DateTimeField(_("redeem before"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="gift_codes_made",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    # A code is redeemed exactly when it has made its subscription.
    subscription = models.OneToOneField(
        "accounts.Subscription",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gift_code",
        verbose_name=_("redeemed as"),
    )

    class Meta:
        verbose_name = _("gift code")
        verbose_name_plural = _("gift codes")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(subscription=None),
                name="gift_code_revoked_or_redeemed",
            )
        ]

    def __str__(self) -> str:
        return f"…{self.ending}"
