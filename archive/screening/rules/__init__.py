"""The rules, in the order in which they are asked. Each makes one finding, or none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.screening.draft import Draft
from archive.screening.finding import Finding
from archive.screening.rules.first_comments import first_comments
from archive.screening.rules.links import links
from archive.screening.rules.listed_domains import listed_domains
from archive.screening.rules.listed_words import listed_words
from archive.screening.rules.premoderation import premoderation
from archive.screening.rules.rejections import rejections
from archive.screening.rules.repeats import repeats
from archive.screening.rules.speed import speed


@dataclass(frozen=True, slots=True)
class Rule:
    """`explained` is a sentence for moderators. Without `at_edits` it asks about new comments
    only; `of_words` says that it asks about words alone, whoever writes them and wherever."""

    find: Callable[[Draft], Finding | None]
    explained: Any
    at_edits: bool = True
    of_words: bool = False

    @property
    def name(self) -> str:
        return self.find.__name__


RULES: tuple[Rule, ...] = (
    Rule(
        premoderation,
        _("Where everything waits: on the whole site, under an article, from a member."),
    ),
    Rule(
        first_comments,
        _("A member’s first comments wait, and so does one of them that is rewritten."),
    ),
    Rule(
        links,
        _("A comment with more links than the site settings let pass waits."),
        of_words=True,
    ),
    Rule(
        listed_words,
        _("A listed word is found in look-alike letters, stretched and spaced out, too."),
        of_words=True,
    ),
    Rule(
        listed_domains,
        _("A listed domain is found with all that is below it, link or not."),
        of_words=True,
    ),
    Rule(repeats, _("Words that were posted twice in the last 30 days wait, whoever posts them.")),
    Rule(
        speed,
        _("Whoever posted more within a minute than the site settings let waits."),
        at_edits=False,
    ),
    Rule(rejections, _("Whoever had three of the last ten comments rejected or removed waits.")),
)
