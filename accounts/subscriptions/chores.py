"""What the worker does about subscriptions. Any number of workers may do it at once, and again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Subscription
from accounts.subscriptions import mails
from accounts.subscriptions.order import take_turn

BATCH = 500  # rows in one transaction: few enough that nobody waits for it
Status = Subscription.Status


def expire(at: datetime) -> int:
    """Write down which have ended by the moment `at`; how many. Nothing depends on it."""
    ended = Subscription.objects.filter(ends_at__lte=at).exclude(status=Status.EXPIRED)
    done = 0
    while True:
        with transaction.atomic():
            batch = ended.order_by("pk").select_for_update(skip_locked=True)[:BATCH]
            keys = [stretch.pk for stretch in batch]
            done += Subscription.objects.filter(pk__in=keys).update(status=Status.EXPIRED)
        if len(keys) < BATCH:
            return done


def announce_ends(at: datetime) -> int:
    """Tell those who want it that their subscription is about to end, once; how many."""
    told = 0
    for user_id, key in _about_to_end(at).values_list("user_id", "pk"):
        with transaction.atomic():
            take_turn(user_id)
            # Asked again: another worker may have told them, or it may have been renewed.
            for subscription in _about_to_end(at).filter(pk=key).select_related("user", "plan"):
                mails.write("subscription_ends", subscription, at)
                subscription.end_announced_at = at
                subscription.save(update_fields=["end_announced_at"])
                told += 1
    return told


def _about_to_end(at: datetime) -> QuerySet[Subscription]:
    """Those with nothing behind them. Who is overdue is asked to pay, which is another mail."""
    end = OuterRef("ends_at")
    # Of two that end together, the later made stands for both.
    behind = Q(ends_at=None) | Q(ends_at__gt=end) | Q(ends_at=end, pk__gt=OuterRef("pk"))
    following = Subscription.objects.filter(behind, user=OuterRef("user"), starts_at__lte=end)
    return Subscription.objects.in_force(at).filter(
        ~Exists(following),
        ends_at__lte=at + mails.ANNOUNCED_BEFORE,
        end_announced_at=None,
        status__in=[Status.TRIALING, Status.ACTIVE, Status.CANCELLED],
        user__mail_before_end=True,
        user__is_active=True,
        user__deleted_at=None,
    )
