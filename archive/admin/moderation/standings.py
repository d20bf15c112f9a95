"""Standing: what a member said and did here so far, as moderators want to know it before they
decide. For a page of members in as many queries as for one."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from archive.models import Ban, Comment, MemberPremoderation, MemberWarning, ModerationEntry
from archive.moderating.refunds import paying

Review = Comment.Review


@dataclass(slots=True)
class Standing:
    """How many comments there are in each state, and what moderators did about their member."""

    approved: int = 0
    pending: int = 0
    rejected: int = 0
    removed: int = 0
    withdrawn: int = 0
    warnings: int = 0  # those that nobody took back
    unread: int = 0  # of the warnings
    notes: int = 0
    premoderated: bool = False
    pays: bool = False
    bans: list[Ban] = field(default_factory=list)  # the latest first
    at: datetime = field(default_factory=timezone.now)

    @property
    def banned(self) -> Ban | None:
        """Of the bans that hold the one that lasts longest."""
        holding = [one for one in self.bans if holds(one, self.at)]
        return max(holding, key=lambda one: (one.until is None, one.until or self.at), default=None)

    @property
    def is_new(self) -> bool:
        return not self.approved

    @property
    def said(self) -> int:
        return self.approved + self.pending + self.rejected + self.removed + self.withdrawn


def holds(banned: Ban, at: datetime) -> bool:
    """What `Ban.objects.in_force` asks the database, of a row that is at hand."""
    lifted = banned.lifted_at is not None and banned.lifted_at <= at
    return banned.begins_at <= at and not lifted and (banned.until is None or banned.until > at)


def standings(member_ids: Collection[int], at: datetime) -> dict[int, Standing]:
    """By the member's id."""
    found = {pk: Standing(at=at) for pk in member_ids}
    for row in _said(member_ids):
        setattr(found[row["member"]], row["state"], row["total"])
    for row in _warnings(member_ids):
        found[row["member"]].warnings, found[row["member"]].unread = row["total"], row["unread"]
    for banned in Ban.objects.filter(member__in=member_ids).select_related("set_by"):
        found[banned.member_id].bans.append(banned)
    waiting = MemberPremoderation.objects.filter(member__in=member_ids)
    for pk in waiting.values_list("member", flat=True):
        found[pk].premoderated = True
    for row in _notes(member_ids):
        found[row["member"]].notes = row["total"]
    for pk in paying(member_ids, at):
        found[pk].pays = True
    return found


def _said(member_ids: Collection[int]) -> list[dict[str, Any]]:
    said = Comment.objects.filter(member__in=member_ids).order_by()
    counted = said.values("member", "review").annotate(
        gone=Count("pk", Q(withdrawn_at__isnull=False)), stays=Count("pk", Q(withdrawn_at=None))
    )
    states = [
        {"member": row["member"], "state": row["review"], "total": row["stays"]} for row in counted
    ]
    gone: dict[int, int] = {}
    for row in counted:
        gone[row["member"]] = gone.get(row["member"], 0) + row["gone"]
    return states + [
        {"member": member, "state": "withdrawn", "total": total} for member, total in gone.items()
    ]


def _warnings(member_ids: Collection[int]) -> Any:
    standing = MemberWarning.objects.filter(member__in=member_ids, withdrawn_at=None).order_by()
    unread = Count("pk", Q(acknowledged_at=None))
    return standing.values("member").annotate(total=Count("pk"), unread=unread)


def _notes(member_ids: Collection[int]) -> Any:
    notes = ModerationEntry.objects.standing().filter(act=ModerationEntry.Act.NOTED)
    about = notes.filter(member__in=member_ids).order_by()
    return about.values("member").annotate(total=Count("pk"))
