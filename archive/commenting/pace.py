"""Pace: how much of a thread one member may fill in a while, however good it is."""

import math
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from accounts.limits import Limit, allow
from accounts.models import User
from archive.commenting.refusal import TooOften
from archive.models import Article

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


def wait_where_slow(member: User, article: Article, at: datetime) -> None:
    """Raises TooOften where `article` is in slow mode, and the member's last comment under it too
    new at the moment `at`, whatever became of it. Staff who moderate need not wait.

    Asked in the member's turn: of two at once, one is the last.
    """
    if not article.slow_minutes or member.has_perm("archive.change_comment"):
        return
    wait = timedelta(minutes=article.slow_minutes)
    own = article.comments.filter(member=member).order_by("-pk")
    last = own.values_list("posted_at", flat=True).first()
    if last is None or at >= last + wait:
        return
    seconds = math.ceil((last + wait - at).total_seconds())
    minutes = math.ceil(seconds / 60)
    words = ngettext(
        "This discussion is in slow mode. You can write here again in %(minutes)s minute.",
        "This discussion is in slow mode. You can write here again in %(minutes)s minutes.",
        minutes,
    )
    raise TooOften(words % {"minutes": minutes}, seconds)
