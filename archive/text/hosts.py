"""The hosts that a text names, in its links and in plain words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from archive.text.cells import composed
from archive.text.lookalikes import GAP, glyph

DOTS = re.compile("[。．｡․]|[\\[({]\\s*(?:\\.|dot)\\s*[\\])}]", re.IGNORECASE)
LABEL = r"[^\W_]+(?:-+[^\W_]+)*"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*")
DASH = re.compile(r"(?<!xn)(?<!-)-{2,}")  # as typewriters have it; "xn--" is how letters travel
MOST_LABELS = 20  # a host of more is made up; and each is looked up with all that follows it
LONGEST_LABEL = 63  # of a domain that there can be


def folded_host(host: str) -> str:
    """`host` as it is compared: as it is read, not as it is encoded; look-alikes as Latin letters.

    Letters and digits that anybody can type stay themselves: "mall.example" is another domain
    than "mail.example".
    """
    labels = DOTS.sub(".", host).strip(".").casefold().split(".")
    return ".".join("".join(_folded(letter) for letter in _decoded(label)) for label in labels)


def hosts_in(words: str, addresses: Iterable[str] = ()) -> Iterator[str]:
    """Whatever could be a host in `words`, and in the addresses of links, folded."""
    for text in (words, *map(unquote, addresses)):
        seen = "".join(letter for letter in DOTS.sub(".", composed(text)) if _is_seen(letter))
        for match in HOST.finditer(seen):
            if "." in match[0]:
                yield from map(folded_host, _readings(match[0]))


def domains_of(host: str) -> Iterator[str]:
    """`host` and every domain that it belongs to."""
    labels = host.split(".")[-MOST_LABELS:]
    for first in range(len(labels)):
        yield ".".join(labels[first:])


def _readings(host: str) -> Iterator[str]:
    """`host`, and what it is where its hyphens are the writer's: no domain of the highest level
    has one."""
    yield host
    for part in DASH.split(host):
        before, _, top = part.rpartition(".")
        shorter = f"{before}.{top if top.startswith('xn--') else top.partition('-')[0]}"
        if before and shorter != host:
            yield shorter


def _decoded(label: str) -> str:
    """What a browser may show for `label`: "xn--…" is how other letters travel."""
    if not label.startswith("xn--") or len(label) > LONGEST_LABEL:
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _folded(letter: str) -> str:
    seen = glyph(letter)
    if letter.isascii() or seen is None or seen.kind == GAP:
        return letter if letter.isascii() else ""
    if seen.own.isascii() or not seen.latin:
        return unicodedata.normalize("NFKC", seen.own)
    return seen.latin[0]


def _is_seen(letter: str) -> bool:
    return letter.isascii() or glyph(letter) is not None
