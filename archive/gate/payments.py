"""Who pays, as drives count it."""

from collections.abc import Sequence

from django.db.models import Q

from accounts.models import Subscription
from archive.gate.drive import Drive, Payment


def payments_for(drives: Sequence[Drive]) -> tuple[Payment, ...]:
    """All payments that any of `drives` may depend on: one query, none without drives.

    Those who paid when every one of them began are left out: they count in none, and are most.
    """
    if not drives:
        return ()
    begins = min(drive.begins for drive in drives)
    deadline = max(drive.deadline for drive in drives)
    paid = Subscription.objects.paying().filter(Q(ends_at=None) | Q(ends_at__gt=begins))
    rows = paid.filter(paid_from__lt=deadline)
    if len(drives) == 1:
        before = paid.filter(paid_from__lte=begins)
        rows = rows.exclude(user__in=before.values("user"))
    rows = rows.order_by()
    return tuple(
        Payment(person, paid_from, ends_at)
        for person, paid_from, ends_at in rows.values_list("user_id", "paid_from", "ends_at")
        if paid_from
    )
