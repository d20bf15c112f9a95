"""A member's first comments wait, until a moderator has seen whom the site is dealing with.

A comment that was let pass and is then rewritten waits again, or the first harmless one would open
the door to any other. A slip of the pen in it does not: few words changed, and no new link.
"""

from collections import Counter

from django.utils.translation import gettext as _

from archive.models import Comment
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome
from archive.text.cells import folded
from archive.text.reading import read

SLIP_WORDS = 3  # new in a comment, however short it is
SLIP_SHARE = 0.1  # of its words, if that is more


def first_comments(draft: Draft) -> Finding | None:
    was_seen = draft.edits is not None and draft.edits.review == Comment.Review.APPROVED
    if draft.approved - was_seen >= draft.settings.first_comments_held:
        return None
    if draft.edits and was_seen and _is_slip(draft, draft.edits.body):
        return None
    return Finding(Outcome.HOLD, _("One of the member’s first comments."))


def _is_slip(draft: Draft, before: str) -> bool:
    old, new = read(before), draft.reading
    if new.bare > old.bare or set(new.addresses) - set(old.addresses):
        return False
    words = folded(new.words).split()
    added = Counter(words) - Counter(folded(old.words).split())
    return added.total() <= max(SLIP_WORDS, SLIP_SHARE * len(words))
