"""Sign-ups that nobody has confirmed: each holds a name and an address for a while.

Somebody may sign up with another's address, so such an account gives way to whoever shows that
the address is theirs. And somebody may sign up with an address only to learn whether it has an
account, so where it has one a stand-in holds the name: what can be seen is the same.
"""

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet

from accounts.models import User

KEPT = timedelta(days=7)  # the link holds for three; some read their mail at the weekend only


def stand_in(name: str, password_hash: str) -> None:
    """Hold `name` as a new member's sign-up would, under an address that nobody can have.

    Raises IntegrityError where somebody was quicker to take the name.
    """
    email = f"{secrets.token_hex(8)}@unconfirmed.invalid"
    user = User.objects.create(email=email, display_name=name, password=password_hash)
    EmailAddress.objects.create(user=user, email=email, primary=True)


def give_way(email: str, *, to: User) -> None:
    """Forget whoever but `to` signed up as `email` without showing that it is theirs."""
    _forget(_signed_up().filter(email=email).exclude(pk=to.pk))


def forget(at: datetime) -> int:
    """Forget the sign-ups that have not been confirmed in time at the moment `at`; how many."""
    return _forget(_signed_up().filter(date_joined__lt=at - KEPT))


def _signed_up() -> QuerySet[User]:
    """Those who never came in. Whom an administrator added has no address row, or no primary one,
    before it is confirmed."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(addresses.filter(primary=True, verified=False)),
        ~Exists(addresses.filter(verified=True)),
        last_login=None,
        is_staff=False,
        deleted_at=None,
        subscriptions=None,
    )


def _forget(users: QuerySet[User]) -> int:
    forgotten = 0
    for user in users:
        try:
            with transaction.atomic():
                user.delete()
        except ProtectedError:  # a record names them: a ban, before they ever came in
            continue
        forgotten += 1
    return forgotten
