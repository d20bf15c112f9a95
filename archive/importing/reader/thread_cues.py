"""How talk hangs together: what opens a comment, what answers one, what goes on with it.

These are cues of English discourse for captures in which no name or time parts the comments.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .reading import Passage, Role

QUIP = 120  # characters: a remark that stands alone
LONG = 150  # characters: a paragraph of an argument
GROWTH = 2.5  # times: a short remark does not open a paragraph so much longer
BRIEF = 200  # characters: all of a comment that such a paragraph does not go on with
CONFIDED = 80  # characters
STEM = 6  # letters that a word and its inflections share
SPOKEN = 3  # words for oneself in a hundred: a text about its writer

_I = re.compile(r"\b(?:I|I[’'](?:m|d|ll|ve)|me|my|mine|myself)\b")
# "You" that is somebody; "if you're in a hurry" is anybody.
_ANYBODY = "".join(
    rf"(?<!\b{word}\s)" for word in ("if", "when", "once", "as", "where", "because", "unless")
)
_YOU = re.compile(
    rf"{_ANYBODY}\byou(?:[’'](?:re|ve)|\s(?:are|have|said|say|mean|think|claim|seem|forget|forgot"
    r"|miss|missed|keep|just))\b"
    r"|\byour\s(?:point|argument|analysis|logic|comment|post|claim|question|reasoning|reading|view"
    r"|source|maths?|numbers|example|assumption|premise|theory|conclusion)s?\b",
    re.I,
)
_QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_SENTENCE = re.compile(r"^.{0,400}?[.!?…](?=[\s”\"’)]|$)", re.S)

ADDENDUM = re.compile(
    r"^(?:edit(?:ed)?|eta|update|addendum|correction|p\.?\s?s\.?)\s?\d*\s?(?:[:\-–—]|\s\()", re.I
)
_ANSWERS = re.compile(
    r"^(?:"
    r"(?:exactly|agreed|true|correct|wrong|nonsense|rubbish|good point|great point|fair (?:point"
    r"|enough)|same here|well said|not (?:really|quite|sure|true|necessarily)|of course not)"
    r"[,.!?:;—–-]"
    r"|(?:yes|yeah|yep|yup|no|nope|nah|true|right|sure|ok(?:ay)?|all ?right|sorry|well)[,.!]\s?.*?"
    r"\byou\b"
    r"|i (?:dis)?agree\b|i beg to differ|i don[’']t think (?:you|that[’']s|so|it[’']s)\b"
    r"|i[’']d (?:argue|say|suggest|add) (?:that )?you"
    r"|as well as (?:that|this)\b|to add to (?:that|this|what)|adding to (?:that|this)"
    r"|you(?:[’'](?:re|ve|d))?\s"
    r"|@\w"
    r")",
    re.I,
)
_VOCATIVE = re.compile(
    r"^.{0,40}?,\s(?:sir|ma[’']am|madam|mate|dude|bro|buddy|pal|my friend|friend|comrade)[,.!?]",
    re.I,
)
_OPENS = re.compile(
    r"^(?:"
    r"(?:all ?right|ok(?:ay)?|well|yes|yeah|yep|yup|no|nope|nah|lol|lmao|ha(?:ha)*|wow|hmm+|ugh|oh"
    r"|hey|hi|hello|thanks|thank you|sorry|this|\+1|bravo|congratulations|great (?:article|piece"
    r"|read|post)|excellent|interesting)[,.!?:;…—–-]"
    r"|i (?:certainly|really|sincerely)?\s?(?:hope|wish|love|loved|enjoyed|doubt) "
    r"|i[’']m (?:so |very |really )?(?:glad|sorry|happy|amazed|surprised|not surprised)\b"
    r"|so much for\b|what about\b|has any(?:one|body)\b|can (?:some|any)(?:one|body)\b"
    r"|does any(?:one|body)\b|am i the only\b|imagine\s|remember when\b"
    r")",
    re.I,
)
_CONNECTS = re.compile(
    r"^(?:however|moreover|furthermore|besides|also|similarly|likewise|therefore|thus|hence"
    r"|consequently|finally|lastly|second(?:ly)?,|third(?:ly)?,|nevertheless|nonetheless|instead"
    r"|in (?:addition|short|other words|conclusion|contrast|any case)|on top of that"
    r"|on the (?:other hand|contrary)|for (?:example|instance)|as a result|at the same time"
    r"|after all|that said|anyway|even so|either way|by contrast|and (?:yet|finally|another)\b)\b"
    r"|^.{3,40}?,\s(?:however|moreover|too|therefore|then|though),",
    re.I,
)
_POINTS_BACK = re.compile(
    r"^(?:this|these|that|those|such|all (?:of )?(?:this|that|these)|the (?:other|latter|former"
    r"|same|above|outcome|result|upshot|second|third)|another|today|then|later|still|first(?:ly)?,"
    r"|everything else|for (?:these|those|this)|because of (?:this|that))\b"
    r"|\b(?:the above|this latter|the latter|aforementioned)\b",
    re.I,
)
_THIS_NOUN = re.compile(r"^(?:this|that|these|those|such|the)\s(?P<noun>[^\W\d_]{5,})", re.I)
_OPENING_QUOTE = re.compile(r"^[“\"‘'](?P<words>[^”\"]{15,400})[”\"’']")


@dataclass(slots=True)
class Paragraph:
    """A passage of talk, the lines it spans, and whether a line or a wide gap parts it."""

    passage: Passage
    first: int
    last: int
    parted: bool = False

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def is_quip(self) -> bool:
        return len(self.text) <= QUIP and self.passage.role is not Role.LIST_ITEM

    @property
    def is_confiding(self) -> bool:
        """Whether the writer says "I" and "my" again and again."""
        return len(self.text) >= CONFIDED and len(_I.findall(self.text)) >= 2


class Voice:
    """The comment being read: its paragraphs, and how it speaks."""

    def __init__(self, opening: Paragraph) -> None:
        self.paragraphs = [opening]
        self._characters = self._words = self._selves = 0
        self._always_self, self.says_you = True, False
        self._hear(opening)

    def take(self, paragraph: Paragraph) -> None:
        self.paragraphs.append(paragraph)
        self._hear(paragraph)

    def _hear(self, paragraph: Paragraph) -> None:
        selves = len(_I.findall(paragraph.text))
        self._characters += len(paragraph.text)
        self._words += paragraph.text.count(" ") + 1
        self._selves += selves
        self._always_self = self._always_self and selves > 0
        self.says_you = self.says_you or bool(_YOU.search(paragraph.text))

    def ends_before(self, following: Paragraph) -> bool:
        """Whether `following` is somebody else's, or the next thing somebody says."""
        last = self.paragraphs[-1]
        certain = _certainly_ends(last, following)
        if certain is not None:
            return certain
        if answers(following, self) or _OPENS.match(following.text):
            return True
        if _CONNECTS.match(following.text) or (last.is_confiding and following.is_confiding):
            return False
        if last.is_quip or following.is_quip:
            return not resumes(following.text, last.text)
        if points_back(following):
            return False
        return self._outgrown_by(following) or self._is_unlike(following)

    def _outgrown_by(self, following: Paragraph) -> bool:
        return self._characters <= BRIEF and len(following.text) >= GROWTH * self._characters

    def _is_unlike(self, following: Paragraph) -> bool:
        """Whether someone speaks of themselves throughout, and then nobody does, or the reverse."""
        if len(self.paragraphs) < 2 or len(following.text) < LONG:
            return False
        selves = len(_I.findall(following.text))
        if not selves:
            return self._always_self and 100 * self._selves >= SPOKEN * self._words
        words = following.text.count(" ") + 1
        return not self._selves and 100 * selves >= SPOKEN * words


def _certainly_ends(last: Paragraph, following: Paragraph) -> bool | None:
    """What the layout settles: gaps, additions, lists, quotations."""
    if following.parted:
        return True
    if ADDENDUM.match(following.text) or ADDENDUM.match(last.text):
        return not ADDENDUM.match(following.text)
    if last.text.endswith(":") or following.passage.role is Role.LIST_ITEM:
        return False
    if Role.QUOTE in {last.passage.role, following.passage.role}:
        # Who quotes answers, and goes on below the quotation.
        return last.passage.role is not Role.QUOTE
    return None


def resumes(text: str, before: str) -> bool:
    """Whether `text` begins "This promise" where the text before it spoke of a promise."""
    match = _THIS_NOUN.match(text)
    return match is not None and match["noun"].lower()[:STEM] in before.lower()


def answers(paragraph: Paragraph, previous: Voice) -> bool:
    """Whether `paragraph` turns to the one who has just spoken."""
    text = paragraph.text
    if _ANSWERS.match(text) or _VOCATIVE.match(text) or quotes_back(text, previous.paragraphs):
        return True
    sentence = _SENTENCE.match(text)
    opening = _QUOTATION.sub(" ", sentence[0] if sentence else text[:400])
    return not previous.says_you and bool(_YOU.search(opening))


def quotes_back(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether `text` begins by quoting words of the last paragraphs spoken."""
    match = _OPENING_QUOTE.match(text)
    return match is not None and any(match["words"] in each.text for each in paragraphs[-8:])


def points_back(paragraph: Paragraph) -> bool:
    sentence = _SENTENCE.match(paragraph.text)
    return bool(_POINTS_BACK.search(sentence[0] if sentence else paragraph.text[:400]))
