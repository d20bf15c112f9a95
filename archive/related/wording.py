"""An article's wording: its text as readers see it, in the words that are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from archive.models import Article
from archive.text.markdown import parse
from archive.text.plain import words_of
from archive.text.terms import spans

MOST_WORDS = 20_000  # about 120 kB of text; what comes after is not compared


@dataclass(frozen=True, slots=True)
class Wording:
    """`words` as they are compared: without case, accents, signs, and endings as they stand; and
    where in `text` each begins and ends."""

    text: str
    words: Sequence[str]
    places: Sequence[tuple[int, int]]


def wording_of(article: Article) -> Wording:
    """The wording of the body, captions and all, a line for each block."""
    text = "\n".join(" ".join(words.split()) for _first, words in words_of(parse(article.body)))
    # Of no language in particular: a copy may say that it is in another one, or in none.
    found = list(islice(spans(text), MOST_WORDS))
    return Wording(text, [word for *_, word in found], [(start, end) for start, end, _ in found])
