"""Reporting a comment to the moderators."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.models import Comment, Report, Rule


def report(reporter: User, comment: Comment, rule: Rule, line: str, at: datetime) -> bool:
    """Tell the moderators that `comment` breaks `rule`; False if the reporter did so already, and
    nobody has looked yet.

    Raises Refused for a comment that readers cannot see, or the reporter's own.
    """
    if comment.withdrawn_at or comment.review != Comment.Review.APPROVED:
        raise Refused(_("This comment is not shown any more: there is nothing to report."))
    if comment.member_id == reporter.pk:
        raise Refused(_("This comment is your own. You can edit or withdraw it."))
    fresh = Report(comment=comment, reporter=reporter, rule=rule, line=line.strip(), reported_at=at)
    with transaction.atomic():
        known = Report.objects.open().filter(comment=comment, reporter=reporter)
        if known.exists():
            return False
        # Of two that are sent at once the database takes one.
        Report.objects.bulk_create([fresh], ignore_conflicts=True)
    return True
