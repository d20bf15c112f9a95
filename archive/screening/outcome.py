"""The outcome of screening: every reason, from every rule, why a comment should wait."""

import logging

from django.db import transaction
from django.utils.translation import gettext as _

from archive.screening.draft import Draft
from archive.screening.rules import RULES

log = logging.getLogger(__name__)


def reasons_to_wait(draft: Draft) -> tuple[str, ...]:
    """Why `draft` should wait for a moderator; empty if it need not.

    Staff who moderate or edit here are not screened. A rule that fails is itself a reason: what
    a broken filter did not see must not pass because of that.
    """
    if draft.member.has_perm("archive.change_comment"):
        return ()
    reasons = []
    for rule in RULES:
        try:
            with transaction.atomic():  # what the database refuses a rule breaks nothing else
                reason = rule(draft)
        except Exception:
            log.exception("the rule %s failed", rule.__name__)
            reason = _("The rule “%(rule)s” failed.") % {"rule": rule.__name__}
        if reason:
            reasons.append(reason)
    return tuple(reasons)
