"""What moderators do about members: how each act is asked for, and what does it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from archive.admin.moderation.member_forms import AsideForm, BanForm, NoteForm, WarnForm
from archive.commenting.turns import take_members
from archive.moderating import bans, notes, premoderation, warnings
from archive.moderating.bans import Takedown, Terms

Words = str | Promise
Cleaned = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MemberAct:
    """`title` and `done` name the member, or how many there are, as `whom`. Whoever does it needs
    `permission`."""

    title: Words
    done: Words
    permission: str
    form: type[forms.Form]
    do: Callable[[Sequence[User], User, Cleaned], object]


def _one_by_one(
    do: Callable[..., object], members: Sequence[User], by: User, *args: Any, **grounds: Any
) -> None:
    """As one act, which can be undone as one. Everybody's turn is taken before anything is done:
    two who do it at once would wait for each other for ever."""
    with transaction.atomic():
        take_members([by.pk, *(member.pk for member in members)])
        batch = uuid4() if len(members) > 1 else None
        for member in members:
            do(member, by, *args, **grounds, batch=batch)


def _note(members: Sequence[User], by: User, cleaned: Cleaned) -> None:
    _one_by_one(notes.note, members, by, cleaned["words"], cleaned["comment"])


def _warn(members: Sequence[User], by: User, cleaned: Cleaned) -> None:
    grounds = {name: cleaned[name] for name in ("reason", "rule", "comment")}
    _one_by_one(warnings.warn, members, by, **grounds)


def _premoderate(members: Sequence[User], by: User, cleaned: Cleaned) -> None:
    _one_by_one(premoderation.premoderate, members, by, cleaned["note"])


def _release(members: Sequence[User], by: User, cleaned: Cleaned) -> None:
    _one_by_one(premoderation.release, members, by, cleaned["note"])


def _ban(members: Sequence[User], by: User, cleaned: Cleaned) -> None:
    terms = Terms(
        until=cleaned["until"],
        reason=cleaned["reason"],
        rule=cleaned["rule"],
        note=cleaned["note"],
        takedown=Takedown(cleaned["takedown"]),
        comment=cleaned["comment"],
        subscription=cleaned.get("subscription", ""),
        refund_owed=cleaned.get("refund_owed", ""),
    )
    bans.ban_all([member.pk for member in members], by, terms)


def _lift(members: Sequence[User], by: User, cleaned: Cleaned) -> None:
    bans.lift_from([member.pk for member in members], by, cleaned["note"])


MEMBER_ACTS = {
    "note": MemberAct(
        _("Note about %(whom)s"),
        _("Noted about %(whom)s."),
        "archive.change_comment",
        NoteForm,
        _note,
    ),
    "warn": MemberAct(
        _("Warn %(whom)s"), _("Warned: %(whom)s."), "archive.add_memberwarning", WarnForm, _warn
    ),
    "premoderate": MemberAct(
        _("Let comments of %(whom)s wait"),
        _("From now on what they write waits: %(whom)s."),
        "archive.change_comment",
        AsideForm,
        _premoderate,
    ),
    "release": MemberAct(
        _("Let comments of %(whom)s not wait any more"),
        _("What they write does not wait any more: %(whom)s."),
        "archive.change_comment",
        AsideForm,
        _release,
    ),
    "ban": MemberAct(_("Ban %(whom)s"), _("Banned: %(whom)s."), "archive.add_ban", BanForm, _ban),
    "lift": MemberAct(
        _("Lift the bans of %(whom)s"),
        _("May write again: %(whom)s."),
        "archive.change_ban",
        AsideForm,
        _lift,
    ),
}
