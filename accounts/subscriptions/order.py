"""The order in which a member's stretches come: what is given waits for what runs."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Subscription, User
from accounts.subscriptions.refusal import Refused

COMPLIMENTARY = Subscription.Provider.COMPLIMENTARY


def take_turn(user_id: int) -> None:
    """Wait until nobody else changes this member's subscriptions. The turn ends with the
    transaction that it is in."""
    User.objects.select_for_update(no_key=True).get(pk=user_id)


def take_turns(user_ids: Collection[int]) -> None:
    """The same for several, in the order of their ids."""
    rows = User.objects.filter(pk__in=set(user_ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


@contextmanager
def turn_of(user_id: int) -> Iterator[datetime]:
    """A transaction in which nobody else changes this member's subscriptions, or lets them
    comment; the moment at which it came to that. What is done at an earlier one, such as that of
    the request, would be done behind the back of whoever had the turn before."""
    with transaction.atomic():
        take_turn(user_id)
        yield timezone.now()


def next_begin(user: User, at: datetime, *, paid: bool) -> datetime:
    """When a stretch that `user` is given at the moment `at` begins: when the last one ends that
    they have, or at once.

    Raises Refused where what they have never ends. But whoever pays without having to is let:
    what is complimentary without end does not stand in the way of that.
    """
    stretches = Subscription.objects.filter(user=user).not_over(at)
    if paid:
        stretches = stretches.exclude(provider=COMPLIMENTARY, ends_at=None)
    ends = [stretch.ends_at for stretch in stretches]
    if None in ends:
        raise Refused(
            _("%(member)s has a subscription without end: nothing can be added to it.")
            % {"member": user},
            endless=True,
        )
    return max([end for end in ends if end], default=at)


def close_up(user_id: int, at: datetime) -> None:
    """Let those that have not begun follow on the end of those that have, one after the other:
    nothing is lost when an end moves, and no gap is left."""
    stretches = Subscription.objects.filter(user=user_id).not_over(at)
    free = max([s.ends_at for s in stretches if s.begun(at) and s.ends_at], default=at)
    for stretch in stretches.filter(starts_at__gt=at).order_by("starts_at", "id"):
        shift = free - stretch.starts_at
        if shift:
            stretch.starts_at += shift
            stretch.ends_at = stretch.ends_at and stretch.ends_at + shift
            stretch.end_announced_at = None
            stretch.save()
        free = stretch.ends_at or free
