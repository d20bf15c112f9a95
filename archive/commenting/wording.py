"""The words of a comment, as they are taken from a form."""

from django.utils.translation import gettext as _

from archive.commenting.refusal import Refused
from archive.models.comment import BODY_LENGTH
from archive.text.fitness import DEEPEST_LIST, DEEPEST_QUOTE, Fault, Unfit, tidy, unfit
from archive.text.legible import unfit_to_read


def checked(body: str) -> str:
    """`body` as it will be kept. Raises Refused."""
    text = tidy(body)
    found = unfit(text, BODY_LENGTH) or unfit_to_read(text)
    if found:
        raise Refused(_sentence(found, len(text), BODY_LENGTH))
    return text


def checked_words(words: str, longest: int) -> str:
    """Plain text of several lines, as it will be kept. Raises Refused."""
    text = tidy(words)
    found = unfit(text, longest)
    if found:
        raise Refused(_sentence(found, len(text), longest))
    return text


def checked_line(line: str, longest: int) -> str:
    """A line that goes with something, and may be empty. Raises Refused."""
    text = " ".join(line.split())
    found = unfit(text, longest) if text else None
    if found:
        raise Refused(_sentence(found, len(text), longest))
    return text


def _sentence(found: Unfit, length: int, longest: int) -> str:
    sentences = {
        Fault.EMPTY: _("There is nothing to read here yet. Write something."),
        Fault.LONG: _(
            "These are %(length)s characters, and %(longest)s is the most there can be. Shorten "
            "it, or write it in parts."
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
        Fault.HOLLOW: _(
            "More of this is not seen than can be: characters without width between all others. "
            "Write it again, or copy it without them."
        ),
        Fault.MARKS: _(
            "Line %(line)s holds more accents on one letter than can be read. Take some away."
        ),
        Fault.QUOTES: _(
            "Line %(line)s is a quotation inside more than %(deepest)s others. Quote less deeply."
        ),
        Fault.LISTS: _(
            "Line %(line)s is in a list inside more than %(deepest_list)s others. Indent it less."
        ),
        Fault.LINK: _(
            "Line %(line)s has a link without words that can be seen. Give it some, or delete it."
        ),
        Fault.SWOLLEN: _(
            "This becomes too much for a page: quotations inside each other, or addresses full of "
            "signs. Write it more simply, or in parts."
        ),
    }
    return sentences[found.fault] % {
        "length": length,
        "longest": longest,
        "line": found.line,
        "deepest": DEEPEST_QUOTE,
        "deepest_list": DEEPEST_LIST,
    }
