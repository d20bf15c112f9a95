"""ListedTerm: a word or a domain that screening looks for."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.text.cells import folded
from archive.text.hosts import folded_host

DOMAIN = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")

LONGEST_FOLDED = 400  # characters: one can fold to several


class ListedTerm(models.Model):
    """`folded` is what the term is when case, accents and look-alikes are written alike: it keeps
    one term from being listed twice. Screening folds `term` itself, as it folds then."""

    class Kind(models.TextChoices):
        WORD = "word", _("word or words")
        DOMAIN = "domain", _("domain, with all below it")

    class Outcome(models.TextChoices):
        HOLD = "hold", _("the comment waits for a moderator")
        ASK = "ask", _("the member is asked to write it otherwise")
        REFUSE = "refuse", _("the comment is refused")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.WORD)
    term = models.CharField(_("term"), max_length=100)
    folded = models.CharField(max_length=LONGEST_FOLDED, editable=False)
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = self._fold()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raises ValidationError where there is nothing that could be found."""
        self.folded = self._fold()
        if not any(letter.isalnum() for letter in self.folded):
            raise ValidationError(
                {"term": _("Write at least a letter: nothing else is looked for.")}
            )
        if self.kind == self.Kind.DOMAIN and not DOMAIN.fullmatch(self.folded):
            raise ValidationError(
                {
                    "term": _(
                        "Write a domain alone, such as spam.example, without “https://” or a path."
                    )
                }
            )

    def validate_constraints(self, exclude: Any = None) -> None:
        """Though no form has the field, what it must not be twice is said in one."""
        super().validate_constraints(exclude=set(exclude or ()) - {"folded"})

    def _fold(self) -> str:
        fold = folded_host if self.kind == self.Kind.DOMAIN else folded
        return fold(self.term)[:LONGEST_FOLDED]
