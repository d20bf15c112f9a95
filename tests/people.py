"""The cast: everyone a test can need, each made by a function of their own."""

from itertools import count

from django.contrib.auth.models import AnonymousUser, Group

from accounts.models import User
from archive.roles import EDITORS, MODERATORS, grant

PASSWORD = "correct horse battery staple"

_numbers = count(1)


def anonymous() -> AnonymousUser:
    return AnonymousUser()


def reader(**fields: object) -> User:
    """Someone with an account and nothing more."""
    number = next(_numbers)
    fields = {"email": f"person{number}@example.org", "display_name": f"Person {number}"} | fields
    return User.objects.create_user(password=PASSWORD, **fields)


def moderator() -> User:
    return _staff(MODERATORS)


def editor() -> User:
    return _staff(EDITORS)


def admin() -> User:
    return reader(is_staff=True, is_superuser=True)


CAST = (anonymous, reader, moderator, editor, admin)


def _staff(group: str) -> User:
    grant()
    user = reader(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user
