"""The grammar of a question: what is asked for by what was typed.

    quiet harbour "salt road" -ferry author:"Jane Doe" in:comments before:2020 after:2017-03

Nothing that is typed is wrong: what is not understood is left out, and a sentence says so.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from archive.faults import fault
from archive.search.days import days_of
from archive.text.stop_words import STOP_WORDS
from archive.text.terms import asked_forms, typed_forms

LONGEST = 200  # characters: a long sentence; each more costs every search
MOST_WORDS = 12  # whoever remembers more of a text wants a phrase
SHORTEST_BEGINNING = 3  # letters: shorter ones begin too much
MOST_NAMES = 4  # each is looked for among all names that are held
NAMES = ("author", "outlet", "topic")
DATES = ("before", "after")
PART = re.compile(
    r"""(?P<minus>-)?
    (?:(?P<key>author|outlet|topic|in|before|after):)?
    (?:["“”„](?P<quoted>[^"“”„]*)["“”„]?|(?P<bare>[^\s"“”„]+))""",
    re.VERBOSE | re.IGNORECASE,
)
UNTYPED = re.compile(r"[\0-\x1f\x7f\ud800-\udfff]+")  # no keyboard sends these

Forms = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a phrase, and each form in which a text may hold it.

    Of an unfinished one the forms that are `beginnings` are held by every word that begins with
    them. These are what was typed, folded, and no stems: whoever types “flies” did not begin to
    type “flight”. The stem stays a form of its own, which is held as it is: “harbours*” finds what
    a text in English has as “harbour”.
    """

    text: str
    forms: Forms
    beginnings: Forms = ()
    quoted: bool = False

    def unfinished(self) -> "Word":
        return replace(self, beginnings=typed_forms(self.text))


@dataclass(frozen=True, slots=True)
class Name:
    """Whose, or about what: `kind` is one of NAMES."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    words: tuple[Word, ...] = ()
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

    @property
    def words_alone(self) -> str:
        """The words as typed, without what else was asked."""
        return " ".join(word.text for word in self.words)

    def beginning(self) -> "Question | None":
        """The same, its last word unfinished; None where that cannot be."""
        last = self.words[-1] if self.words else None
        if last is None or last.quoted or last.beginnings or len(last.text) < SHORTEST_BEGINNING:
            return None
        return replace(self, words=(*self.words[:-1], last.unfinished()))


def read(q: str) -> Question:
    """What `q` asks for."""
    reading = _Reading()
    text = " ".join(UNTYPED.sub(" ", q).split())
    if len(text) > LONGEST:
        reading.faults.append(
            _("Only the first %(most)s characters are searched for.") % {"most": LONGEST}
        )
    for part in PART.finditer(text[:LONGEST]):
        reading.take(part)
    return reading.question()


class _Reading:
    """A question as it is read, part by part."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.without: list[Word] = []
        self.left_out: list[str] = []
        self.names: list[Name] = []
        self.in_comments = False
        self.days: dict[str, date] = {}
        self.faults: list[str] = []

    def take(self, part: re.Match[str]) -> None:
        key, text = (part["key"] or "").lower(), (part["quoted"] or part["bare"] or "").strip()
        if not key:
            self._take_words(part, text)
        elif part["minus"]:
            self._say(_("“%(value)s”: only words and phrases can be left out."), part[0])
        elif key in NAMES:
            self._take_name(key, text)
        elif key != "in":
            self._take_days(key, text)
        elif text.lower() in {"comment", "comments"}:
            self.in_comments = True
        else:
            self._say(_("“in:%(value)s” is not understood: only “in:comments” is."), text)

    def _take_words(self, part: re.Match[str], text: str) -> None:
        quoted = part["quoted"] is not None
        if not quoted and text.lower().removesuffix(":") in {*NAMES, *DATES, "in"} and ":" in text:
            self._say(_("“%(value)s” wants a word right after it."), text)
        elif forms := asked_forms(text):
            word = Word(text, forms, quoted=quoted)
            if not quoted and text.endswith("*"):
                word = replace(word, text=text.rstrip("*")).unfinished()
            if len(self.words) + len(self.without) >= MOST_WORDS:
                self.left_out.append(text)
            else:
                (self.without if part["minus"] else self.words).append(word)

    def _take_name(self, kind: str, text: str) -> None:
        if not asked_forms(text):
            self._say(_("“%(value)s” is no name."), text)
        elif len(self.names) == MOST_NAMES:
            self.left_out.append(text)
        else:
            self.names.append(Name(kind, text))

    def _take_days(self, key: str, text: str) -> None:
        days = days_of(text)
        if days is None:
            self._say(_("“%(value)s” is no date: write 2019, 2019-05 or 2019-05-31."), text)
        else:
            self.days[key] = days[0] if key == "before" else days[1]

    def _say(self, sentence: str, value: str) -> None:
        self.faults.append(fault(sentence, value))

    def question(self) -> Question:
        if self.left_out:
            sentence = _("So much cannot be searched for at once: “%(value)s” was left out.")
            self._say(sentence, " ".join(self.left_out))
        telling = [word for word in self.words if not _says_little(word)]
        return Question(
            words=tuple(telling or self.words),
            without=tuple(self.without),
            names=tuple(self.names),
            in_comments=self.in_comments,
            before=self.days.get("before"),
            after=self.days.get("after"),
            faults=tuple(self.faults),
        )


def _says_little(word: Word) -> bool:
    if word.quoted or word.beginnings:
        return False
    return any(len(form) == 1 and form[0] in STOP_WORDS for form in word.forms)
