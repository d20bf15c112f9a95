"""RepublicationCandidate: two articles that seem to tell the same story in the same words."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RepublicationCandidateQuerySet(models.QuerySet["RepublicationCandidate"]):
    def proposed(self) -> "RepublicationCandidateQuerySet":
        return self.filter(state=RepublicationCandidate.State.PROPOSED)

    def naming(self, article_id: int) -> "RepublicationCandidateQuerySet":
        return self.filter(Q(one=article_id) | Q(other=article_id))


class RepublicationCandidate(models.Model):
    """Found by comparing, and nothing until an editor says what it is. A pair is proposed once:
    what was dismissed is not proposed again."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        DISMISSED = "dismissed", _("dismissed")

    # The one with the lower number first: a pair has no direction until it is decided.
    one = models.ForeignKey(
        "archive.Article", models.CASCADE, related_name="+", verbose_name=_("one article")
    )
    other = models.ForeignKey(
        "archive.Article", models.CASCADE, related_name="+", verbose_name=_("the other")
    )
    overlap = models.FloatField(
        _("overlap"), help_text=_("The share of the shorter text that stands in the other: 0 to 1.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    found_at = models.DateTimeField(_("found"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = RepublicationCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("republication candidate")
        verbose_name_plural = _("republication candidates")
        ordering = ["-overlap", "-id"]
        indexes = [models.Index(fields=["state", "-overlap", "-id"], name="candidate_open")]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="candidate_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="candidate_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} · {self.other}"
