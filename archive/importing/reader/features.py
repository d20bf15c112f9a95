"""What a line looks like, whatever its language: long or short, sentence or label, name or not."""

import re
from collections.abc import Iterable

from .lines import Line
from .marks import SITE_TALK

DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
SENTENCE_END = re.compile(r"[.!?…。！？؟।:;][\"'”’»)\]」』）*\d\[]{0,6}$")
FULL_STOP = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』）]{0,3}(?=\s|$)|[。！？]")
WORDS = re.compile(r"\w+")
FILE_NAME = re.compile(r"^\S+\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34])$|^\w+(?:[-_]\w+){3,}$", re.I)
# Where a heading runs into its teaser, or a replacement text into its caption.
SEAM = re.compile(r"[a-z]{3}[A-Z][a-z]{2}")
INITIALS = re.compile(r"^(?:\w\.-?)+$")

# A CJK character says about as much as two and a half letters.
DENSITY = 1.5

LONG = 60  # letters from which a sentence is prose rather than a label
CAPPED = 420
LONGEST_SITE_TALK = 800
SITE_TALK_EVERY = 90  # letters


def size(text: str) -> float:
    """How long `text` is for a reader, in letters of an alphabet."""
    if text.isascii():
        return len(text)
    return len(text) + DENSITY * len(DENSE.findall(text))


def ends_sentence(text: str) -> bool:
    return SENTENCE_END.search(text[-12:]) is not None


def sentences(text: str) -> int:
    return len(FULL_STOP.findall(text))


def key(text: str) -> str:
    """`text` as words only, for telling whether two lines say the same."""
    return " ".join(WORDS.findall(text.casefold()))


def terms(text: str) -> list[str]:
    """The longer words of `text`, or its pairs of characters in a script without spaces."""
    found = []
    for word in WORDS.findall(text.casefold()):
        if DENSE.search(word):
            found += [word[at : at + 2] for at in range(len(word) - 1)]
        elif len(word) > 3:
            found.append(word)
    return found


def word_count(text: str) -> float:
    """Words in `text`, or what would be words in a script without spaces."""
    return max(len(text.split()), len(DENSE.findall(text)) / 2)


def is_label(line: Line) -> bool:
    """Short and no sentence: a heading, a menu entry, a name."""
    return size(line.text) < 2 * LONG and not ends_sentence(line.text)


def is_file_name(text: str) -> bool:
    return FILE_NAME.match(text) is not None


def median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0


def is_site_talk(text: str) -> bool:
    """Whether a paragraph is dense with what sites say of themselves."""
    if len(text) > LONGEST_SITE_TALK:
        return False
    said = {found.casefold() for found in SITE_TALK.findall(text)}
    return len(said) > 1 and size(text) <= SITE_TALK_EVERY * len(said)
