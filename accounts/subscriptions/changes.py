"""What happens to a subscription once it is there. Each verb is one transaction, takes the moment
at which it happens, and leaves the given object as the database then has it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from accounts.models import Plan, Subscription, User
from accounts.subscriptions import words
from accounts.subscriptions.order import close_up, take_turn, take_turns
from accounts.subscriptions.refusal import Refused

Status = Subscription.Status


@transaction.atomic
def start(
    user: User,
    plan: Plan,
    provider: str,
    until: datetime,
    at: datetime,
    *,
    trial: bool = False,
    reference: str = "",
) -> Subscription:
    """Begin, at once, a stretch whose period somebody else counts, as a provider of payments does.
    What was given and has not begun waits until it ends."""
    _ahead(until, at)
    take_turn(user.pk)
    stretch = Subscription.objects.create(
        user=user,
        plan=plan,
        provider=provider,
        status=Status.TRIALING if trial else Status.ACTIVE,
        starts_at=at,
        ends_at=until,
        paid_from=None if trial else at,
        reference=reference,
    )
    close_up(user.pk, at)
    return stretch


@transaction.atomic
def renew(subscription: Subscription, until: datetime, at: datetime) -> Subscription:
    """It was paid for up to `until`, whether it was on trial, overdue or cancelled before.

    One that is over stays so, and goes on in a stretch of its own from `at`: that one is returned.
    Raises Refused for one that has not begun.
    """
    _ahead(until, at)
    _take(subscription)
    _refuse_waiting(subscription, at)
    if subscription.over(at):
        return start(
            subscription.user,
            subscription.plan,
            subscription.provider,
            until,
            at,
            reference=subscription.reference,
        )
    subscription.paid_from = subscription.paid_from or at
    _move_end(subscription, Status.ACTIVE, until, at)
    return subscription


@transaction.atomic
def past_due(subscription: Subscription, grace_until: datetime, at: datetime) -> None:
    """A payment failed: it holds until `grace_until`, so that it can be made good. Raises Refused
    for one that is over, or has not begun."""
    _ahead(grace_until, at)
    _take(subscription)
    _refuse_waiting(subscription, at)
    _refuse_over(subscription, at)
    _move_end(subscription, Status.PAST_DUE, grace_until, at)


@transaction.atomic
def cancel(subscription: Subscription, at: datetime) -> None:
    """It will not be renewed, and holds until its period ends. Raises Refused for one that is
    over, or that has no end to wait for."""
    _take(subscription)
    _refuse_over(subscription, at)
    if subscription.ends_at is None:
        raise Refused(_("It has no end to wait for. End it now instead."))
    subscription.status = Status.CANCELLED
    subscription.save()


@transaction.atomic
def end(subscription: Subscription, at: datetime, reason: str, by: User | None = None) -> None:
    """It ends at once, for a `reason` that the staff can read. Raises Refused for one that is
    over."""
    _take(subscription)
    _refuse_over(subscription, at)
    subscription.starts_at = min(subscription.starts_at, at)  # one that waited never begins
    subscription.end_reason, subscription.ended_by = reason, by
    _move_end(subscription, Status.EXPIRED, at, at)


@transaction.atomic
def end_all(user_ids: Collection[int], at: datetime, reason: str, by: User | None = None) -> int:
    """Whatever these members have ends at once, and what waits never begins: the same as `end` for
    each, in as many statements for many as for few. How many it were."""
    take_turns(user_ids)
    return (
        Subscription.objects.filter(user__in=set(user_ids))
        .not_over(at)
        .update(
            starts_at=Least("starts_at", Value(at)),
            ends_at=at,
            status=Status.EXPIRED,
            end_announced_at=None,
            end_reason=reason,
            ended_by=by,
        )
    )


def _take(subscription: Subscription) -> None:
    """The row as it is now, which nobody else changes until the transaction ends."""
    take_turn(subscription.user_id)
    now = Subscription.objects.select_for_update(of=("self",))
    subscription.refresh_from_db(from_queryset=now)


def _move_end(subscription: Subscription, status: str, to: datetime, at: datetime) -> None:
    subscription.status = status
    subscription.ends_at = to
    subscription.end_announced_at = None
    subscription.save()
    close_up(subscription.user_id, at)
    subscription.refresh_from_db()


def _ahead(until: datetime, at: datetime) -> None:
    if until <= at:
        raise ValueError(f"{until} is not after {at}: the past of a subscription is not written.")


def _refuse_waiting(subscription: Subscription, at: datetime) -> None:
    if not subscription.begun(at):
        raise Refused(_("It has not begun: what is given is not paid for by periods."))


def _refuse_over(subscription: Subscription, at: datetime) -> None:
    if subscription.ends_at and subscription.over(at):
        moment = words.moment(subscription.ends_at)
        raise Refused(_("It ended already, on %(moment)s.") % {"moment": moment})
