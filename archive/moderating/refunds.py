"""What becomes of what a banned member has paid for."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import subscriptions
from accounts.models import Subscription, User
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_members
from archive.models import Ban, ModerationEntry


def paying(member_ids: Collection[int], at: datetime) -> set[int]:
    """Those of the members who have something that was paid for, and is not over at `at`."""
    paid = Subscription.objects.paying().not_over(at).filter(user__in=member_ids)
    return set(paid.order_by().values_list("user_id", flat=True))


def end_subscriptions(bans: Sequence[Ban], by: User, at: datetime) -> None:
    """End all that those have who are banned with the end of what they paid for."""
    ended = [ban.member_id for ban in bans if ban.subscription == Ban.Subscription.ENDED]
    subscriptions.end_all(ended, at, reason=_("The member was banned."), by=by)


def what_stays_ended(banned: Ban) -> str:
    """What lifting a ban, or undoing it, does not bring back, in a sentence; empty if nothing."""
    if banned.subscription != Ban.Subscription.ENDED:
        return ""
    words = _("The subscription that ended with the ban of %(name)s stays ended.")
    if banned.refund_owed and not banned.refund_settled_at:
        words += " " + _("Grant it anew, or settle the refund.")
    else:
        words += " " + _("Grant it anew, if it should go on.")
    return words % {"name": banned.member}


@transaction.atomic
def settle_refund(banned: Ban, by: User) -> None:
    """Write down that the member got back what they were owed. Raises Refused where nothing is
    owed, or somebody wrote that before."""
    take_members([by.pk, banned.member_id])
    banned.refresh_from_db()
    if not banned.refund_owed:
        raise Refused(_("Nothing is owed to this member for this ban."))
    if banned.refund_settled_at:
        raise Refused(_("This was settled before."))
    now = timezone.now()
    banned.refund_settled_at = now
    banned.save(update_fields=["refund_settled_at"])
    ModerationEntry.objects.create(
        act=ModerationEntry.Act.NOTED,
        actor=by,
        member=banned.member,
        ban=banned,
        note=_("What was owed is paid back: %(what)s") % {"what": banned.refund_owed},
        at=now,
    )
