"""Appeal: that a member asks for a decision about them to be looked at again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

APPEAL_LENGTH = 2_000  # characters
ANSWER_LENGTH = 1_000  # characters


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> "AppealQuerySet":
        return self.filter(outcome="")


class Appeal(models.Model):
    """One for each decision at most."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("the decision stays")
        OVERTURNED = "overturned", _("the decision is taken back")

    entry = models.OneToOneField(
        "archive.ModerationEntry",
        models.PROTECT,
        editable=False,
        related_name="appealed_in",
        verbose_name=_("decision"),
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="appeals",
        verbose_name=_("member"),
    )
    words = models.TextField(_("what the member says"), max_length=APPEAL_LENGTH)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(
        _("answer"), max_length=ANSWER_LENGTH, blank=True, help_text=_("The member reads it.")
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None, answered_by=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="appeal_outcome_has_answer",
                violation_error_message=_("An appeal that was heard has an answer."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.made_at:%Y-%m-%d})"
