"""Reporting a comment to the moderators."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting import pace
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_article, take_member
from archive.commenting.wording import checked_line
from archive.models import REPORT_LENGTH, Comment, Report, Rule


def report(reporter: User, comment: Comment, rule: Rule, line: str, at: datetime) -> bool:
    """Tell the moderators that `comment` breaks `rule`; False if the reporter did so already, and
    nobody has looked yet.

    Raises Refused for a comment that readers cannot see, or the reporter's own. Not to be called
    within a transaction: that it was tried counts, whatever comes of it.
    """
    words = checked_line(line, REPORT_LENGTH)
    pace.keep(pace.REPORTS, reporter, at)
    with transaction.atomic():
        take_member(reporter.pk)
        take_article(comment.article_id)
        _check(reporter, Comment.objects.public().filter(pk=comment.pk).first(), rule)
        if Report.objects.open().filter(comment=comment, reporter=reporter).exists():
            return False
        Report.objects.create(
            comment=comment, reporter=reporter, rule=rule, line=words, reported_at=at
        )
    return True


def _check(reporter: User, comment: Comment | None, rule: Rule) -> None:
    if comment is None:
        raise Refused(_("This comment is not shown any more: there is nothing to report."))
    if comment.member_id == reporter.pk:
        raise Refused(_("This comment is your own. You can edit or withdraw it."))
    if not Rule.objects.in_force().filter(pk=rule.pk).exists():
        raise Refused(_("This rule is not in force any more. Choose another."))
