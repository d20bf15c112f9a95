"""Who pays, as drives count it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet, Subquery

from accounts.models import Subscription
from archive.gate.drive import Drive, Payment

Moment = datetime | Subquery


def payments_for(drives: Sequence[Drive]) -> tuple[Payment, ...]:
    """All payments that any of `drives` may depend on: one query, none without drives."""
    if not drives:
        return ()
    rows = between(
        min(drive.begins for drive in drives),
        max(drive.begins for drive in drives),
        max(drive.deadline for drive in drives),
    )
    found = rows.order_by().values_list("user_id", "paid_from", "ends_at")
    return tuple(Payment(person, begins, ends) for person, begins, ends in found if begins)


def between(first: Moment, last: Moment, deadline: Moment) -> QuerySet[Subscription]:
    """What counts for drives of which the first began at `first`, the last at `last`, and the
    longest ends at `deadline`.

    Those who paid when every one of them began are left out: they count in none, and are most.
    """
    paid = Subscription.objects.paying().filter(Q(ends_at=None) | Q(ends_at__gt=first))
    throughout = paid.filter(Q(ends_at=None) | Q(ends_at__gt=last), paid_from__lte=first)
    rows = paid.filter(paid_from__lt=deadline)
    return rows.exclude(user__in=throughout.values("user"))
