"""ListedTerm: a word or a domain that screening looks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListedTerm(models.Model):
    """`folded` is what the term is when case, accents and look-alikes are written alike."""

    class Kind(models.TextChoices):
        WORD = "word", _("word or words")
        DOMAIN = "domain", _("domain, with all below it")

    class Outcome(models.TextChoices):
        HOLD = "hold", _("the comment waits for a moderator")
        ASK = "ask", _("the member is asked to write it otherwise")
        REFUSE = "refuse", _("the comment is refused")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.WORD)
    term = models.CharField(_("term"), max_length=100)
    folded = models.CharField(max_length=400, editable=False)
    outcome = models.CharField(
        _("what follows"), max_length=10, choices=Outcome, default=Outcome.HOLD
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Why it is listed; for moderators.")
    )

    class Meta:
        verbose_name = _("listed word or domain")
        verbose_name_plural = _("listed words and domains")
        ordering = ["kind", "term"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "folded"],
                name="listed_term_once",
                violation_error_message=_("This is listed already, if perhaps in other letters."),
            )
        ]

    def __str__(self) -> str:
        return self.term
