"""CommentPolicy: the ledger of who may comment. Rows are added, never changed."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_OPEN_DAYS = 3650  # ten years; a day that no calendar has would break every page


class CommentPolicy(models.Model):
    """From `in_force_from` on, whom the gate lets in: on the whole site, or under one article.

    Of the rows of one scope the one with the greatest (`in_force_from`, id) not after a moment is
    in force at it. An article's row beats the site's, unless it says "as the site".
    """

    class Level(models.TextChoices):
        NOBODY = "nobody", _("nobody: comments are closed")
        PAID = "paid", _("paid subscribers")
        REGISTERED = "registered", _("all registered members")
        AS_SITE = "as_site", _("as on the whole site")

    article = models.ForeignKey(
        "archive.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="comment_policies",
        verbose_name=_("article"),
        help_text=_("Leave it empty for the whole site."),
    )
    level = models.CharField(_("who may comment"), max_length=10, choices=Level)
    close_after_days = models.PositiveSmallIntegerField(
        _("close after days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_OPEN_DAYS)],
        help_text=_(
            "Comments under an article without a policy of its own close this many days after it "
            "was added here. For the whole site only; empty means never."
        ),
    )
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now)
    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        help_text=_("Readers see it. It continues a sentence: “…, because the editor is away”."),
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
    set_at = models.DateTimeField(_("set at"), default=timezone.now, editable=False)
    # A drive that is settled has written its row; there can be no second.
    drive = models.OneToOneField(
        "archive.CommentDrive",
        models.RESTRICT,
        null=True,
        blank=True,
        editable=False,
        related_name="outcome",
        verbose_name=_("drive"),
    )

    class Meta:
        verbose_name = _("comment policy")
        verbose_name_plural = _("comment policies")
        ordering = ["-in_force_from", "-id"]
        indexes = [models.Index(fields=["article", "-in_force_from", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False) | ~Q(level="as_site"),
                name="comment_policy_site_is_itself",
                violation_error_message=_("The whole site cannot be “as on the whole site”."),
            ),
            models.CheckConstraint(
                condition=Q(article=None) | Q(close_after_days=None),
                name="comment_policy_closing_is_the_sites",
                violation_error_message=_(
                    "Automatic closing is for the whole site. To close one article, add a row "
                    "“nobody” dated later."
                ),
            ),
            models.CheckConstraint(
                condition=Q(close_after_days=None) | Q(close_after_days__lte=LONGEST_OPEN_DAYS),
                name="comment_policy_closes_in_our_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} ({self.in_force_from:%Y-%m-%d %H:%M})"
