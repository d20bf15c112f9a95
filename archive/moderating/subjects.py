"""Whom a decision is about: members, who are there, and whom the one who decides may judge."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from archive.commenting.refusal import Refused

NAMED = 5  # names in one sentence; the rest are counted


def subjects(member_ids: Collection[int], by: User) -> list[User]:
    """The members, as they are in their turn. Raises Refused where there is none, for whoever
    left, for `by` themselves, and for staff, about whom administrators alone decide."""
    members = list(User.objects.filter(pk__in=set(member_ids)).order_by("pk"))
    if not members:
        raise Refused(_("Nobody was chosen. Choose at least one member."))
    if any(member.pk == by.pk for member in members):
        raise Refused(_("Nobody decides about themselves. Leave yourself out."))
    gone = sum(member.deleted_at is not None for member in members)
    if gone:
        words = ngettext(
            "One of these accounts is deleted: nobody is there any more. Leave it out.",
            "%(n)s of these accounts are deleted: nobody is there any more. Leave them out.",
            gone,
        )
        raise Refused(words % {"n": gone})
    staff = [member for member in members if member.is_staff or member.is_superuser]
    if staff and not by.is_superuser:
        words = _("Only an administrator decides about the staff. Leave out: %(names)s.")
        raise Refused(words % {"names": names(staff)})
    return members


def names(members: Sequence[User]) -> str:
    """What they are called, as a sentence lists them."""
    listed = ", ".join(str(member) for member in members[:NAMED])
    more = len(members) - NAMED
    if more <= 0:
        return listed
    words = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more)
    return words % {"names": listed, "n": more}
