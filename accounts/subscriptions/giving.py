"""Giving: what a member has not paid for here by themselves."""

from datetime import datetime

from django.db import transaction

from accounts.models import Grant, Plan, Subscription, User
from accounts.subscriptions import mails
from accounts.subscriptions.lengths import Length
from accounts.subscriptions.order import COMPLIMENTARY, next_begin, take_turn


@transaction.atomic
def give(user: User, plan: Plan, provider: str, length: Length, at: datetime) -> Subscription:
    """Give `user` a stretch of that `length`, after what they have already, and tell them nothing.
    One that is paid for counts as paid from now on, though it may begin later.

    Raises Refused where what they have never ends.
    """
    take_turn(user.pk)
    paid = provider != COMPLIMENTARY
    begin = next_begin(user, at, paid=paid)
    end = length.after(begin)
    return Subscription.objects.create(
        user=user,
        plan=plan,
        provider=provider,
        starts_at=begin,
        ends_at=end,
        paid_from=at if paid else None,
        end_announced_at=at if end and end - at <= mails.ANNOUNCED_BEFORE else None,
    )


@transaction.atomic
def grant(
    user: User, plan: Plan, provider: str, length: Length, at: datetime, *, reason: str, by: User
) -> Grant:
    """Staff give `user` a subscription. The `reason` is for the staff; the member is told of the
    rest by mail. Raises what `give` raises."""
    stretch = give(user, plan, provider, length, at)
    mails.write("subscription_granted", stretch, at)
    return Grant.objects.create(
        subscription=stretch,
        length=length.count,
        unit=length.unit,
        reason=reason,
        granted_by=by,
        granted_at=at,
    )
