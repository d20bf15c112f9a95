"""What someone is entitled to: the one question the rest of the project asks of accounts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef

from accounts.gating import Entitlements
from accounts.models import Subscription, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Stretch = Mapping[str, Any]  # a subscription's status, starts and ends


def entitlements_for(person: "User | AnonymousUser", at: datetime) -> Entitlements:
    """What `person` is entitled to at the moment `at`, as the database has it now: one query, and
    none for nobody."""
    if not person.is_authenticated:
        return Entitlements()
    address = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"))
    rows = list(
        User.objects.not_deleted()
        .filter(pk=person.pk, is_active=True)
        .values(
            "is_staff",
            verified=Exists(address.filter(verified=True)),
            status=F("subscriptions__status"),
            starts=F("subscriptions__starts_at"),
            ends=F("subscriptions__ends_at"),
        )
    )
    if not rows:
        return Entitlements()
    stretches = [row for row in rows if row["starts"] and row["starts"] != row["ends"]]
    running = [row for row in stretches if row["starts"] <= at and _lasts(row, at)]
    over = [row["ends"] for row in stretches if not _lasts(row, at)]
    return Entitlements(
        registered=True,
        verified=rows[0]["verified"],
        staff=rows[0]["is_staff"],
        paid=bool(running),
        paid_until=_unbroken(stretches, at) if running else None,
        lapsed_at=None if running else max(over, default=None),
        in_grace=bool(running)
        and all(row["status"] == Subscription.Status.PAST_DUE for row in running),
    )


def _lasts(row: "Stretch", at: datetime) -> bool:
    return row["ends"] is None or row["ends"] > at


def _unbroken(stretches: "Sequence[Stretch]", at: datetime) -> datetime | None:
    """The first moment after `at` that none of `stretches` holds; None if there is no such."""
    until = at
    for row in sorted(stretches, key=lambda row: row["starts"]):
        if row["starts"] > until:
            break
        if row["ends"] is None:
            return None
        until = max(until, row["ends"])
    return until
