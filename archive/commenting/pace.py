"""Pace: how much of a thread one member may fill in a while, however good it is."""

import math
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from accounts.limits import Limit, allow
from accounts.models import User
from archive.commenting.refusal import TooOften

# A quick exchange of two. Whoever is faster is not reading what others answer.
COMMENTS = Limit("comments", 20, timedelta(minutes=10))
# A slip of the pen in each of those, and more in some.
EDITS = Limit("edits of comments", 40, timedelta(minutes=10))
# Somebody goes through a thread that went wrong.
REPORTS = Limit("reports of comments", 20, timedelta(hours=1))
# One a second for as long as anybody writes without a pause; a preview is made with every pause.
PREVIEWS = Limit("previews of comments", 600, timedelta(minutes=10))


def keep(limit: Limit, member: User, at: datetime) -> None:
    """Count one more by `member` at the moment `at`. Raises TooOften where that is too many.

    Asked outside of any transaction: that it was tried counts, whatever comes of it.
    """
    if allow(limit, str(member.pk), at):
        return
    seconds = limit.seconds_left(at)
    minutes = math.ceil(seconds / 60)
    words = ngettext(
        "That was much in a short while. Go on in %(minutes)s minute.",
        "That was much in a short while. Go on in %(minutes)s minutes.",
        minutes,
    )
    raise TooOften(words % {"minutes": minutes}, seconds)
