"""More comments in a short while than anybody reads and writes."""

from datetime import timedelta

from django.utils.translation import gettext as _

from archive.models import Comment
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome

MOST = 5
WITHIN = timedelta(minutes=1)


def speed(draft: Draft) -> Finding | None:
    """An edit is no new comment, so it is not asked about."""
    own = Comment.objects.filter(member=draft.member, posted_at__gt=draft.at - WITHIN)
    if own.count() < MOST:
        return None
    return Finding(Outcome.HOLD, _("More comments within a minute than anybody reads and writes."))
