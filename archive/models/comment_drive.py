"""CommentDrive: who may comment, made to depend on how many more people subscribe."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.comment_policy import CommentPolicy

MOST_WANTED = 1_000_000  # people; SQLite would take a number that PostgreSQL has no room for


class CommentDriveQuerySet(models.QuerySet["CommentDrive"]):
    def open(self) -> "CommentDriveQuerySet":
        """Those that were not called off, and of which nobody has written down what came."""
        return self.filter(outcome=None, called_off_at=None)


class CommentDrive(models.Model):
    """If at least `target` more people subscribe before `deadline`, comments are open to
    `level_if_met` from that moment on, and otherwise to `level_if_missed` from the deadline on.

    What came of it follows from the subscriptions and the moment alone (archive/gate); the row of
    the ledger that says so is written once, by whoever comes first.
    """

    OUTCOMES = [level for level in CommentPolicy.Level.choices if level[0] != "as_site"]

    article = models.ForeignKey(
        "archive.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="comment_drives",
        verbose_name=_("article"),
        help_text=_("Leave it empty for the whole site."),
    )
    target = models.PositiveIntegerField(
        _("new subscribers wanted"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WANTED)],
        help_text=_(
            "People who pay and did not when the drive began. Complimentary subscriptions and "
            "trials do not count."
        ),
    )
    starts_at = models.DateTimeField(_("began"), default=timezone.now, editable=False)
    deadline = models.DateTimeField(_("deadline"))
    level_if_met = models.CharField(
        _("if met, open to"), max_length=10, choices=OUTCOMES, default="registered"
    )
    level_if_missed = models.CharField(
        _("if missed, open to"), max_length=10, choices=OUTCOMES, default="paid"
    )
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Readers see it beside the progress.")
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("set by"),
    )
    called_off_at = models.DateTimeField(_("called off at"), null=True, blank=True, editable=False)

    objects = CommentDriveQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment drive")
        verbose_name_plural = _("comment drives")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline__gt=F("starts_at")),
                name="comment_drive_ends_after_it_begins",
                violation_error_message=_("The deadline must lie in the future."),
            ),
            models.CheckConstraint(
                condition=Q(target__gte=1),
                name="comment_drive_wants_somebody",
                violation_error_message=_("A drive wants at least one new subscriber."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} ({self.deadline:%Y-%m-%d %H:%M})"
