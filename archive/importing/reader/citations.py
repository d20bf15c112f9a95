"""Pieces from elsewhere: whom the text quotes, and what it discusses.

A citation that is wrong is worse than one that is missing, so a name counts only where it has
the shape of an outlet's and stands where outlets stand: after "told", before "reported".
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, takewhile

from .outlet_names import NAME, outlet_after, outlet_before
from .reading import Basis, CitationFinding, CommentFinding, Passage, Relation, Role
from .vocabulary import MEDIA_NOUNS

_TOLD = re.compile(
    r"\b(?i:told|tells|telling|according to|(?:quoted|cited|reported) by"
    r"|(?:spoke|speaking) (?:to|with)|interview(?:ed)? (?:with|to|by)"
    r"|(?:statement|e-?mail|letter|comments) to"
    r"|according to (?:an? |the )?(?:\w+ )?(?:report|article|story) (?:in|by|from|on))\s" + NAME
)
_REPORTED_NAME = re.compile(rf"\b(?:reported|reports)\s{NAME}(?=\s?(?:[.,;:)]|$))")
_NAME_REPORTED = re.compile(
    NAME + r"\s(?:(?:has|had|have|also|first|later|previously|recently)\s){0,2}"
    r"(?:reported|reports|commented|comments|wrote|writes|revealed|noted)\b"
    # A publisher's own results are news about it, not from it.
    r"(?!\s(?:an?\s|its\s|net\s|quarterly\s|record\s|better\s|third-\w+\s){0,3}"
    r"(?:loss|profit|earnings|revenue|income|sales|results|quarter))"
)
_QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")

_TITLED = re.compile(
    r"\b(?:[Tt]itled|[Ee]ntitled|[Hh]eadlined|under the (?:headline|title))[,:]?\s"
    r"(?:“(?P<curly>[^“”]{8,250})”|\"(?P<straight>[^\"]{8,250})\")"
)
_OTHER_WORKS = re.compile(
    r"\b(?:book|novel|film|movie|song|album|report|paper|study|episode|documentary|series|bill"
    r"|exhibition|painting|poem|speech|resolution|memo|lecture|podcast|video|chapter|thesis)\b"
)
_PIECE = r"(?:piece|article|op-ed|column|essay|editorial|commentary|interview)"
_IN_OUTLET = re.compile(
    rf"\b(?:{_PIECE}\s(?:(?:published|posted)\s)?(?:for|in|on|at|by|from)"
    rf"|(?:[Ww]riting|wrote|writes)\s(?:for|in))\s{NAME}"
)
_OUTLET_PUBLISHED = re.compile(
    rf"{NAME}\s(?:(?:has|had|just|recently|also)\s){{0,2}}(?:published|ran|carried)\b"
)
_CALLED_MEDIUM = re.compile(rf"\b(?:{'|'.join(sorted(MEDIA_NOUNS))})\s{NAME}")

_SURNAME = r"(?:(?:de|van|von|der|al|bin)\s)?[^\W\d_a-z][\w’'-]{1,30}"
_PERSON = rf"[^\W\d_a-z][\w.’'-]{{1,30}}(?:\s{_SURNAME}){{1,3}}"
_AUTHOR_AFTER = re.compile(rf"^,?\s?(?:by\s)?(?P<author>{_PERSON})(?:,|\s(?=[a-z]))")
_AUTHOR_BEFORE = re.compile(
    rf"(?P<writer>{_PERSON})\s(?:wrote|writes|argued|argues|published|penned|authored)\b"
    rf"|\b{_PIECE}\sby\s(?P<by>{_PERSON})"
)
_PERSON_MEANT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im|[Tt]he author)\b")
LONGEST_QUOTING = 50  # paragraphs
_NEAR = 300  # characters around a title in which its author and outlet are looked for

_THE_PIECE = re.compile(rf"\b(?:the|this|that|linked)\s{_PIECE}\b", re.I)
_OUTLETS_PIECE = re.compile(rf"{NAME}\s{_PIECE}\b")
_SUBJECT = re.compile(rf"^{NAME}\s[a-z]")


def find_citations(
    passages: Sequence[Passage], comments: Sequence[CommentFinding]
) -> tuple[CitationFinding, ...]:
    """What the text cites, in the order of its lines; without a text, what its thread is about."""
    roles = {Role.PARAGRAPH, Role.QUOTE, Role.LIST_ITEM, Role.KEY_POINT}
    running = [passage for passage in passages if passage.role in roles]
    discussed = list(_discussed_in(running) if passages else _subject_of(comments))
    known = {citation.outlet.casefold() for citation in discussed}
    quoted = [cited for cited in _quoted(running) if cited.outlet.casefold() not in known]
    return tuple(sorted(discussed + quoted, key=lambda citation: citation.lines))


def _quoted(passages: Sequence[Passage]) -> list[CitationFinding]:
    lines: dict[str, set[int]] = {}
    for passage in passages:
        for outlet in _sources_named(passage.text):
            lines.setdefault(outlet, set()).update(passage.lines)
    return [
        CitationFinding(Relation.QUOTES, "", "", outlet, Basis.STATED, tuple(sorted(shown)))
        for outlet, shown in lines.items()
    ]


def _sources_named(text: str) -> Iterator[str]:
    """Outlets that the text itself, not someone quoted in it, names as its sources."""
    own_words = _QUOTATION.sub(" … ", text)
    yield from filter(None, map(outlet_after, _TOLD.finditer(own_words)))
    yield from filter(None, map(outlet_after, _REPORTED_NAME.finditer(own_words)))
    yield from filter(None, map(outlet_before, _NAME_REPORTED.finditer(own_words)))


def _discussed_in(passages: Sequence[Passage]) -> Iterator[CitationFinding]:
    """A piece named by its title and outlet, and the paragraphs that go on quoting it."""
    for at, passage in enumerate(passages):
        for match in _TITLED.finditer(passage.text):
            before = passage.text[max(0, match.start() - _NEAR) : match.start()]
            after = passage.text[match.end() : match.end() + _NEAR]
            outlet = _outlet_in(before) or _outlet_in(after)
            if not outlet or _OTHER_WORKS.search(before[-40:]):
                continue
            author = _author_in(before, after)
            following = islice(passages, at + 1, at + 1 + LONGEST_QUOTING)
            quoting = takewhile(partial(_quotes, author), following)
            yield CitationFinding(
                Relation.DISCUSSES,
                author,
                title=(match["curly"] or match["straight"]).rstrip(",. "),
                outlet=outlet,
                basis=Basis.STATED,
                lines=tuple(sorted({*passage.lines, *(n for p in quoting for n in p.lines)})),
            )


def _outlet_in(text: str) -> str:
    """The outlet a piece is said to have appeared in; "newspaper X" vouches for any X."""
    if match := _CALLED_MEDIUM.search(text):
        return str(match["name"])
    for pattern, judge in ((_IN_OUTLET, outlet_after), (_OUTLET_PUBLISHED, outlet_before)):
        for match in pattern.finditer(text):
            if outlet := judge(match):
                return outlet
    return ""


def _author_in(before: str, after: str) -> str:
    if match := _AUTHOR_AFTER.match(after):
        return str(match["author"])
    writers = [match["writer"] or match["by"] for match in _AUTHOR_BEFORE.finditer(before)]
    return writers[-1] if writers else ""


def _quotes(author: str, passage: Passage) -> bool:
    """Whether a paragraph goes on quoting the piece: words in quotes, and whose they are."""
    surname = author.rsplit(maxsplit=1)[-1] if author else ""
    named = bool(surname) and surname in passage.text
    return bool(_QUOTATION.search(passage.text)) and (
        named or bool(_PERSON_MEANT.search(passage.text))
    )


def _subject_of(comments: Sequence[CommentFinding]) -> Iterator[CitationFinding]:
    """The piece that a thread is about: "the RT article", or "the article" in one comment and
    an outlet, as the subject, at the start of the next."""
    for at, comment in enumerate(comments):
        for passage in comment.passages:
            for match in _OUTLETS_PIECE.finditer(passage.text):
                if outlet := outlet_before(match):
                    yield _about(outlet, passage.lines)
                    return
        spoken_of = [p for p in comment.passages if _THE_PIECE.search(p.text)]
        answer = comments[at + 1].passages[:1] if at + 1 < len(comments) else ()
        subject = _SUBJECT.match(answer[0].text) if answer else None
        if spoken_of and subject and (outlet := outlet_after(subject)):
            yield _about(outlet, (*spoken_of[-1].lines, *answer[0].lines))
            return


def _about(outlet: str, lines: Sequence[int]) -> CitationFinding:
    return CitationFinding(
        Relation.DISCUSSES, "", "", outlet, Basis.INFERRED, tuple(sorted(set(lines)))
    )
