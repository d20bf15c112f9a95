"""The cast: everyone a test can need, each made by a function of their own."""

from datetime import timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone

from accounts.models import Plan, Subscription, User
from archive.models import Ban
from archive.roles import EDITORS, MODERATORS, grant

PASSWORD = "correct horse battery staple"
NAMES = ("Ada", "Berta", "Clara", "Dora", "Emil", "Frida", "Georg", "Hanna")

_numbers = count(1)


def anonymous() -> AnonymousUser:
    return AnonymousUser()


def unverified(**fields: object) -> User:
    """Someone whose address may be somebody else's."""
    return _person(verified=False, **fields)


def reader(**fields: object) -> User:
    """A registered member and nothing more."""
    return _person(**fields)


def subscriber(**fields: object) -> User:
    """A paid subscriber, for another month."""
    now = timezone.now()
    member = _person(**fields)
    _subscription(member, now - timedelta(days=1), now + timedelta(days=30))
    return member


def lapsed() -> User:
    """Someone whose subscription ended yesterday."""
    now = timezone.now()
    member = _person()
    _subscription(member, now - timedelta(days=31), now - timedelta(days=1))
    return member


def banned() -> User:
    """A paid subscriber who may not write for a week."""
    member = subscriber()
    Ban.objects.create(
        member=member,
        reason="you insulted another member",
        until=timezone.now() + timedelta(days=7),
        set_by=moderator(),
    )
    return member


def moderator(**fields: object) -> User:
    return _staff(MODERATORS, **fields)


def editor() -> User:
    return _staff(EDITORS)


def admin() -> User:
    return reader(is_staff=True, is_superuser=True)


CAST = (
    anonymous,
    unverified,
    reader,
    subscriber,
    lapsed,
    banned,
    moderator,
    editor,
    admin,
)


def _person(*, verified: bool = True, **fields: object) -> User:
    number = next(_numbers)
    name = f"{NAMES[number % len(NAMES)]} {number}"
    fields = {"email": f"person{number}@example.org", "display_name": name} | fields
    user = User.objects.create_user(password=PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


def _subscription(member: User, starts_at: object, ends_at: object) -> None:
    Subscription.objects.create(
        user=member,
        plan=Plan.objects.get_or_create(name="Supporter")[0],
        provider=Subscription.Provider.ELSEWHERE,
        starts_at=starts_at,
        paid_from=starts_at,
        ends_at=ends_at,
    )


def _staff(group: str, **fields: object) -> User:
    grant()
    user = reader(is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=group))
    return user
