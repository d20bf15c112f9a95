"""More comments in a short while than anybody reads and writes."""

from datetime import timedelta

from django.utils.translation import gettext as _

from archive.models import Comment
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome

WITHIN = timedelta(minutes=1)


def speed(draft: Draft) -> Finding | None:
    """An edit is no new comment, so it is not asked about."""
    most = draft.settings.comments_a_minute
    if not most:
        return None
    own = Comment.objects.filter(member=draft.member, posted_at__gt=draft.at - WITHIN)
    if own.count() < most:
        return None
    return Finding(Outcome.HOLD, _("More comments within a minute than anybody reads and writes."))
