"""What may be among the best however long it has been here: entries whose heads hold the words."""

from collections.abc import Iterator
from dataclasses import replace

from archive.search.backends import Match, is_phrase

TITLE, ABOUT = ("title",), ("about",)  # columns of search entries
HEAD = TITLE + ABOUT


def prominent(match: Match) -> Iterator[Match]:
    """What matches and says it in its head, in two steps: the first say more there."""
    words = match.words
    titled = tuple((word, TITLE) for word in words)
    # What the head holds need not be looked for again, but for a phrase.
    sought = replace(match, words=tuple(word for word in words if is_phrase(word)))
    if len(words) == 1:
        yield replace(sought, heads=((*titled, (words[0], ABOUT)),))
        yield replace(sought, heads=(titled,))
        return
    yield replace(sought, heads=(titled,))
    if len(words) == 2:
        one, other = words
        yield replace(sought, heads=(((one, TITLE), (other, HEAD)), ((one, ABOUT), (other, TITLE))))
    else:
        all_but_one = (titled[:n] + titled[n + 1 :] for n in range(len(words)))
        yield replace(match, heads=tuple(all_but_one))
