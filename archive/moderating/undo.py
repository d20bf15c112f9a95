"""Undoing: what an act of moderation changed is put back as the act found it, where nobody has
changed it since. An undoing is an act of its own, and can be undone in turn."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from archive.commenting.discussion import AT_ONCE
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_articles, take_members
from archive.models import Comment, ModerationEntry
from archive.moderating.log import DecidedSince, changed
from archive.moderating.refunds import what_stays_ended
from archive.moderating.retelling import tell_undone
from archive.moderating.states import State, otherwise, states_of
from archive.moderating.undoable import Undoable, done_again

Act = ModerationEntry.Act


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone, as it was written down, and what was left as it is, with a sentence why.
    What `remains` of an act that was undone is told by a sentence, too."""

    done: list[ModerationEntry] = field(default_factory=list)
    left: list[tuple[ModerationEntry, str]] = field(default_factory=list)
    remains: list[tuple[ModerationEntry, str]] = field(default_factory=list)


@transaction.atomic
def undo(entries: Collection[int], by: User, note: str = "") -> Undone:
    """Undo `entries`, by id, the latest first: in one transaction, with an entry for each and, for
    several, one batch. `note` is for moderators. The caller may hold no turn but of its members."""
    return _undo(ModerationEntry.objects.filter(pk__in=done_again(entries)), by, note)


@transaction.atomic
def undo_batch(batch: UUID, by: User, note: str = "") -> Undone:
    """Undo all that was done at once in `batch`, however much that is."""
    return _undo(ModerationEntry.objects.filter(batch=batch), by, note)


def _undo(chosen: QuerySet[ModerationEntry], by: User, note: str) -> Undone:
    _take_turns(chosen, by)
    found = list(chosen.select_related("undone_by", "member", "ban__member").order_by("-pk"))
    states, since, undone = states_of(chosen), DecidedSince(chosen), Undone()
    undoable = Undoable(chosen, by)
    batch, at = uuid4() if len(found) > 1 else None, timezone.now()
    for entry in found:
        undoing = _undoing(entry, by, note, at, batch)
        try:
            if sentence := undoable.why_not(entry):
                raise Refused(sentence)
            _put_back(entry, undoing, states, since)
        except Refused as refused:
            undone.left.append((entry, str(refused)))
        else:
            since.forget(entry)
            undone.done.append(undoing)
            if sentence := remaining(entry):
                undone.remains.append((entry, sentence))
    ModerationEntry.objects.bulk_create(undone.done, batch_size=AT_ONCE)
    for state in states.values():
        state.write(at)
    tell_undone(undone.done, at)
    return undone


def remaining(entry: ModerationEntry) -> str:
    """What does not come back with undoing `entry`, in a sentence; empty if all does."""
    lifts = entry.after.get("lifted_at", "") is None
    return what_stays_ended(entry.ban) if lifts and entry.ban else ""


def _take_turns(chosen: QuerySet[ModerationEntry], by: User) -> None:
    """Those of all whom `chosen` is about, and of what they said or was said of it."""
    members = chosen.order_by().exclude(member=None).values_list("member", flat=True)
    comments = Comment.objects.filter(pk__in=chosen.order_by().values("comment")).order_by()
    articles = chosen.order_by().exclude(article=None).values_list("article", flat=True)
    take_members([by.pk, *members])
    take_articles([*comments.values_list("article", flat=True), *articles])


def _put_back(
    entry: ModerationEntry,
    undoing: ModerationEntry,
    states: dict[str, State],
    since: DecidedSince,
) -> None:
    """Raises Refused where that cannot be."""
    state = states[changed(entry)]
    # What is gone or was edited says more than that somebody decided something.
    if sentence := state.why_not(entry) or (otherwise() if since.after(entry) else ""):
        raise Refused(sentence)
    undoing.after = state.put_back(entry, undoing)


def _undoing(
    entry: ModerationEntry, by: User, note: str, at: datetime, batch: UUID | None
) -> ModerationEntry:
    """About whatever `entry` is about."""
    return ModerationEntry(
        act=Act.UNDONE,
        actor=by,
        batch=batch,
        at=at,
        note=note.strip(),
        undoes_id=entry.pk,
        before=entry.after,
        member_id=entry.member_id,
        comment_id=entry.comment_id,
        article_id=entry.article_id,
        rule_id=entry.rule_id,
        ban_id=entry.ban_id,
        warning_id=entry.warning_id,
        appeal_id=entry.appeal_id,
        removal_request_id=entry.removal_request_id,
    )
