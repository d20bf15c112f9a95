"""What sites print around a comment: its writer's name, its time, its votes, "Reply"."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from .lines import Line

MOST_WORDS = 6  # in a name
LONGEST_MARK = 120  # characters; a longer line is somebody's text, whatever it ends in

_DATE = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s)?"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2})"
)
_CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s?(?:gmt|utc|[cempw][es]?t))?"
_UNIT = (
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|y|yrs?"
    r"|years?)"
)
_AGO = rf"(?:(?:about\s)?(?:\d{{1,3}}|an?)\s?{_UNIT}(?:\sago)?|just\snow|yesterday|today)"
_STAMP = (
    rf"(?:{_DATE}(?:,?\s?(?:at|um|à|a\slas|в|t|[-–|@])?\s?{_CLOCK})?"
    rf"|{_AGO}(?:,?\s(?:at\s)?{_CLOCK})?)"
    r"(?:\s?[(\[]?edited[)\]]?)?"
)
_VOTES = (
    r"(?:rating:\s?)?[+-]?\d[\d,.]*k?\s(?:points?|likes?|votes?|upvotes?|thumbs?(?:\sup)?)"
    r"|score:?\s?\d+"
)
_PARTS = r"[\s·•|,–—-]{0,5}"

STAMP = re.compile(
    rf"(?:posted|published|commented|on|edited)?{_PARTS}(?:(?:{_VOTES}){_PARTS})?{_STAMP}"
    rf"{_PARTS}(?:{_VOTES}|#\d+|permalink)?",
    re.I,
)
VOTES = re.compile(_VOTES, re.I)
_ACTION = (
    r"reply|replies|report|like|dislike|share|permalink|flag|upvote|downvote|vote|quote|edit|save"
    r"|parent|context|link|embed|copy link|log in to reply|show (?:more|less)|read more|see more"
    r"|hide|collapse|expand|recommend|respond|give award|award|translate|delete|block|mute|follow"
    r"|antworten|melden|teilen|gefällt mir|répondre|signaler|partager|j[’']aime|responder|reportar"
    r"|compartir|me gusta|denunciar|curtir|rispondi|segnala|mi piace|ответить|пожаловаться"
    r"|нравится|balas|odpowiedz|zgłoś|svar|svara|beantwoorden|yanıtla|返信"
)
ACTION = re.compile(
    rf"(?:(?:view |show |hide )?(?:\d[\d,.]*k?\s)?(?:{_ACTION})(?![\w’'])(?:\s?\(?\d[\d,.]*k?\)?)?"
    rf"(?:\s?[·•|,/↓↑▲▼–-]\s?|\s|$){{0,3}}){{1,8}}(?:{_STAMP})?",
    re.I,
)
REPLY = re.compile(
    r"\b(?:reply|antworten|répondre|responder|rispondi|ответить|balas|odpowiedz|svara?)\b", re.I
)

_NAMED = re.compile(
    rf"(?P<name>[^:]{{1,50}}?)(?:\s(?:says|said|wrote|writes|commented))?{_PARTS}"
    rf"(?:\(?(?P<badge>author)\)?{_PARTS})?(?:posted\s|on\s|,\s)?(?:(?:{_VOTES}){_PARTS})?"
    rf"{_STAMP}\s?(?:said|says|wrote)?:?",
    re.I,
)
_SAYS = re.compile(r"(?P<name>[^:]{1,50}?)\s(?:says|said|wrote|writes|commented)\s?:", re.I)
_POSTED_BY = re.compile(
    rf"(?:posted|submitted|comment(?:ed)?|written)\sby:?\s(?P<name>[^:]{{1,50}}?)"
    rf"(?:{_PARTS}(?:on\s)?{_STAMP})?",
    re.I,
)
ADDRESSED = re.compile(
    r"(?:(?P<name>[^:→]{1,50}?)\s)?(?:in (?:reply|response) to|repl(?:ying|ied) to|→|▸)\s"
    r"@?(?P<to>[^:]{1,50}?)(?:[’']s (?:comment|post))?\W*",
    re.I,
)
BADGE = re.compile(r"[\[(]?(?:(?:post|article|story)\s)?author[\])]?", re.I)
# "iPhone 5s" is no name with a time; "Ann · 5s" is.
_MODEL = re.compile(r"[^·•|–]\s\d{1,3}\s?[a-z]{1,2}$", re.I)
_AUTHOR_BESIDE = re.compile(r"\s?[\[(](?:(?:post|article|story)\s)?author[\])]$", re.I)
_NUMBER = re.compile(r"^(?:#\d{1,5}[.):]?|\d{1,5}[.):])\s+(?=\S)")
# Two looks that spare the many lines of plain text the slower patterns.
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?…][”\"’')]?$|[,;…]$")
_TIME = re.compile(r"\d|\bnow\b|\byesterday\b|\btoday\b|\ban? ", re.I)
_WORD_OF_NAME = re.compile(r"(?:[^\W\d_a-z]|(?:de|van|von|der|la|al|bin|da|el)$|[\d&@])")
_HANDLE = re.compile(r"@?(?:u/)?[\w.·-]{2,30}$")


class Mark(Enum):
    """What a line of a comment section is."""

    TEXT = auto()
    NAMED = auto()  # a name with a time or "says:"
    STAMP = auto()
    VOTES = auto()
    ACTION = auto()
    ADDRESSED = auto()
    BADGE = auto()


@dataclass(frozen=True, slots=True)
class Marked:
    line: Line
    mark: Mark
    name: str = ""
    by_author: bool = False


def mark(line: Line) -> Marked:
    """What `line` is in a comment section, and the name it carries."""
    text = _NUMBER.sub("", line.text).strip()
    if not text or len(text) > LONGEST_MARK or _SENTENCE_END.search(text):
        return Marked(line, Mark.TEXT)
    timed = bool(_TIME.search(text))
    if kind := _impersonal(text, timed=timed):
        return Marked(line, kind)
    return _personal(line, text, timed=timed) or Marked(line, Mark.TEXT)


def _personal(line: Line, text: str, *, timed: bool) -> Marked | None:
    """A line that names the writer, or the one who is answered."""
    for pattern in (_POSTED_BY, _NAMED):
        match = pattern.fullmatch(text) if timed else None
        if match and is_name(match["name"]) and not _MODEL.search(text):
            badge = bool(match.groupdict().get("badge"))
            return Marked(line, Mark.NAMED, bare_name(match["name"]), badge)
    match = _SAYS.fullmatch(text)
    if match and len(match["name"].split()) <= MOST_WORDS:
        badge = bool(_AUTHOR_BESIDE.search(match["name"]))
        return Marked(line, Mark.NAMED, bare_name(match["name"]), badge)
    match = ADDRESSED.fullmatch(text)
    if match and is_name(match["to"]):
        return Marked(line, Mark.ADDRESSED, bare_name(match["name"] or ""))
    return None


def _impersonal(text: str, *, timed: bool) -> Mark | None:
    if BADGE.fullmatch(text):
        return Mark.BADGE
    if timed and VOTES.fullmatch(text):
        return Mark.VOTES
    if timed and STAMP.fullmatch(text):
        return Mark.STAMP
    return Mark.ACTION if ACTION.fullmatch(text) else None


def is_name(text: str) -> bool:
    """Whether `text` could be what a site prints for a person: "Ann Lee", "swift_heron12"."""
    text = bare_name(text)
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > 50 or text.endswith((",", "?", "!", ":", ";", "…")):
        return False
    if len(words) == 1:
        return bool(_HANDLE.match(text)) and not text.isdigit()
    return not text.endswith(".") and all(_WORD_OF_NAME.match(word) for word in words)


def bare_name(text: str) -> str:
    """A name without its number, its "@" or the badge beside it."""
    text = _NUMBER.sub("", text.strip()).removeprefix("@").removeprefix("u/")
    return _AUTHOR_BESIDE.sub("", text).strip(" ·•|,–-")
