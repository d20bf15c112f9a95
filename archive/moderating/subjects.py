"""Whom a decision is about: members, who are there, and whom the one who decides may judge."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.moderating.impartiality import judges_alone

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
    _refuse_staff(members, by)
    return members


def check_freeing(members: Sequence[User], by: User) -> None:
    """What restricts members is ended by whoever may restrict them, though they may have left.
    Raises Refused for `by` themselves, unless nobody else could decide, and for staff."""
    others = [member for member in members if member.pk != by.pk]
    if len(others) < len(members) and not judges_alone(by):
        raise Refused(_("Nobody decides about themselves. Leave yourself out."))
    _refuse_staff(others, by)


def is_staff(member: User) -> bool:
    """Whether administrators alone decide about them. Whoever left is nobody's staff."""
    return member.deleted_at is None and (member.is_staff or member.is_superuser)


def _refuse_staff(members: Iterable[User], by: User) -> None:
    staff = [member for member in members if is_staff(member)]
    if staff and not by.is_superuser:
        words = _("Only an administrator decides about the staff. Leave out: %(names)s.")
        raise Refused(words % {"names": names(staff)})


def names(members: Sequence[User]) -> str:
    """What they are called, as a sentence lists them."""
    listed = ", ".join(str(member) for member in members[:NAMED])
    more = len(members) - NAMED
    if more <= 0:
        return listed
    words = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more)
    return words % {"names": listed, "n": more}
