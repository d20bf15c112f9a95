"""Impartiality: nobody decides about what they wrote themselves, unless nobody else could."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from accounts.models import User


def moderators() -> QuerySet[User]:
    """All who may decide about comments."""
    able = ModelBackend().with_perm("archive.change_comment")
    return able.filter(is_staff=True)


def judges_alone(person: User) -> bool:
    """Whether nobody but `person` could decide about what `person` wrote."""
    return not moderators().exclude(pk=person.pk).exists()
