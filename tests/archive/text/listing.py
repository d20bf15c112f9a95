"""What tests look for: words as a site of this kind might list them, and how they are disguised."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
# fmt: off
LISTED = (
    "arsehole", "asshole", "bastard", "betting", "bimbo", "bitch", "bollocks", "bukkake",
    "casino", "chink", "clown", "cock", "coward", "cretin", "crypto", "cunt", "dick", "dumb",
    "dyke", "escort", "faggot", "filth", "fuck", "gook", "hag", "idiot", "imbecile", "jerk",
    "jizz", "kike", "liar", "loser", "lunatic", "moron", "nazi", "nigger", "paedo", "parasite",
    "pervert", "pig", "pornhub", "prick", "psycho", "quack", "rapist", "retard", "savage", "scum",
    "shit", "slut", "spastic", "stupid", "thug", "tosser", "traitor", "tranny", "twat", "vermin",
    "viagra", "wanker", "whore", "xenophobe", "zealot",
)
# fmt: on


@cache
def lookalikes() -> dict[str, list[str]]:
    """By each small Latin letter, all that looks like it or like its capital."""
    rows = (line.split() for line in _lines("lookalikes.txt"))
    return {letter: [_characters(code) for code in codes] for letter, *codes in rows}


def disguised(word: str) -> Iterator[str]:
    """`word` with one of its letters, and with all letters alike, as each of their look-alikes."""
    alike = lookalikes()
    for place, letter in enumerate(word):
        for other in alike[letter]:
            yield word[:place] + other + word[place + 1 :]
    for letter in set(word):
        if word.count(letter) > 1:
            yield from (word.replace(letter, other) for other in alike[letter])


def ordinary() -> list[str]:
    """Sentences that hold nothing that is listed."""
    return list(_lines("ordinary.txt"))


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line


def _characters(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split("+"))
