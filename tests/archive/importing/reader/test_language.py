"""The language of running text."""

import pytest

from archive.importing.reader.language import find_language
from archive.importing.reader.reading import Basis, Passage, Role


def paragraphs(*texts: str) -> list[Passage]:
    return [Passage(Role.PARAGRAPH, text, (n,)) for n, text in enumerate(texts, 3)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The loom stood in the attic for sixty years before anyone thought of asking whose ",
        ),
        (
            "de",
            "Der Webstuhl stand sechzig Jahre lang auf dem Dachboden, bevor jemand nachfragte, ",
        ),
        ("fr", "Le métier à tisser est resté soixante ans au grenier avant que quelqu’un demande "),
        ("ru", "Ткацкий станок простоял на чердаке шестьдесят лет, прежде чем кто-то спросил, "),
    ],
)
def test_a_language(language: str, text: str) -> None:
    found = find_language(paragraphs(text, text))
    assert found is not None
    assert (found.value, found.basis, found.lines) == (language, Basis.INFERRED, (3, 4))


@pytest.mark.parametrize("texts", [(), ("Apple pie",), ("12 34 " * 100,), ("qzx vbk wjq " * 20,)])
def test_too_little_to_tell(texts: tuple[str, ...]) -> None:
    assert find_language(paragraphs(*texts)) is None


def test_only_as_much_text_as_it_takes() -> None:
    found = find_language(
        paragraphs(*["The river rose again in the night and took the pier. "] * 900)
    )
    assert found is not None
    assert len(found.lines) < 110
