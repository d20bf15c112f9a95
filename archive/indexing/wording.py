"""The words of an article or a comment: as readers see them, and as the index holds them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from markdown_it.token import Token

from archive.text.markdown import parse, parse_comment
from archive.text.plain import words_of
from archive.text.stop_words import STOP_WORDS
from archive.text.terms import BREAK, stemmed, terms

# Terms: so many of a text are there for phrases, and have to be looked through for each.
MOST_IN_ORDER = 13_000
MOST_DISTINCT = 60_000
MOST_PLAIN = 200_000  # characters: excerpts of longer texts are from their beginning
MOST_SALIENT = 40  # terms
MOST_ABOUT, MOST_TITLE = 1_900, 900  # terms
MOST_UNSTEMMED = 3_000  # words


@dataclass(frozen=True, slots=True)
class Passages:
    """The `lines` of a text, one for each block, and which of them are captions of pictures."""

    lines: tuple[str, ...]
    captions: frozenset[int] = frozenset()

    @property
    def plain(self) -> str:
        return "\n".join(self.lines)[:MOST_PLAIN]

    @property
    def in_index_order(self) -> list[str]:
        """The running text, and then the captions."""
        places = range(len(self.lines))
        return [self.lines[place] for place in sorted(places, key=lambda p: p in self.captions)]


def passages_of_article(body: str, credit: str) -> Passages:
    """Of an article's Markdown, and what says whose its pictures are."""
    lines: list[str] = []
    captions: set[int] = set()
    for tokens, is_caption in _stretches(parse(body)):
        for _first, words in words_of(tokens):
            if line := " ".join(words.split()):
                captions |= {len(lines)} if is_caption else set()
                lines.append(line)
    credited = [line for line in map(str.strip, credit.split("\n")) if line]
    of_pictures = range(len(lines), len(lines) + len(credited))
    return Passages((*lines, *credited), frozenset(captions.union(of_pictures)))


def passages_of_comment(body: str) -> Passages:
    lines = (" ".join(words.split()) for _first, words in words_of(parse_comment(body)))
    return Passages(tuple(line for line in lines if line))


def _stretches(tokens: Iterable[Token]) -> Iterable[tuple[list[Token], bool]]:
    """Each token, and whether it stands in a caption."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("container_caption_") else 0
        yield [token], depth > 0


def parted(parts: Iterable[Sequence[str]], most: int) -> str:
    """Parts of a field, each a list of terms, with a break between; at most so many terms."""
    return spaced(_with_breaks(parts)[:most])


def text_field(parts: Iterable[Sequence[str]]) -> str:
    """The same of a text. Of a long one, what is over is found by its words alone."""
    found = _with_breaks(parts)
    if len(found) <= MOST_IN_ORDER:
        return spaced(found)
    in_order = found[:MOST_IN_ORDER]
    further = dict.fromkeys(found[MOST_IN_ORDER:])
    for term in (*in_order, BREAK):
        further.pop(term, None)
    return spaced([*in_order, *((BREAK, *further) if further else ())][:MOST_DISTINCT])


def spaced(terms: Sequence[str]) -> str:
    """The terms with a space on either side of each, so that whole ones are found in the row."""
    return f" {' '.join(terms)} " if terms else ""


def _with_breaks(parts: Iterable[Sequence[str]]) -> list[str]:
    found = [term for part in parts if part for term in (*part, BREAK)]
    return found[:-1]


def salient(parts: Iterable[Sequence[str]]) -> str:
    """What a text repeats most, the most frequent first; single letters and figures tell nothing,
    but for those of a script in which they are words."""
    counts = Counter(term for part in parts for term in part)
    told = (
        term
        for term, count in counts.most_common()
        if count > 1 and term not in STOP_WORDS and not (len(term) == 1 and term.isascii())
    )
    return spaced(list(islice(told, MOST_SALIENT)))


def unstemmed(named: Iterable[str], lines: Iterable[str], salient: str, language: str) -> str:
    """What the stems of what is `named` were made from, and those of the lines that are salient."""
    telling = set(salient.split())
    words = dict.fromkeys(word for text in named for _stem, word in stemmed(text, language))
    for line in lines:
        words |= {word: None for stem, word in stemmed(line, language) if stem in telling}
    return " ".join(list(words)[:MOST_UNSTEMMED])


def terms_of_each(texts: Iterable[str], language: str) -> list[list[str]]:
    return [terms(text, language) for text in texts]
