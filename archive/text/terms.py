"""Terms: what a text is found by. Both databases index these, so that both find the same.

A term is a folded word; of a script that is written without spaces, a character. It consists of
small ASCII letters, digits, and letters and marks beyond ASCII, and of no sign or space.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from archive.text.fold import APOSTROPHE, GAP, Folding

TERMS_VERSION = 1  # raised with every change that makes other terms of the same text
BREAK = "·"  # stands between parts of a text, where no phrase may go on; nobody can ask for it
LONGEST_TERM = 64  # characters; what is longer was hardly meant as a word
# Before marks are brought in order: doing that takes time by the square of their number.
LONGEST_RUN = 4 * LONGEST_TERM

# Han, Hiragana and Katakana; then Thai, Lao, Burmese and Khmer with their marks.
EASTERN = "\u3005-\u3007\u3021-\u3029\u303b\u3041-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"  # noqa: E501
SOUTHERN = (
    range(0x0E00, 0x0F00),
    range(0x1000, 0x10A0),
    range(0x1780, 0x17E0),
    range(0xA9E0, 0xAA00),
    range(0xAA60, 0xAA80),
)
OF_SOUTHERN = [chr(code) for block in SOUTHERN for code in block]
MARKS = "\u3099\u309a" + "".join(c for c in OF_SOUTHERN if unicodedata.category(c)[0] == "M")
SPACELESS = EASTERN + "".join(c for c in OF_SOUTHERN if unicodedata.category(c)[0] == "L")
PIECE = f"[^{GAP}{APOSTROPHE}{SPACELESS}]+"
APART = re.compile(f"[{SPACELESS}][{MARKS}]*|{PIECE}")
JOINED = re.compile(f"[{SPACELESS}][{MARKS}]*|{PIECE}(?:{APOSTROPHE}{PIECE})*")
# Where an apostrophe stands between two words, as in “l’homme”.
ELIDING = frozenset({"ca", "fr", "it", "oc"})
JOINABLE = re.compile("[0-9]{1,3}(?: [0-9]{3})+|[a-z]+ [0-9]+")
NAMED_BY_NUMBER = re.compile("([a-z]+)([0-9]+)")
LARGE_NUMBER = re.compile("(?!1...$|20..$|0)[0-9]{4,15}")  # and no year
ENGLISH = "en"
POSSESSIVE = f"{APOSTROPHE}s"
FOLDED = Folding()


def terms(text: str, language: str = "") -> list[str]:
    """The terms of `text`, in order. `language` is a code such as “en-GB”, or empty."""
    main = _main(language)
    made = _term if main != ENGLISH else _english_term
    return [made(word) for word in _pattern(main).findall(text.translate(FOLDED))]


def spans(text: str, language: str = "") -> Iterator[tuple[int, int, str]]:
    """The same, each with its start and end in `text`. No two overlap."""
    main = _main(language)
    made = _term if main != ENGLISH else _english_term
    folded = text.translate(FOLDED)
    places = _places(text)
    for found in _pattern(main).finditer(folded):
        last = places[found.end() - 1]
        yield places[found.start()], _behind_accents(text, last + 1), made(found[0])


def stemmed(text: str, language: str = "") -> Iterator[tuple[str, str]]:
    """Each stem among the terms of `text`, and what the term would be if it were none."""
    if _main(language) == ENGLISH:
        for word in JOINED.findall(text.translate(FOLDED)):
            if (stem := _english_term(word)) != (whole := _term(word)):
                yield stem, whole


def asked_forms(word: str) -> tuple[tuple[str, ...], ...]:
    """The forms in which texts of any language may hold a `word` that somebody asks for: each one
    a term, or several that follow each other. None where it has neither letter nor digit."""
    forms = _forms(word, "", ENGLISH, min(ELIDING))
    return tuple(dict.fromkeys((*forms, *(other for form in forms for other in _figures(form)))))


def typed_forms(word: str) -> tuple[tuple[str, ...], ...]:
    """The same without stems: of a word whose end is not typed yet, there is none."""
    return _forms(word, "", min(ELIDING))


def _forms(word: str, *languages: str) -> tuple[tuple[str, ...], ...]:
    forms = (tuple(terms(word, language)) for language in languages)
    return tuple(dict.fromkeys(form for form in forms if form))


def _figures(form: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """How else it may be written: 3,000 and 3000, COVID-19 and covid19."""
    one = "".join(form)
    if JOINABLE.fullmatch(" ".join(form)):
        yield (one,)
    elif form == (one,) and (parts := NAMED_BY_NUMBER.fullmatch(one)):
        yield parts[1], parts[2]
    elif form == (one,) and LARGE_NUMBER.fullmatch(one):
        yield tuple(re.sub(r"(?!^)(?=(...)+$)", " ", one).split())


def _behind_accents(text: str, end: int) -> int:
    """Where those end that stand on the letter before `end`."""
    while end < len(text) and _is_accent(text[end]):
        end += 1
    return end


def _is_accent(letter: str) -> bool:
    """Whether it is a mark of which nothing is left when it is folded."""
    return not FOLDED[ord(letter)] and unicodedata.category(letter)[0] == "M"


def _main(language: str) -> str:
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


def _pattern(main: str) -> re.Pattern[str]:
    return APART if main in ELIDING else JOINED


def _places(text: str) -> range | list[int]:
    """Which character of `text` each one of the folded text comes from."""
    if all(len(FOLDED[code]) == 1 for code in set(map(ord, text))):
        return range(len(text))
    return [place for place, letter in enumerate(text) for _ in FOLDED[ord(letter)]]


@lru_cache(maxsize=1 << 15)
def _term(word: str) -> str:
    word = word.removesuffix(POSSESSIVE).replace(APOSTROPHE, "")
    if word.isascii():
        return word[:LONGEST_TERM]
    return unicodedata.normalize("NFC", word[:LONGEST_RUN])[:LONGEST_TERM]


@lru_cache(maxsize=1 << 15)
def _english_term(word: str) -> str:
    term = _term(word)
    if not (term.isascii() and term.isalpha()):
        return term
    # One for each word: threads that share one would mix their words.
    stem: str = snowballstemmer.stemmer("english").stemWord(term)
    return stem or term
