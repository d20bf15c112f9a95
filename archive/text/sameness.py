"""Whether two texts say the same, whatever became of their spaces, signs and capitals."""

from collections import Counter

LONG = 8  # letters and digits: a shorter text ("Share") stands within others that are not meant


def letters(text: str) -> str:
    """The letters and digits of `text` alone, all small."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def same_but_for_trifles(one: str, another: str) -> bool:
    """Whether two texts are the same by their `letters`, or the longer is the shorter with no more
    added to it than that had, such as “(edited)”."""
    short, long = sorted((letters(one), letters(another)), key=len)
    if short == long:
        return True
    return len(short) >= LONG and short in long and len(long) <= 2 * len(short)


def mostly_same(one: str, another: str) -> bool:
    """Whether the two share most of their words, in whatever order."""
    counts = [Counter(text.casefold().split()) for text in (one, another)]
    shared = (counts[0] & counts[1]).total()
    return 2 * shared > max(count.total() for count in counts)
