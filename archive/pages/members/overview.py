"""The overview of one's account: how things stand."""

from dataclasses import dataclass
from datetime import datetime

from accounts.entitlements import entitlements_for
from accounts.gating import Entitlements
from accounts.models import User
from archive.models import Ban
from archive.pages.members.said import public_comments


@dataclass(frozen=True, slots=True)
class Overview:
    """`bans` are those in force; `seen` says whether the member has a page that others see."""

    member: User
    entitled: Entitlements
    bans: tuple[Ban, ...]
    seen: bool


def overview(member: User, at: datetime) -> Overview:
    return Overview(
        member=member,
        entitled=entitlements_for(member, at),
        bans=tuple(Ban.objects.in_force(at).filter(member=member).order_by("begins_at", "pk")),
        seen=public_comments(member).exists(),
    )
