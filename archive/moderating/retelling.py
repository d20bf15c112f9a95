"""What members are told by mail of what was undone: that they are free, or restricted once more."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from archive.commenting.discussion import parts
from archive.models import Ban, Comment, MemberWarning, ModerationEntry
from archive.moderating.ban_mails import tell_banned, tell_lifted
from archive.moderating.log import subject
from archive.moderating.takedown import reason_told
from archive.moderating.telling import tell
from archive.moderating.undoable import HIDDEN, restricts
from archive.moderating.warnings import tell_warned

Act = ModerationEntry.Act


def tell_undone(undoings: Sequence[ModerationEntry], at: datetime) -> None:
    """In the caller's transaction, once all that `undoings` put back is written. What was undone
    and done again at once is no news."""
    news = list(_news(undoings))
    banned = _tell_of_bans([one for one in news if "lifted_at" in one.after], at)
    again = [one for one in news if restricts(one.after)]
    numbers = {one.warning_id or 0 for one in again if "withdrawn_at" in one.after}
    tell_warned(MemberWarning.objects.filter(pk__in=numbers).select_related("rule"))
    # What goes with a ban is told with it.
    with_ban = {(one.batch, one.member_id) for one in banned if one.batch}
    decisions = [one for one in _decided(again) if (one.batch, one.member_id) not in with_ban]
    _tell_by_reason(decisions)


def _news(undoings: Sequence[ModerationEntry]) -> Iterator[ModerationEntry]:
    """The last about each of what they are about, where it left something else than was found.
    That a comment is hidden is news only where readers had it."""
    found: dict[object, dict[str, object]] = {}
    last = {}
    for undoing in undoings:
        found.setdefault(subject(undoing), undoing.before)
        last[subject(undoing)] = undoing
    for about, undoing in last.items():
        was = found[about]
        shown = was.get("review", Comment.Review.APPROVED) == Comment.Review.APPROVED
        if shown and restricts(was) != restricts(undoing.after):
            yield undoing


def _tell_of_bans(news: Collection[ModerationEntry], at: datetime) -> list[Ban]:
    """Gives those that hold again. Of what ran out by itself nobody is told anything."""
    numbers = {one.ban_id or 0 for one in news}
    bans = Ban.objects.filter(pk__in=numbers).select_related("member", "rule").order_by("pk")
    run = [one for one in bans if one.until is None or one.until > at]
    tell_lifted([one for one in run if one.lifted_at])
    again = [one for one in run if not one.lifted_at]
    tell_banned([one for one in again if one.reason])
    return again


def _decided(again: Iterable[ModerationEntry]) -> list[ModerationEntry]:
    """The decisions by which comments are hidden again, or wait again, as their members were told
    of them."""
    entries = list(again)
    comments = sorted({one.comment_id or 0 for one in entries if one.after.get("review") in HIDDEN})
    members = sorted({one.member_id or 0 for one in entries if "premoderated" in one.after})
    rows: Any = ModerationEntry.objects.standing().select_related("rule").order_by("pk")
    standing = rows.annotate(told=reason_told())
    found: dict[int, ModerationEntry] = {}
    for some in parts(comments):
        hiding = standing.filter(act__in=[Act.REJECTED, Act.REMOVED], comment__in=some)
        for one in hiding:
            if one.before.get("review") != one.act and one.told:
                one.reason = one.told
                found[one.comment_id or 0] = one
    waiting = standing.filter(act=Act.PREMODERATED, member__in=members)
    return [*found.values(), *{one.member_id: one for one in waiting}.values()]


def _tell_by_reason(decisions: list[ModerationEntry]) -> None:
    """A mail has one reason: those who were told several have several again."""

    def told(entry: ModerationEntry) -> tuple[str, str, int]:
        return entry.act, entry.reason, entry.rule_id or 0

    for _told, alike in groupby(sorted(decisions, key=told), key=told):
        tell(list(alike))
