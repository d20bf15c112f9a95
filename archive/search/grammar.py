"""The grammar of a question: what is asked for by what was typed.

    quiet harbour "salt road" -ferry author:"Jane Doe" in:comments before:2020 after:2017-03

Nothing that is typed is wrong: what is not understood is left out, and a sentence says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from archive.faults import fault
from archive.search.days import days_of
from archive.search.question import OR, SHORTEST_BEGINNING, Forms, Name, Question, Word
from archive.text.stop_words import STOP_WORDS
from archive.text.terms import asked_forms

__all__ = ["Name", "Question", "Word", "read"]

LONGEST = 200  # characters: a long sentence; each more costs every search
MOST_WORDS = 12  # whoever remembers more of a text wants a phrase
MOST_NAMES = 4  # each is looked for among all names that are held
NAMES = ("author", "outlet", "topic")
DATES = ("before", "after")
PART = re.compile(
    r"""(?P<minus>[-–−])?
    (?:(?P<key>author|outlet|topic|in|before|after|title|site):)?
    (?:["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]?|(?P<bare>[^\s"“”„«»]+))""",
    re.VERBOSE | re.IGNORECASE,
)
UNTYPED = re.compile(r"[\0-\x1f\x7f\ud800-\udfff]+")  # no keyboard sends these


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
        self.taken = 0
        self.may_join = False  # a word came last, to which an “OR” may join another
        self.either = False  # an “OR” did
        self.left_out: list[str] = []
        self.names: list[Name] = []
        self.in_comments = False
        self.days: dict[str, date] = {}
        self.faults: list[str] = []

    def take(self, part: re.Match[str]) -> None:
        words = len(self.words)
        if part[0] == OR:
            self._take_or()
        else:
            self._take(part)
            is_word = len(self.words) > words
            if self.either and is_word:
                *self.words, one, other = self.words
                self.words.append(one.either(other))
            elif self.either:
                self._say_or()
            self.either, self.may_join = False, is_word

    def _take_or(self) -> None:
        if not self.may_join:
            self._say_or()
        self.either, self.may_join = self.either or self.may_join, False

    def _take(self, part: re.Match[str]) -> None:
        key, text = (part["key"] or "").lower(), (part["quoted"] or part["bare"] or "").strip()
        if part[0] == "NOT":
            self.faults.append(_("“NOT” leaves nothing out: write “-” before a word."))
        if not key:
            self._take_words(part, text)
        elif part["minus"]:
            self._say(_("“%(value)s”: only words and phrases can be left out."), part[0])
        elif key in NAMES:
            self._take_name(key, text)
        elif key in DATES:
            self._take_days(key, text)
        elif key == "title":
            self._say(_("Titles are not asked alone: “%(value)s” is looked for everywhere."), text)
            self._take_words(part, text)
        elif key == "site":
            self._say(_("“%(value)s” is not understood: “outlet:” asks from where it is."), part[0])
        elif text.lower() in {"comment", "comments"}:
            self.in_comments = True
        else:
            self._say(_("“in:%(value)s” is not understood: only “in:comments” is."), text)

    def _take_words(self, part: re.Match[str], text: str) -> None:
        quoted = part["quoted"] is not None
        if not quoted and text.lower().removesuffix(":") in {*NAMES, *DATES, "in"} and ":" in text:
            self._say(_("“%(value)s” wants a word right after it."), text)
        elif forms := asked_forms(text):
            word = Word(text, forms, finished=quoted)
            if not quoted and text.endswith("*"):
                word = replace(word, text=text.rstrip("*")).unfinished()
            if self.taken == MOST_WORDS:
                self.left_out.append(text)
            else:
                self.taken += 1
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
            if key in self.days:
                self._say(_("Only one “%(value)s” counts, and that is the last."), f"{key}:")
            self.days[key] = days[0] if key == "before" else days[1]

    def _say_or(self) -> None:
        self.faults.append(_("“OR” stands between two words or phrases; elsewhere it is left out."))

    def _say(self, sentence: str, value: str) -> None:
        self.faults.append(fault(sentence, value))

    def question(self) -> Question:
        if self.either:
            self._say_or()
        if self.left_out:
            sentence = _("So much cannot be searched for at once: “%(value)s” was left out.")
            self._say(sentence, " ".join(self.left_out))
        telling = [word for word in self.words if not _says_little(word)] or self.words
        return Question(
            words=_once(telling),
            typed=tuple(self._typed(telling)),
            without=tuple(self.without),
            names=tuple(self.names),
            in_comments=self.in_comments,
            before=self.days.get("before"),
            after=self.days.get("after"),
            faults=tuple(dict.fromkeys(self.faults)),
        )

    def _typed(self, telling: Sequence[Word]) -> Iterator[Word]:
        """The last one may be on its way from “for” to “forecast”, if it was not looked for."""
        yield from self.words[:-1]
        for last in self.words[-1:]:
            is_left_out = last not in telling and len(last.text) >= SHORTEST_BEGINNING
            yield last.unfinished() if is_left_out else last


def _once(words: Sequence[Word]) -> tuple[Word, ...]:
    """The first of those that ask for the same."""
    found: dict[tuple[Forms, Forms], Word] = {}
    for word in words:
        found.setdefault((word.forms, word.beginnings), word)
    return tuple(found.values())


def _says_little(word: Word) -> bool:
    if word.finished or word.beginnings:
        return False
    return any(len(form) == 1 and form[0] in STOP_WORDS for form in word.forms)
