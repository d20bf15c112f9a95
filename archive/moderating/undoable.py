"""What can be undone at all, and by whom: before anything is asked of what it changed."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.discussion import parts
from archive.models import Appeal, Comment, ModerationEntry
from archive.moderating.impartiality import judges_alone
from archive.moderating.log import GRANTED, changed
from archive.moderating.subjects import is_staff

Act = ModerationEntry.Act
RESTRICTIONS = {"lifted_at", "withdrawn_at", "premoderated"}
HIDDEN = {Comment.Review.REJECTED.value, Comment.Review.REMOVED.value}


def why_never(entry: ModerationEntry) -> str:
    """Why there is nothing about `entry` that could be undone, in a sentence; empty if there is."""
    if changed(entry):
        return ""
    sentences = {
        Act.HELD: _("A rule of the site held the comment: decide about the comment itself."),
        Act.ASKED: _("The member was asked there and then, and nothing was kept."),
        Act.REFUSED: _("The member was answered there and then, and nothing was kept."),
        Act.ERASED: _("The words are gone for good."),
        Act.NOTED: _("This tells that money was paid back. Write a note, if it was not."),
        Act.EXPLAINED: _("The member has read why. Lift the ban, if it is not right."),
        Act.UPHELD: _("The member has been answered. Undo the decision itself."),
        Act.OVERTURNED: _("The member has been answered. Decide anew, if that is not right."),
        Act.DECLINED: _("Whoever asked has been answered, and may ask again."),
        Act.UNDONE: _("What this took back is done anew, by whoever wants it so."),
    }
    old = _("This is from before the log kept what an act had found.")
    return sentences.get(Act(entry.act), old)


def restricts(state: dict[str, object]) -> bool:
    """Whether a member is restricted by `state`, as an entry has it."""
    return (
        state.get("review") in HIDDEN
        or state.get("premoderated") is True
        or any(state.get(moment, "") is None for moment in ("lifted_at", "withdrawn_at"))
    )


class Undoable:
    """Asked of many entries by one person, in few statements. The entries come with their members
    and with what undid them."""

    def __init__(self, entries: QuerySet[ModerationEntry], by: User) -> None:
        self.by = by
        self.alone = judges_alone(by)
        self.grants = by.has_perm("archive.change_removalrequest")
        self.overturned = _overturned(entries)

    def why_not(self, entry: ModerationEntry) -> str:
        """Why `entry` is not undone by them, in a sentence; empty where it may be."""
        if hasattr(entry, "undone_by"):
            return _("It was undone already.")
        if sentence := why_never(entry) or self._why_not_theirs(entry):
            return sentence
        if entry.pk in self.overturned:
            return _("The member’s appeal was right. Decide anew.")
        return ""

    def _why_not_theirs(self, entry: ModerationEntry) -> str:
        if changed(entry) == GRANTED and not self.grants:
            return _("Whoever answers requests to remove may undo this.")
        if entry.member_id == self.by.pk:
            own = _("This is about you. Another moderator decides about it.")
            return "" if self.alone else own
        member, judged = entry.member, changed(entry) in RESTRICTIONS
        if judged and member and is_staff(member) and not self.by.is_superuser:
            return _("Only an administrator decides about the staff.")
        return ""


def _overturned(entries: QuerySet[ModerationEntry]) -> set[int]:
    """Those of `entries` that took back what an appeal was right about."""
    undoings = entries.order_by().filter(act=Act.UNDONE).exclude(undoes=None)
    rows = undoings.values_list("pk", "undoes_id", "before")
    freed = {number: undone for number, undone, before in rows if restricts(before)}
    if not freed:
        return set()
    origins, decided = origins_of(freed.values()), set[int]()
    for some in parts(sorted({*origins.values()})):
        decided |= _won(some)
    return {pk for pk, undone in freed.items() if origins[undone] in decided}


def origins_of(numbers: Iterable[int]) -> dict[int, int]:
    """By the id of each entry, that of the act which it takes back or does again, or its own."""
    origins = {number: number for number in numbers}
    asked = set(origins.values())
    while asked:
        before: dict[int, int] = {}
        for some in parts(sorted(asked)):
            undoings = ModerationEntry.objects.filter(pk__in=some, act=Act.UNDONE)
            before |= dict(undoings.exclude(undoes=None).values_list("pk", "undoes_id"))
        origins = {number: before.get(was, was) for number, was in origins.items()}
        asked = set(before.values())
    return origins


def done_again(numbers: Iterable[int]) -> set[int]:
    """The entries, by id; in place of each that was undone and done again, what did it again."""
    asked = {*numbers}
    found = set(asked)
    while asked:
        undone = ModerationEntry.objects.filter(pk__in=asked)
        redone = undone.exclude(undone_by__undone_by=None)
        again = dict(redone.values_list("pk", "undone_by__undone_by"))
        asked = {*again.values()}
        found = found - again.keys() | asked
    return found


def _won(numbers: list[int]) -> set[int]:
    """Those of the entries that are a decision, or a part of one, whose appeal was right."""
    entries = list(ModerationEntry.objects.filter(pk__in=numbers).only("pk", "batch", "member_id"))
    batches = {entry.batch for entry in entries if entry.batch}
    about = Q(entry__in=numbers) | Q(entry__batch__in=batches)
    right = Appeal.objects.filter(about, outcome=Appeal.Outcome.OVERTURNED)
    won = set(right.values_list("entry", "entry__batch", "member"))
    singly = {number for number, _batch, _member in won}
    together = {(batch, member) for _number, batch, member in won if batch}
    return {
        entry.pk
        for entry in entries
        if entry.pk in singly or (entry.batch, entry.member_id) in together
    }
