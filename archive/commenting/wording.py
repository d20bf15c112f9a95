"""The words of a comment, as they are taken from a form."""

from archive.commenting.refusal import Refused
from archive.models.comment import BODY_LENGTH
from archive.text.fitness import Fault, Unfit, tidy, unfit
from archive.text.plain import plain_text


def checked(body: str) -> str:
    """`body` as it will be kept. Raises Refused."""
    text = tidy(body)
    fault = unfit(text, BODY_LENGTH)
    if fault:
        raise Refused(fault)
    if not plain_text(text).strip():  # Markdown that says nothing: a rule, a link's definition
        raise Refused(Unfit(Fault.EMPTY))
    return text
