"""What someone is entitled to: the one question the rest of the project asks of accounts."""

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from accounts.gating import Entitlements
from accounts.models import Subscription, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def entitlements_for(person: "User | AnonymousUser", at: datetime) -> Entitlements:
    """What `person` is entitled to at the moment `at`, as the database has it now: one query, and
    none for nobody."""
    if not person.is_authenticated:
        return Entitlements()
    begun = FilteredRelation("subscriptions", condition=Q(subscriptions__starts_at__lte=at))
    address = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"))
    rows = list(
        User.objects.not_deleted()
        .filter(pk=person.pk, is_active=True)
        .annotate(
            begun=begun,
            verified=Exists(address.filter(verified=True)),
            ends=F("begun__ends_at"),
            status=F("begun__status"),
            subscription=F("begun__id"),
        )
        .values("verified", "is_staff", "subscription", "status", "ends")
    )
    if not rows:
        return Entitlements()
    subscriptions = [row for row in rows if row["subscription"]]
    running = [row for row in subscriptions if row["ends"] is None or row["ends"] > at]
    # The one that lasts longest speaks for all.
    last = max(running or subscriptions, key=lambda row: _rank(row["ends"]), default=None)
    return Entitlements(
        registered=True,
        verified=rows[0]["verified"],
        staff=rows[0]["is_staff"],
        paid=bool(running),
        paid_until=last["ends"] if running and last else None,
        lapsed_at=last["ends"] if last and not running else None,
        in_grace=bool(running and last and last["status"] == Subscription.Status.PAST_DUE),
    )


def _rank(end: datetime | None) -> float:
    return float("inf") if end is None else end.timestamp()
