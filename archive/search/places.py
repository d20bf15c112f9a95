"""Places: where in a text the words of a question stand, in any of the forms they are found by."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.search.grammar import Word
from archive.text.terms import spans


class Place(NamedTuple):  # made by the ten thousand: a tuple is quick
    """From `start` to before `end` in the text, the word or phrase number `asked` of the
    question."""

    start: int
    end: int
    asked: int


def places(text: str, words: Sequence[Word], language: str) -> tuple[Place, ...]:
    """All of them in the order of the text; none reaches into another."""
    found: list[Place] = []
    for place in _all(list(spans(text, language)), words):
        if not found or place.start >= found[-1].end:
            found.append(place)
    return tuple(found)


def _all(text: list[tuple[int, int, str]], words: Sequence[Word]) -> Iterator[Place]:
    """The longest of each that begins at each term."""
    terms = tuple(term for _start, _end, term in text)
    forms = [
        (form, asked, form in word.beginnings)
        for asked, word in enumerate(words)
        for form in word.forms
    ]
    forms.sort(key=lambda form: -len(form[0]))
    whole = {form[0] for form, _asked, begins in forms if not (begins and len(form) == 1)}
    beginnings = tuple(form[0] for form, _asked, begins in forms if begins)
    for at, term in enumerate(terms):
        if term not in whole and not term.startswith(beginnings):
            continue
        for form, asked, begins in forms:
            if _stands(form, terms, at, begins=begins):
                yield Place(text[at][0], text[at + len(form) - 1][1], asked)
                break


def _stands(form: tuple[str, ...], terms: tuple[str, ...], at: int, *, begins: bool) -> bool:
    last = at + len(form) - 1
    if last >= len(terms):
        return False
    ends = terms[last].startswith(form[-1]) if begins else terms[last] == form[-1]
    return ends and terms[at:last] == form[:-1]
