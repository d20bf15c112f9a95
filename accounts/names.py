"""Names that look alike: who could be taken for somebody else.

Two names are confusable when their skeletons are equal, as Unicode's Technical Standard 39 defines
it, here after folding case and leaving out what is not seen.
"""

import re
import unicodedata
from functools import cache

from confusable_homoglyphs import confusables

UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}  # Unicode's general categories
# What those leave out of what Unicode says to show as nothing (Default_Ignorable_Code_Point), and
# the braille pattern of no dots.
BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
MARKS = {"Mn", "Me"}  # the categories of what is written over, under or around a letter
MOST_MARKS = 4  # on one letter: no spelling needs more, and more reach into the lines around
OWN_DOT = re.compile("(?<=[lj])\u0307+")  # on an i, which a skeleton writes l, or a j


def skeleton(name: str) -> str:
    """What is left of `name` when everything that looks alike is written alike.

    The empty string for a name in which nothing can be seen.
    """
    likeness = _likeness()
    bones = "".join(likeness.get(letter, letter) for letter in _folded(name))
    return OWN_DOT.sub("", unicodedata.normalize("NFD", bones))  # likenesses may come out of order


def odd_letter(name: str) -> str | None:
    """The first character of `name` that is not shown, so that no name needs it: a control, a mark
    of direction, a gap of no width, a sign for another form of an emoji; by its name, if any."""
    for letter in name:
        if letter != " " and _is_unseen(letter):
            return unicodedata.name(letter, f"U+{ord(letter):04X}")
    return None


def piles_marks(name: str) -> bool:
    """Whether any letter of `name` bears more than MOST_MARKS accents and the like."""
    in_a_row = 0
    for letter in unicodedata.normalize("NFD", name):
        in_a_row = in_a_row + 1 if unicodedata.category(letter) in MARKS else 0
        if in_a_row > MOST_MARKS:
            return True
    return False


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in UNSEEN or bool(BLANK.match(letter))


def _folded(text: str) -> str:
    """`text` without case and without what is not seen, its accents apart from its letters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    apart = unicodedata.normalize("NFD", folded)
    return "".join(letter for letter in apart if not _is_unseen(letter))


@cache
def _likeness() -> dict[str, str]:
    """What stands for each character that has look-alikes.

    The data pairs each character with its prototype, both ways; whichever has one partner only is
    written as that partner. Since case is folded first, "i" is written "l", as "I" is.
    """
    data = confusables.confusables_data
    stands_for = {}
    for letter, others in data.items():
        only = others[0]["c"] if len(others) == 1 else letter
        if len(data[only]) > 1 or only > letter:  # of two that have only each other, the later
            stands_for[letter] = _folded(only)
    stands_for["i"] = "l"
    return {letter: _at_rest(likeness, stands_for) for letter, likeness in stands_for.items()}


def _at_rest(text: str, stands_for: dict[str, str]) -> str:
    """What becomes of `text` when what stands for its letters is itself written as what stands for
    it, and so on; of letters that stand for each other in a ring, the first."""
    steps: list[str] = []
    while text not in steps:
        steps.append(text)
        text = _folded("".join(stands_for.get(letter, letter) for letter in text))
    return min(steps[steps.index(text) :])
