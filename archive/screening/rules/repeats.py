"""The same words again and again, whoever posts them: an advertisement, or a campaign."""

from datetime import timedelta

from django.utils.translation import gettext as _

from archive.models import Comment
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome

OTHERS = 2  # that said the same; somebody may post a comment once more, in the right thread
SINCE = timedelta(days=30)


def repeats(draft: Draft) -> Finding | None:
    """What is so short that many say it has no fingerprint, and does not count; nor does an edit
    that leaves the words what they were."""
    if not draft.fingerprint or (draft.edits and draft.edits.fingerprint == draft.fingerprint):
        return None
    since = draft.at - SINCE
    same = Comment.objects.filter(fingerprint=draft.fingerprint, posted_at__gte=since)
    if draft.edits:
        same = same.exclude(pk=draft.edits.pk)
    others = list(same.order_by().values_list("member_id", flat=True)[:OTHERS])
    if len(others) < OTHERS:
        return None
    if set(others) == {draft.member.pk}:
        return Finding(Outcome.HOLD, _("The member has posted the same words before, twice."))
    return Finding(Outcome.HOLD, _("Others have posted the same words before."))
