"""Comments that nothing parts but what they say: their borders are inferred from discourse."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .lines import Line
from .reading import CommentFinding, Passage, Role
from .thread_cues import ADDENDUM, Paragraph, Voice, answers

FEWEST_PARTED = 2  # gaps or rules, from which they are how the page parts its comments
NEAR = 3  # comments back, in which an answer's words look for what they answer
_WORD = re.compile(r"[^\W\d_]{6,}")


def unmarked_comments(lines: Sequence[Line]) -> Iterator[CommentFinding]:
    """The comments in `lines`, each with the one it answers where its words show it."""
    voices = list(_voices(paragraphs(lines)))
    spoken = _lines_by_word(voices)
    for i, voice in enumerate(voices):
        answered, shown_by = _answered(voice, voices[max(0, i - NEAR) : i], spoken)
        yield CommentFinding(
            first=voice.paragraphs[0].first,
            last=voice.paragraphs[-1].last,
            passages=tuple(each.passage for each in voice.paragraphs),
            parent=answered.paragraphs[0].first if answered else None,
            parent_lines=shown_by,
        )


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Passages of talk. A bullet alone on its line belongs to the text below it where a list
    is under way; elsewhere it is a rule between comments."""
    found: list[Paragraph] = []
    usual = _usual_gap(lines)
    gap, bullet, parted = 0, 0, False
    for line in lines:
        if line.is_blank:
            gap += 1
            continue
        if not line.has_words:
            if line.bullet and not line.text and _lists(found):
                bullet = line.number
            else:
                parted = True
            continue
        role = _role(line, bullet)
        first = bullet or line.number
        own = (bullet, line.number) if bullet else (line.number,)
        passage = Passage(role, line.text, own)
        wide = bool(found) and gap > usual and not bullet
        found.append(Paragraph(passage, first, line.number, parted or wide))
        gap, bullet, parted = 0, 0, False
    return found


def _usual_gap(lines: Sequence[Line]) -> int:
    """How many blank lines most often stand between two lines of text."""
    gaps, gap, begun = Counter[int](), 0, False
    for line in lines:
        if line.is_blank:
            gap += 1
            continue
        if begun:
            gaps[gap] += 1
        gap, begun = 0, True
    return max(gaps, key=lambda each: (gaps[each], -each), default=0)


def _lists(found: Sequence[Paragraph]) -> bool:
    return bool(found) and (
        found[-1].text.endswith(":") or found[-1].passage.role is Role.LIST_ITEM
    )


def _role(line: Line, bullet: int) -> Role:
    if line.quoted:
        return Role.QUOTE
    return Role.LIST_ITEM if bullet or line.bullet else Role.PARAGRAPH


def _voices(spoken: Sequence[Paragraph]) -> Iterator[Voice]:
    parted = sum(paragraph.parted for paragraph in spoken)
    by_layout = parted >= FEWEST_PARTED and parted >= len(spoken) / 4
    voice = None
    for paragraph in spoken:
        if voice is None:
            voice = Voice(paragraph)
        elif paragraph.parted if by_layout else voice.ends_before(paragraph):
            yield voice
            voice = Voice(paragraph)
        else:
            voice.take(paragraph)
    if voice:
        yield voice


def _lines_by_word(voices: Sequence[Voice]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for voice in voices:
        for paragraph in voice.paragraphs:
            for word in _WORD.findall(paragraph.text.lower()):
                found.setdefault(word, set()).add(paragraph.last)
    return found


def _answered(
    voice: Voice, before: Sequence[Voice], spoken: dict[str, set[int]]
) -> tuple[Voice | None, tuple[int, ...]]:
    """The comment that `voice` answers, if it answers one, and the lines that show it."""
    if not before:
        return None, ()
    opening, last = voice.paragraphs[0], before[-1].paragraphs[-1]
    if opening.passage.role is Role.QUOTE or answers(opening, before[-1]):
        return _nearest(opening, before), (opening.last,)
    # A remark that takes up a word of the last thing said, and of nothing else said.
    pair = {last.last, opening.last}
    asks = ADDENDUM.match(last.text) or last.text.endswith("?")
    words = _WORD.findall(opening.text.lower()) if asks and opening.is_quip else ()
    if any(spoken[word] == pair for word in words):
        return before[-1], tuple(sorted(pair))
    return None, ()


def _nearest(opening: Paragraph, before: Sequence[Voice]) -> Voice:
    """The last comment that shares a word with its answer, else the last of all."""
    words = set(_WORD.findall(opening.text.lower()))
    for voice in reversed(before):
        said = {word for each in voice.paragraphs for word in _WORD.findall(each.text.lower())}
        if words & said:
            return voice
    return before[-1]
