"""What a character can be read as, by somebody who is meant to recognise a word all the same.

A character's readings are Latin letters. They come from Unicode's data of confusable characters,
from its names ("LATIN SMALL LETTER O WITH STROKE"), from its compatibility forms (full-width,
mathematical, circled), and from the digits and signs that some write for letters.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from confusable_homoglyphs import confusables

from accounts.names import BLANK

# What is written for a letter, though nothing makes them alike to Unicode.
FOR_LETTERS = {
    **{"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g"},
    **{"@": "a", "$": "s", "!": "i", "|": "il", "+": "t", "€": "e", "£": "l", "¡": "i"},
}
NAMED = re.compile(
    r"(?:.* )?(?:LATIN|REGIONAL INDICATOR|MODIFIER) .*(?:LETTER|SYMBOL|LIGATURE)"
    r"(?: SMALL)?(?: CAPITAL)?(?: DOTLESS| LONG| SCRIPT| BARRED| INSULAR)*"
    r" (?P<letters>[A-Z]{1,2})(?: WITH\b.*)?"
)
UNSEEN = {"Cf", "Cn", "Co", "Cs", "Me"}  # Unicode's general categories
# Marks that are accents have other combining classes: these are vowels, or make another letter.
SPELLING_MARKS = {0, 7, 8, 9}
RUNS_ON = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
SCRIPTLESS = "COMMON"
GAP, LETTER, DIGIT, SIGN = "gap", "letter", "digit", "sign"


class Glyph(NamedTuple):
    """A character: `own` is what it is without case and accents, `latin` what else it reads as.
    `script` is the first word of its name; letters of one that `runs_on` have no gaps between
    words."""

    kind: str
    own: str = ""
    latin: tuple[str, ...] = ()
    script: str = SCRIPTLESS
    runs_on: bool = False


@lru_cache(maxsize=1 << 16)
def glyph(letter: str) -> Glyph | None:
    """What is to be known of one character; None of one that is not seen, or is an accent."""
    if letter.isascii() and letter.isalpha():
        return Glyph(LETTER, letter.lower(), (), "LATIN")
    if letter in FOR_LETTERS:
        return Glyph(DIGIT if letter.isdigit() else SIGN, letter, tuple(FOR_LETTERS[letter]))
    category = unicodedata.category(letter)
    if category in UNSEEN or BLANK.match(letter) or _is_accent(letter):
        return None
    latin = tuple(sorted(_latin(letter), key=lambda word: (len(word), word)))
    own = _own(letter)
    if category[0] in "LMN" and own:
        return _word_character(letter, own, latin)
    return Glyph(SIGN, letter, latin) if latin else Glyph(GAP)


def _word_character(letter: str, own: str, latin: tuple[str, ...]) -> Glyph:
    if own.isascii():
        if own.isdigit():
            read = {*latin, *FOR_LETTERS.get(own, "")}
            return Glyph(DIGIT, own, tuple(sorted(read)))
        if own.isalpha():
            return Glyph(LETTER, own, tuple(word for word in latin if word != own), "LATIN")
    script = unicodedata.name(letter, SCRIPTLESS).split()[0].split("-")[0]
    return Glyph(LETTER, own, latin, script, script in RUNS_ON)


def _is_accent(letter: str) -> bool:
    is_mark = unicodedata.category(letter) == "Mn"
    return is_mark and unicodedata.combining(letter) not in SPELLING_MARKS


def _own(letter: str) -> str:
    """`letter` without case, accents and compatibility forms."""
    for _ in range(3):  # some fold to what folds again
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", letter).casefold())
        apart = unicodedata.normalize("NFD", folded)
        letter = unicodedata.normalize("NFC", "".join(filter(_is_kept, apart)))
    return letter


def _is_kept(letter: str) -> bool:
    return not _is_accent(letter) and unicodedata.category(letter)[0] in "LMN"


def _latin(letter: str) -> set[str]:
    """What Latin letters `letter` may be read as, in lower case."""
    forms = {letter, letter.casefold(), unicodedata.normalize("NFKC", letter), _own(letter)}
    alike = _alike()
    others = {other for form in forms for other in alike.get(form, ())}
    others |= {further for other in others for further in alike.get(other, ())}
    plainly = {word for form in forms | others if (word := _as_letters(form))}
    if plainly:
        return {word for said in plainly for word in FOR_LETTERS.get(said, (said,))}
    return {word for form in forms | others if (word := _by_name(form))}


def _as_letters(form: str) -> str:
    own = _own(form) or form
    return (
        own if own in {"0", "1", "|"} or (own.isascii() and own.isalpha() and len(own) <= 3) else ""
    )


def _by_name(form: str) -> str:
    named = NAMED.fullmatch(unicodedata.name(form, "")) if len(form) == 1 else None
    return named["letters"].lower() if named else ""


@cache
def _alike() -> dict[str, tuple[str, ...]]:
    """Unicode's data, by what it calls confusable. It marks what is written from right to left."""
    return {
        written.strip("\u200e"): tuple(other["c"].strip("\u200e") for other in others)
        for written, others in confusables.confusables_data.items()
    }
