"""RemovalRequest: that somebody asks for something captured not to be shown."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REQUEST_LENGTH = 3_000  # characters


class RemovalRequestQuerySet(models.QuerySet["RemovalRequest"]):
    def open(self) -> "RemovalRequestQuerySet":
        return self.filter(outcome="")


class RemovalRequest(models.Model):
    """Of an article, or of a captured comment under it. Whoever asks need not be a member."""

    class Relation(models.TextChoices):
        AUTHOR = "author", _("I wrote it")
        SUBJECT = "subject", _("It is about me")
        HOLDER = "holder", _("I hold the rights in it")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    # Where the article is gone, what it was called stays.
    article = models.ForeignKey(
        "archive.Article",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="removal_requests",
        verbose_name=_("article"),
    )
    comment = models.ForeignKey(
        "archive.Comment",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="removal_requests",
        verbose_name=_("comment"),
    )
    about = models.CharField(_("about"), max_length=500, editable=False)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    words = models.TextField(_("what is asked, and why"), max_length=REQUEST_LENGTH)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(
        _("answer"), max_length=1_000, blank=True, help_text=_("Sent to whoever asked.")
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

    objects = RemovalRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to remove")
        verbose_name_plural = _("requests to remove")
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None, answered_by=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_at__isnull=False)),
                name="removal_request_outcome_has_answer",
                violation_error_message=_("A request that was decided has an answer."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} ({self.made_at:%Y-%m-%d})"
