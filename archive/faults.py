"""Faults: sentences about what an address asked for and the archive did not understand."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from archive.text.plain import excerpt

QUOTED_LENGTH = 60  # a hostile address is not repeated at length


def fault(sentence: str | Promise, value: str) -> str:
    """`sentence` with the `value` that it is about."""
    return str(sentence) % {"value": excerpt(value, QUOTED_LENGTH)}


def unfinished(word: str) -> str:
    """What is said where a question found nothing until `word` was taken for a beginning."""
    sentence = _(
        "Nothing fits with “%(value)s” as a whole word; this fits with words that begin like it."
    )
    return fault(sentence, word)
