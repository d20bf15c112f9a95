"""Names of outlets in running text: is this a newspaper, or a person, a country, a ministry?"""

import re

from .vocabulary import (
    NOT_OUTLETS,
    OUTLET_ENDINGS,
    OUTLET_ENDINGS_WITH_THE,
    OUTLETS,
    OUTLETS_WITH_THE,
    table,
)

_CAPITALISED = r"[^\W\d_a-zà-öø-ÿа-яё][\w&-]{0,30}(?:\.\w[\w&-]{0,30})?"
# Whole names are judged: a run of capitalised words is taken as far as it goes.
NAME = (
    rf"(?<!\w)(?P<the>[Tt]he\s)?(?P<name>{_CAPITALISED}"
    rf"(?:\s(?:(?:of|and|&|de|della|du|la)\s)?{_CAPITALISED}|\s\d{{1,2}}\b){{0,7}})"
)
_TELLS_WHEN = table(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Today Yesterday Tomorrow"
)
_OPENS_SENTENCE = _TELLS_WHEN | table(
    "But And Meanwhile On In At As When While After Before Last Also However Although Though Yet "
    "Then Now Earlier Later Since If Because So Even Indeed Recently For Both Only"
)


def outlet_after(match: re.Match[str]) -> str:
    """The outlet whose name begins where `match` found a name, or nothing."""
    words = match["name"].split()
    the = bool(match["the"])
    if len(words) > 1 and words[-1] in _TELLS_WHEN:
        words.pop()
    if _is_outlet(words, the=the):
        return " ".join(words)
    # "Fox News Digital": a known name, then what belongs to it.
    beginnings = (" ".join(words[:length]) for length in range(len(words) - 1, 1, -1))
    return next((name for name in beginnings if name in OUTLETS), "")


def outlet_before(match: re.Match[str]) -> str:
    """The outlet whose name ends where `match` found a name, or nothing."""
    words = match["name"].split()
    the = bool(match["the"])
    if "The" in words:
        at = len(words) - words[::-1].index("The")
        words, the = words[at:], True
    while words and words[0] in _OPENS_SENTENCE:
        words = words[1:]
    return " ".join(words) if _is_outlet(words, the=the) else ""


def _is_outlet(words: list[str], *, the: bool) -> bool:
    name = " ".join(words)
    if name in OUTLETS or name.replace("-", " ") in OUTLETS:
        return True
    if not words or words[0] in NOT_OUTLETS:
        return False
    if len(words) == 1:
        return the and name in OUTLETS_WITH_THE
    return (
        words[-1] in OUTLET_ENDINGS
        or words[0] == "Agence"
        or name.startswith("Journal of ")
        or (the and words[-1] in OUTLET_ENDINGS_WITH_THE)
    )
