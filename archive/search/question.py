"""A question, once it is read: words, names, and from when."""

from dataclasses import dataclass, replace
from datetime import date

from archive.text.terms import typed_forms

SHORTEST_BEGINNING = 3  # letters: shorter ones begin too much
OR = "OR"  # in small letters it is a word
Forms = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a phrase, and each form in which a text may hold it.

    Of an unfinished one the forms that are `beginnings` are held by every word that begins with
    them. These are what was typed, folded, and no stems: whoever types “flies” did not begin to
    type “flight”. The stem stays a form of its own, which is held as it is: “harbours*” finds what
    a text in English has as “harbour”. One that is `finished`, in quotation marks or one of
    several, is what is asked for, however common it is.
    """

    text: str
    forms: Forms
    beginnings: Forms = ()
    finished: bool = False

    def unfinished(self) -> "Word":
        return replace(self, beginnings=typed_forms(self.text))

    def either(self, other: "Word") -> "Word":
        forms = tuple(dict.fromkeys(self.forms + other.forms))
        beginnings = self.beginnings + other.beginnings
        return Word(f"{self.text} {OR} {other.text}", forms, beginnings, finished=True)


@dataclass(frozen=True, slots=True)
class Name:
    """Whose, or about what: `kind` is “author”, “outlet” or “topic”."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """`typed` are the words in their order and with those that say little, which are not among the
    `words` that are looked for."""

    words: tuple[Word, ...] = ()
    typed: tuple[Word, ...] = ()
    without: tuple[Word, ...] = ()
    names: tuple[Name, ...] = ()
    in_comments: bool = False
    before: date | None = None  # the first day that is too late
    after: date | None = None  # the last day that is too early
    faults: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        asks = self.words or self.without or self.names or self.before or self.after
        return not asks and not self.in_comments

    def beginning(self) -> "Question | None":
        """The same, its last word unfinished; None where that cannot be."""
        last = self.words[-1] if self.words else None
        if last is None or last.finished or last.beginnings or len(last.text) < SHORTEST_BEGINNING:
            return None
        words = (*self.words[:-1], last.unfinished())
        typed = tuple(word.unfinished() if word is last else word for word in self.typed)
        return replace(self, words=words, typed=typed)
