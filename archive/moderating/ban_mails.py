"""What banned members are told by mail: one mail for a ban with all that was done by it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from accounts import emails
from archive.models import Article, Ban, Comment, ModerationEntry
from archive.moderating.telling import with_address

SHOWN = 10  # comments in one mail; the page that it leads to has them all

TakenDown = dict[tuple[UUID | None, int | None], list[int]]


def tell_banned(bans: Sequence[Ban]) -> None:
    """Write to those who are banned by `bans`, which have their reasons, in the caller's
    transaction."""
    members, taken_down = with_address(one.member_id for one in bans), _taken_down(bans)
    mails = []
    for one in bans:
        if member := members.get(one.member_id):
            numbers = taken_down[one.batch, one.member_id]
            given = {"comments": numbers[:SHOWN], "count": len(numbers)}
            mails.append((member.email, {"member": member, "ban": one, **given}))
    emails.write_all("ban_explained", mails)


def tell_lifted(bans: Sequence[Ban]) -> None:
    """Write to those whom `bans` had been explained to that they may comment again. Nobody else
    was told by mail that they might not."""
    told = [one for one in bans if one.reason]
    members = with_address(one.member_id for one in told)
    reached = [(members[one.member_id], one) for one in told if one.member_id in members]
    emails.write_all(
        "ban_lifted", [(member.email, {"member": member, "ban": one}) for member, one in reached]
    )


def _taken_down(bans: Sequence[Ban]) -> TakenDown:
    """By batch and member, the numbers of the comments that went with the ban and have pages."""
    found: TakenDown = defaultdict(list)
    entries: Any = ModerationEntry.objects.filter(
        batch__in={one.batch for one in bans if one.batch},
        act=ModerationEntry.Act.REMOVED,
        comment__review=Comment.Review.REMOVED,
        comment__article__state=Article.State.PUBLISHED,
    )
    for batch, member, comment in entries.order_by("pk").values_list("batch", "member", "comment"):
        found[batch, member].append(comment)
    return found
