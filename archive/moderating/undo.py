"""Undoing: what an act of moderation changed is put back as the act found it, where nobody has
changed it since. An undoing is an act of its own, and can be undone in turn."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.discussion import AT_ONCE
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_articles, take_members
from archive.models import Comment, ModerationEntry
from archive.moderating.log import DecidedSince, changed
from archive.moderating.states import State, otherwise, states_of

Act = ModerationEntry.Act


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone, as it was written down, and what was left as it is, with a sentence why."""

    done: list[ModerationEntry] = field(default_factory=list)
    left: list[tuple[ModerationEntry, str]] = field(default_factory=list)


@transaction.atomic
def undo(entries: Collection[int], by: User, note: str = "") -> Undone:
    """Undo `entries`, by id, the latest first: in one transaction, with an entry for each and, for
    several, one batch. `note` is for moderators. The caller may hold no turn but of its members."""
    return _undo(ModerationEntry.objects.filter(pk__in=entries), by, note)


@transaction.atomic
def undo_batch(batch: UUID, by: User, note: str = "") -> Undone:
    """Undo all that was done at once in `batch`, however much that is."""
    return _undo(ModerationEntry.objects.filter(batch=batch), by, note)


def why_never(entry: ModerationEntry) -> str:
    """Why there is nothing about `entry` that could be undone, in a sentence; empty if there is."""
    if changed(entry):
        return ""
    sentences = {
        Act.HELD: _("A rule of the site held the comment: decide about the comment itself."),
        Act.ASKED: _("The member was asked there and then, and nothing was kept."),
        Act.REFUSED: _("The member was answered there and then, and nothing was kept."),
        Act.ERASED: _("The words are gone for good."),
        Act.EXPLAINED: _("The member has read why. Lift the ban, if it is not right."),
        Act.UPHELD: _("The member has been answered. Undo the decision itself."),
        Act.OVERTURNED: _("The member has been answered. Decide anew, if that is not right."),
        Act.DECLINED: _("Whoever asked has been answered, and may ask again."),
        Act.UNDONE: _("What this took back is done anew, by whoever wants it so."),
    }
    old = _("This is from before the log kept what an act had found.")
    return sentences.get(Act(entry.act), old)


def _undo(chosen: QuerySet[ModerationEntry], by: User, note: str) -> Undone:
    _take_turns(chosen, by)
    found = list(chosen.select_related("undone_by", "member").order_by("-pk"))
    states, since, undone = states_of(chosen), DecidedSince(chosen), Undone()
    batch, at = uuid4() if len(found) > 1 else None, timezone.now()
    for entry in found:
        undoing = _undoing(entry, by, note, at, batch)
        try:
            _put_back(entry, undoing, states, since)
        except Refused as refused:
            undone.left.append((entry, str(refused)))
        else:
            since.forget(entry)
            undone.done.append(undoing)
    ModerationEntry.objects.bulk_create(undone.done, batch_size=AT_ONCE)
    for state in states.values():
        state.write(at)
    return undone


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
    if hasattr(entry, "undone_by"):
        raise Refused(_("It was undone already."))
    if sentence := why_never(entry):
        raise Refused(sentence)
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
