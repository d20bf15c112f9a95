"""Faults: sentences about what an address asked for and the archive did not understand."""

from django.utils.functional import Promise

from archive.text.plain import excerpt

QUOTED_LENGTH = 60  # a hostile address is not repeated at length


def fault(sentence: str | Promise, value: str) -> str:
    """`sentence` with the `value` that it is about."""
    return str(sentence) % {"value": excerpt(value, QUOTED_LENGTH)}
