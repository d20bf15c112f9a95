"""Folding: a character as the index writes it, without case, accents and compatibility forms.

A mark that is an accent goes; one that spells (a vowel of Hindi or Thai, the two strokes that make
a か a が) stays with its letter.
"""

import unicodedata
from functools import cache

from accounts.names import BLANK

GAP, APOSTROPHE = " ", "'"
APOSTROPHES = frozenset("'’‘‛＇ʹʻʼʽʾʿ")
TATWEEL = "ـ"  # stretches an Arabic word, and says nothing
NO_SPACE = "\u200b"  # not seen, yet it parts words, as where Thai and Khmer are typeset
# Letters that Unicode does not take apart, and those that two keyboards write differently.
ALIKE = {
    **{"ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ƶ": "z"},
    **{"æ": "ae", "œ": "oe", "þ": "th"},
    **{"ی": "ي", "ى": "ي", "ک": "ك", "ٱ": "ا"},
}
# Letters that come apart into several of a script without spaces, each of which is a term.
WHOLE = frozenset("ำຳໜໝゟヿ")
# Canonical combining classes: Hebrew and Arabic points, overlays and what stands over or under a
# letter are accents; what is left spells.
ACCENTS = {1, *range(10, 37), *range(200, 241)}


class Folding(dict[int, str]):
    """For `str.translate`: what each character becomes. A gap between words is a space, and an
    apostrophe of whatever form is one."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold(chr(code))
        return folded


def fold(letter: str) -> str:
    """One character, folded; empty where it is nothing of its own, such as an accent."""
    category = unicodedata.category(letter)
    if letter in APOSTROPHES:
        return APOSTROPHE
    if letter == TATWEEL or category == "Me" or BLANK.match(letter):
        return ""
    if category == "Cf":
        return GAP if letter == NO_SPACE else ""
    if category[0] not in "LMN" or _is_a_note(letter, category):
        return GAP
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return letter if letter in WHOLE else _at_rest(letter)


def _is_a_note(letter: str, category: str) -> bool:
    """A small raised figure, a fraction or a figure in a ring; “CO₂” has a figure."""
    made_of = unicodedata.decomposition(letter)
    return category == "No" and made_of != "" and not made_of.startswith("<sub>")


def _at_rest(letter: str) -> str:
    for _ in range(3):  # some fold to what folds again
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", letter).casefold())
        apart = "".join(filter(_is_kept, unicodedata.normalize("NFD", plain)))
        letter = "".join(ALIKE.get(one, one) for one in unicodedata.normalize("NFC", apart))
    return letter


@cache
def _is_kept(letter: str) -> bool:
    """Whether `letter` is part of a word, and no accent."""
    category = unicodedata.category(letter)
    if category[0] == "M":
        return category != "Me" and unicodedata.combining(letter) not in ACCENTS
    return category[0] in "LN" and letter not in APOSTROPHES and letter != TATWEEL
