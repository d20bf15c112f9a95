"""The language of running text."""

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from py3langid.langid import LanguageIdentifier

from .reading import Basis, Finding, Passage

ENOUGH = 80  # letters; the model is sure of itself, and wrong, on a headline's few words
AMPLE = 5_000  # characters; more text does not change its mind
CONFIDENT = 0.85
ISO_639_1 = 2  # letters; the model also knows codes of three, as for no language at all

_loading = Lock()


def find_language(passages: Sequence[Passage]) -> Finding[str] | None:
    """The language most passages are written in, or None where the text leaves a doubt."""
    text, lines = "", list[int]()
    for passage in passages:
        text += passage.text[: AMPLE - len(text)] + "\n"
        lines.extend(passage.lines)
        if len(text) >= AMPLE:
            break
    if sum(map(str.isalpha, text)) < ENOUGH:
        return None
    language, probability = _identifier().classify(text)
    if probability < CONFIDENT or len(language) != ISO_639_1:
        return None
    return Finding(language, Basis.INFERRED, tuple(sorted(set(lines))))


def _identifier() -> LanguageIdentifier:
    with _loading:
        return _load()


@lru_cache(maxsize=1)
def _load() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file("data/model.npz.xz", norm_probs=True)
