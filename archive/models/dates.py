"""A date as exactly as it is known: two ends and a precision, the same three columns wherever
a date is kept."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    ON = "on", _("on")
    BETWEEN = "between", _("between")
    NOT_BEFORE = "not_before", _("not before")
    NOT_AFTER = "not_after", _("not after")
    UNKNOWN = "unknown", _("unknown")


def precision_matches_ends(prefix: str) -> models.Q:
    """The condition a row's three columns keep: no end is stored that the precision denies."""
    earliest, latest = f"{prefix}_earliest", f"{prefix}_latest"

    def has(precision: Precision, *, first: bool, last: bool) -> models.Q:
        return models.Q(
            **{
                f"{prefix}_precision": precision,
                f"{earliest}__isnull": not first,
                f"{latest}__isnull": not last,
            }
        )

    return (
        (has(Precision.ON, first=True, last=True) & models.Q(**{earliest: models.F(latest)}))
        | (
            has(Precision.BETWEEN, first=True, last=True)
            & models.Q(**{f"{earliest}__lt": models.F(latest)})
        )
        | has(Precision.NOT_BEFORE, first=True, last=False)
        | has(Precision.NOT_AFTER, first=False, last=True)
        | has(Precision.UNKNOWN, first=False, last=False)
    )


def date_in_words(precision: str, earliest: date | None, latest: date | None) -> str:
    """A date as records and histories keep it, whatever the reader's language: "on 2021-12-15",
    "between 2021-01-01 2021-12-31"; empty where it is unknown."""
    ends = [end.isoformat() for end in (earliest, latest) if end]
    return " ".join([precision.replace("_", " "), *dict.fromkeys(ends)]) if ends else ""
