"""Gift codes: words that whoever has them can turn into a subscription, once.

A code is 20 characters of Crockford's alphabet, which has no letter that could be read as a digit:
100 bits, of which the last 20 are kept in the open. So a plain hash hides the rest, and codes stay
good when the site's secret key changes.
"""

import hashlib
import math
import secrets
import unicodedata
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import subscriptions
from accounts.limits import Limit, allow
from accounts.models import GiftCode, Plan, Subscription, User
from accounts.subscriptions import Length, mails, words

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS, GROUP = 20, 4
MISREAD = str.maketrans("OIL", "011")
MOST_AT_ONCE = 200  # what one can still hand out from one page
# Nobody mistypes a code more often; no guess comes near one however often it is made.
TRIES = Limit("gift codes tried", most=10, window=timedelta(hours=1))

Provider = Subscription.Provider


class Refused(Exception):
    """A code that is not redeemed. The sentence says why, and what would help; `retry_after_s` is
    there where all that would help is to wait."""

    def __init__(self, sentence: str, *, retry_after_s: int | None = None) -> None:
        super().__init__(sentence)
        self.retry_after_s = retry_after_s


@transaction.atomic
def make(
    count: int,
    plan: Plan,
    length: Length,
    at: datetime,
    *,
    paid: bool,
    reason: str,
    by: User,
    redeem_before: datetime | None = None,
) -> dict[str, GiftCode]:
    """Make `count` codes. They are returned, each with its row, and kept nowhere: show them at
    once."""
    codes = [_new_code() for _number in range(count)]
    rows = GiftCode.objects.bulk_create(
        GiftCode(
            digest=_digest(code),
            ending=code[-GROUP:],
            plan=plan,
            length=length.count,
            unit=length.unit,
            paid=paid,
            reason=reason,
            redeem_before=redeem_before,
            made_by=by,
            made_at=at,
        )
        for code in codes
    )
    return {_grouped(code): row for code, row in zip(codes, rows, strict=True)}


def redeem(user: User, typed: str, at: datetime | None = None) -> Subscription:
    """Turn the code that `user` typed into a subscription of theirs, behind what they have: at the
    moment `at`, or when their turn and that of the code have come.

    Raises Refused for what is no code, for one that is not to be had any more, and for any when
    too many were tried. To be called outside of a transaction, so that each try counts for good.
    """
    _count_try(user, at or timezone.now())
    digest = _digest(canonical(typed))
    with subscriptions.turn_of(user.pk):
        found = GiftCode.objects.select_related("plan").filter(digest=digest)
        code = found.select_for_update(of=("self",)).first()
        if code is None:
            raise Refused(_("There is no such code. See that you typed every letter of it."))
        at = at or timezone.now()
        _refuse_spent(code, user, at)
        code.subscription = _subscription(code, user, at)
        code.save(update_fields=["subscription"])
        mails.write("gift_redeemed", code.subscription, at)
        return code.subscription


def revoke(code: GiftCode, at: datetime) -> bool:
    """Take a code back; False if it was redeemed or taken back before."""
    unspent = GiftCode.objects.filter(pk=code.pk, subscription=None, revoked_at=None)
    return bool(unspent.update(revoked_at=at))


def canonical(typed: str) -> str:
    """A code as it is kept, from what somebody typed: in any case, with or without gaps, and with
    letters for the digits that they are read as. Raises Refused for what cannot be a code."""
    letters = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(letter for letter in letters if letter.isalnum()).translate(MISREAD)
    odd = next((letter for letter in code if letter not in ALPHABET), None)
    if odd:
        raise Refused(_("No code has “%(letter)s” in it. See what it may be.") % {"letter": odd})
    if len(code) != LETTERS:
        raise Refused(
            _("A code has %(length)s letters and digits, and this has %(count)s.")
            % {"length": LETTERS, "count": len(code)}
        )
    return code


def _count_try(user: User, at: datetime) -> None:
    if allow(TRIES, str(user.pk), at):
        return
    left_s = TRIES.seconds_left(at)
    left_min = math.ceil(left_s / 60)
    sentence = ngettext(
        "You have tried too many codes. Try again in %(n)d minute.",
        "You have tried too many codes. Try again in %(n)d minutes.",
        left_min,
    )
    raise Refused(sentence % {"n": left_min}, retry_after_s=left_s)


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(LETTERS))


def _refuse_spent(code: GiftCode, user: User, at: datetime) -> None:
    if code.revoked_at:
        raise Refused(_("This code was taken back. Ask whoever gave it to you."))
    if code.subscription and code.subscription.user_id == user.pk:
        raise Refused(_("You have redeemed this code already: see your subscription."))
    if code.subscription:
        raise Refused(_("This code was redeemed already. Each works once."))
    if code.redeem_before and code.redeem_before <= at:
        raise Refused(
            _("This code could be redeemed until %(moment)s. Ask whoever gave it to you.")
            % {"moment": words.moment(code.redeem_before)}
        )


def _subscription(code: GiftCode, user: User, at: datetime) -> Subscription:
    provider = Provider.GIFT if code.paid else Provider.COMPLIMENTARY
    try:
        return subscriptions.give(user, code.plan, provider, Length(code.length, code.unit), at)
    except subscriptions.Refused:
        raise Refused(
            _("Your subscription has no end, so nothing can be added to it. Give the code away.")
        ) from None


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _grouped(code: str) -> str:
    return "-".join(code[at : at + GROUP] for at in range(0, LETTERS, GROUP))
