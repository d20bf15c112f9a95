"""What a comment's text may be: something that can be seen, of a length, and nothing that breaks
the page it stands on."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from accounts.names import BLANK

DEEPEST_QUOTE = 10  # nobody follows who said what to whom beyond this
DEEPEST_LIST = 10
# A family of emoji joins four with three; a word in Persian has single ones. Nobody needs more.
UNSEEN_RUN = 8
# Of the whole text, and beyond so many: in Khmer, which parts its words by spaces of no width, it
# is less than a quarter, and a flag of emoji is six unseen letters after one.
UNSEEN_SHARE, UNSEEN_ALLOWED = 1 / 3, 100
MARKS_RUN = 6  # Vietnamese takes two on a letter, pointed Hebrew three, Tibetan five
OVERRIDES = re.compile("[\u202a\u202b\u202d\u202e]")  # they turn the words of others around
# The first stands for what was lost on the way, as half a character is; the others are assigned to
# nothing for ever, and XML, and so feeds, cannot hold them.
NO_TEXT = "\ufffd\ufffe\uffff"
BRAILLE_BLANK = "\u2800"  # as wide as a letter: a space between words
QUOTES = re.compile(rf"^(?:[ \t]*>){{{DEEPEST_QUOTE + 1},}}", re.MULTILINE)


class Fault(StrEnum):
    """Why a text cannot be a comment."""

    EMPTY = "empty"
    LONG = "long"
    UNREADABLE = "unreadable"  # a control character, half a character
    OVERRIDE = "override"
    UNSEEN = "unseen"
    MARKS = "marks"
    HOLLOW = "hollow"
    QUOTES = "quotes"
    LISTS = "lists"
    LINK = "link"
    SWOLLEN = "swollen"


@dataclass(frozen=True, slots=True)
class Unfit:
    """A fault and where it is: `line` from 1, or None where it is the whole."""

    fault: Fault
    line: int | None = None


def unfit(text: str, longest: int) -> Unfit | None:
    """Why `text` cannot be a comment of at most `longest` characters; None if it can."""
    if not is_seen(text):
        return Unfit(Fault.EMPTY)
    if len(text) > longest:
        return Unfit(Fault.LONG)
    return unfit_line(text) or (Unfit(Fault.HOLLOW) if _is_hollow(text) else None)


def unfit_line(text: str) -> Unfit | None:
    """The first fault that a line of `text` has, whatever the whole says; None if there is none."""
    for number, line in enumerate(text.split("\n"), start=1):
        fault = _fault(line)
        if fault:
            return Unfit(fault, number)
    return None


def is_seen(words: str) -> bool:
    """Whether there is anything in `words` that a reader would see."""
    return any(map(_is_seen, words))


def tidy(text: str) -> str:
    """`text` with one kind of line end and without blank edges."""
    return re.sub(r"\r\n?", "\n", text).strip("\n").rstrip()


def _fault(line: str) -> Fault | None:
    if any(_is_no_text(letter) for letter in line):
        return Fault.UNREADABLE
    if OVERRIDES.search(line):
        return Fault.OVERRIDE
    if QUOTES.search(line):
        return Fault.QUOTES
    return _piled(line)


def _piled(line: str) -> Fault | None:
    """What of letters that take no room there is too much of in one place. One kind does not end a
    run of the other: accents pile up over whatever is not seen."""
    unseen = marks = 0
    for letter in line:
        if unicodedata.category(letter) in {"Mn", "Me"}:
            marks += 1
        elif _takes_no_room(letter):
            unseen += 1
        else:
            unseen = marks = 0
        if unseen > UNSEEN_RUN:
            return Fault.UNSEEN
        if marks > MARKS_RUN:
            return Fault.MARKS
    return None


def _is_hollow(text: str) -> bool:
    unseen = sum(map(_takes_no_room, text))
    return unseen > max(UNSEEN_ALLOWED, len(text) * UNSEEN_SHARE)


def _takes_no_room(letter: str) -> bool:
    """Whether `letter`, which is no accent, is shown as nothing at all."""
    if letter == BRAILLE_BLANK:
        return False
    return unicodedata.category(letter) == "Cf" or bool(BLANK.match(letter))


def _is_no_text(letter: str) -> bool:
    if letter in NO_TEXT:
        return True
    return unicodedata.category(letter) in {"Cc", "Cs"} and letter != "\t"


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CZM" and not BLANK.match(letter)
