"""Stories for comparing: as many as are wanted, each in words and an order of its own."""

from random import Random

SMALL = "the of and to in a that it was for on with as by at from his her had not but they"
LARGE = (
    "harbour ferry council island winter storm lamp keeper captain school letter minister bridge "
    "market doctor engine railway window paper garden river company strike evening morning baker "
    "soldier teacher promise answer question journey village forest machine picture station paint "
    "carried opened closed asked told brought found followed waited began stood walked heard saw "
    "refused agreed returned repaired counted measured old new small great quiet empty broken late "
    "northern southern public private early sudden long narrow heavy silent"
)


def story(seed: int, words: int = 600) -> list[str]:
    """So many words, half of them small ones, as in a language."""
    random = Random(seed)
    small, large = SMALL.split(), LARGE.split()
    return [random.choice(small if random.random() < 0.45 else large) for _ in range(words)]


def changed(words: list[str], share: float, seed: int = 0) -> list[str]:
    """The same with a `share` of its words replaced, here and there."""
    random = Random(seed)
    return [f"other{n}" if random.random() < share else word for n, word in enumerate(words)]


def prose(words: list[str]) -> str:
    """Paragraphs of sentences, in Markdown."""
    sentences = [
        " ".join(words[at : at + 15]).capitalize() + "." for at in range(0, len(words), 15)
    ]
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
