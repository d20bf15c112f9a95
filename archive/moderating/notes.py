"""Notes: what moderators tell each other about a member. Nobody else reads them."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from archive.commenting.turns import take_members
from archive.commenting.wording import checked_words
from archive.models import Comment, ModerationEntry
from archive.models.moderation_entry import ModerationEntryQuerySet

NOTE_LENGTH = 2_000  # characters


@transaction.atomic
def note(
    member: User,
    by: User,
    words: str,
    comment: Comment | None = None,
    *,
    batch: UUID | None = None,
) -> ModerationEntry:
    """Write `words` down about `member`, on the occasion of `comment` if there is one. Raises
    Refused where there is nothing to read, or too much."""
    text = checked_words(words, NOTE_LENGTH)
    take_members([by.pk, member.pk])
    return ModerationEntry.objects.create(
        act=ModerationEntry.Act.NOTED,
        actor=by,
        member=member,
        comment=comment,
        note=text,
        before={"stands": False},
        after={"stands": True},
        batch=batch,
        at=timezone.now(),
    )


def notes_on(member: User) -> ModerationEntryQuerySet:
    """The notes about `member` that stand, the latest first."""
    notes = ModerationEntry.objects.standing().filter(act=ModerationEntry.Act.NOTED, member=member)
    return notes.select_related("actor")
