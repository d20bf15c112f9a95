"""The outcome of screening: what every rule has to say about a draft."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from archive.models import Article, SiteSettings
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome, Screened
from archive.screening.rules import RULES, Rule

log = logging.getLogger(__name__)


def screen(draft: Draft) -> Screened:
    """What the rules find in `draft`.

    Staff who moderate here are not screened. A rule that fails is itself a reason to wait: what a
    broken filter did not see must not pass because of that.
    """
    if draft.member.has_perm("archive.change_comment"):
        return Screened()
    return _ask_all([rule for rule in RULES if rule.at_edits or draft.edits is None], draft)


def screen_words(body: str, at: datetime) -> Screened:
    """What the rules find in words that nobody posts: those that ask about words alone."""
    draft = Draft(User(), Article(), body, at, SiteSettings.now(), approved=0)
    return _ask_all([rule for rule in RULES if rule.of_words], draft)


def _ask_all(rules: list[Rule], draft: Draft) -> Screened:
    """Others wait for this transaction, so they are asked one by one only where one fails."""
    try:
        with transaction.atomic():
            found = [rule.find(draft) for rule in rules]
    except Exception:  # it comes again, and is logged there
        found = [_ask(rule, draft) for rule in rules]
    return Screened(tuple(finding for finding in found if finding))


def _ask(rule: Rule, draft: Draft) -> Finding | None:
    try:
        with transaction.atomic():  # what the database refuses a rule breaks nothing else
            return rule.find(draft)
    except Exception:
        log.exception("the rule %s failed", rule.name)
        why = _("The rule “%(rule)s” failed.") % {"rule": rule.name}
        return Finding(Outcome.HOLD, why)
