"""Persons' names, told by their shape; what might be something else is left out."""

import re
from collections.abc import Sequence

from .features import DENSE, INITIALS
from .signatures import NAME_PARTICLES, NO_NAME

# What ends the name in "By Ann Roe | 3 May", "By Ann Roe, Editor", "By Ann Roe - Outlet".
NAME_ENDS = re.compile(
    r"\s+[-–—|·•/»>]+\s*|\s*[|·•(\[:;\d@]|[|/]|,\s|"
    r"\s+(?:last )?(?:updated|published|posted|modified)\b",
    re.IGNORECASE,
)
BETWEEN_NAMES = re.compile(r"\s*,\s*|\s+(?:and|und|et|y|e|en|with|и|og|och|&)\s+")
AFTER_NAME = re.compile(
    r"\s+(?:publiziert|veröffentlicht|publié|publicado|pubblicato|on|am|le|il|el|em|at|in|for|from)"
    r"\s.*$",
    re.IGNORECASE,
)
DENSE_NAME = re.compile(
    r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,4}"
    r"(?:[ 　·・][\u3040-\u30ff\u3400-\u9fff]{1,8})?$"
)
MOST_NAMES = 6


def names_in(text: str, linked: Sequence[str] = ()) -> tuple[str, ...]:
    """The names at the beginning of `text`; `linked` are the words of links in it."""
    named = [name for name in linked if is_name(name) and name in text]
    if named:
        return tuple(dict.fromkeys(named))[:MOST_NAMES]
    names: list[str] = []
    for part in BETWEEN_NAMES.split(text.strip()):
        cut = NAME_ENDS.search(part)
        name = AFTER_NAME.sub("", part[: cut.start()] if cut else part).strip(" .")
        half = len(name) // 2
        if name[:half].strip() == name[half:].strip():
            name = name[:half].strip()
        if not is_name(name):
            break
        names.append(name)
        if cut:
            break
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def is_name(text: str) -> bool:
    """Two to five capitalised words, initials and particles allowed; no trade, no outlet."""
    if DENSE.search(text):
        return DENSE_NAME.match(text) is not None
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60:
        return False
    proper = 0
    for index, word in enumerate(words):
        if INITIALS.match(word) and word[0].isupper():
            continue
        if index > 0 and word.casefold() in NAME_PARTICLES:
            continue
        if not _is_proper(word):
            return False
        proper += 1
    return 1 <= proper <= 3 and not INITIALS.match(words[-1])


def _is_proper(word: str) -> bool:
    bare = word.strip(".'’\"“”")
    return (
        len(bare) > 1
        and bare[0].isupper()
        and all(char.isalpha() or char in "-'’." for char in bare)
        and bare.casefold() not in NO_NAME
    )
