"""The words of a comment, as they are taken from a form."""

from django.utils.translation import gettext as _

from archive.commenting.refusal import Refused
from archive.models.comment import BODY_LENGTH
from archive.text.fitness import DEEPEST_QUOTE, Fault, Unfit, tidy, unfit
from archive.text.plain import plain_text


def checked(body: str) -> str:
    """`body` as it will be kept. Raises Refused."""
    text = tidy(body)
    found = unfit(text, BODY_LENGTH)
    # Markdown can say nothing too: a rule, the definition of a link.
    if found is None and not plain_text(text).strip():
        found = Unfit(Fault.EMPTY)
    if found:
        raise Refused(_sentence(found, len(text)))
    return text


def _sentence(found: Unfit, length: int) -> str:
    sentences = {
        Fault.EMPTY: _("There is nothing to read in this comment yet. Write something."),
        Fault.LONG: _(
            "This comment has %(length)s characters, and %(longest)s is the most there can be. "
            "Shorten it, or post it in parts."
        ),
        Fault.UNREADABLE: _(
            "Line %(line)s holds a character that is no text. Delete it, or write the line again."
        ),
        Fault.OVERRIDE: _(
            "Line %(line)s holds a character that turns the direction of all text after it. "
            "Delete it, or write the line again."
        ),
        Fault.UNSEEN: _(
            "Line %(line)s holds a long run of characters that are not seen. Delete them, or write "
            "the line again."
        ),
        Fault.MARKS: _(
            "Line %(line)s holds more accents on one letter than can be read. Take some away."
        ),
        Fault.QUOTES: _(
            "Line %(line)s is a quotation inside more than %(deepest)s others. Quote less deeply."
        ),
    }
    return sentences[found.fault] % {
        "length": length,
        "longest": BODY_LENGTH,
        "line": found.line,
        "deepest": DEEPEST_QUOTE,
    }
