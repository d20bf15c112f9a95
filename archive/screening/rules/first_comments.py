"""A member's first comments wait, until a moderator has seen whom the site is dealing with.

A comment that was let pass and is then rewritten waits again, or the first harmless one would open
the door to any other. A slip of the pen in it does not: few words changed, and no host that it did
not name. All that changed since moderators looked counts, or many slips would make another comment.
"""

from collections import Counter

from django.utils.translation import gettext as _

from archive.models import Comment, ModerationEntry
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome
from archive.text.cells import folded
from archive.text.hosts import hosts_in
from archive.text.reading import Reading, read

SLIP_WORDS = 3  # new in a comment, however short it is
SLIP_SHARE = 0.1  # of its words, if that is more


def first_comments(draft: Draft) -> Finding | None:
    was_seen = draft.edits is not None and draft.edits.review == Comment.Review.APPROVED
    if draft.approved - was_seen >= draft.settings.first_comments_held:
        return None
    if draft.edits and was_seen and _is_slip(draft, _let_pass(draft.edits)):
        return None
    return Finding(Outcome.HOLD, _("One of the member’s first comments."))


def _let_pass(comment: Comment) -> str:
    """What `comment` said when a moderator last let it pass; what it said first, if none did."""
    acts = ModerationEntry.Act
    looked = comment.moderation_entries.filter(act__in=[acts.APPROVED, acts.KEPT]).order_by("-pk")
    since = looked.values_list("at", flat=True).first()
    revisions = comment.revisions.filter(replaced_at__gte=since) if since else comment.revisions
    body = revisions.order_by("pk").values_list("body", flat=True).first()
    return comment.body if body is None else body


def _is_slip(draft: Draft, before: str) -> bool:
    old, new = read(before), draft.reading
    if set(new.addresses) - set(old.addresses) or _hosts(new) - _hosts(old):
        return False
    words = folded(new.words).split()
    added = Counter(words) - Counter(folded(old.words).split())
    return added.total() <= max(SLIP_WORDS, SLIP_SHARE * len(words))


def _hosts(reading: Reading) -> set[str]:
    return set(hosts_in(reading.words, reading.addresses))
