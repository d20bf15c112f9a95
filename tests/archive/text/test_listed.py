"""Listed words: found in any disguise, and not where they are not."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from archive.text import listed
from archive.text.cells import folded
from archive.text.listed import Terms
from tests.archive.text.listing import LISTED, disguised, ordinary

TERMS = Terms(LISTED)
PLAINLY = re.compile(rf"\b(?:{'|'.join(LISTED)})\b", re.IGNORECASE)
WINDOW = 8  # words of a piece of a capture; the next begins a word later


def found(text: str) -> set[str]:
    return {LISTED[match.term] for match in TERMS.find(text)}


def test_in_look_alike_letters_of_99_in_100_variants() -> None:
    variants = [(word, variant) for word in LISTED for variant in disguised(word)]
    missed = [pair for pair in variants if pair[0] not in found(f"so, {pair[1]}, then")]
    assert len(LISTED) >= 50
    assert len(variants) > 10_000
    assert len(missed) <= len(variants) / 100, (len(missed), len(variants), missed[:50])


def test_ordinary_text_is_held_once_in_a_thousand_at_most() -> None:
    pieces = ordinary()
    for capture in sorted((settings.BASE_DIR / "seeds").glob("*.txt")):
        text = capture.read_text(encoding="utf-8")
        words = text.split()
        pieces += text.splitlines()
        pieces += [" ".join(words[at : at + WINDOW]) for at in range(len(words) - WINDOW + 1)]
    harmless = [piece for piece in pieces if piece.strip() and not PLAINLY.search(piece)]
    wrongly = [(piece, found(piece)) for piece in harmless if found(piece)]
    assert len(harmless) > 4_000
    assert len(wrongly) <= len(harmless) / 1000, (len(wrongly), len(harmless), wrongly[:20])


def test_of_the_sentences_written_to_mislead_none_is_held() -> None:
    assert {sentence: found(sentence) for sentence in ordinary() if found(sentence)} == {}


@pytest.mark.parametrize(
    "disguise",
    [
        "IDIOT",
        "Ídïòt",
        "i d i o t",
        "i.d.i.o.t.",
        "i - d - i - o - t",
        "i\nd\ni\no\nt",
        "id-iot",
        "idi*ot",
        "idi\u200bot",
        "idi\u00adot",
        "i\u0336d\u0336i\u0336o\u0336t\u0336",
        "idiooooot",
        "1d10t",
        "!d!0t",
        "ldiot",
        "ｉｄｉｏｔ",
        "ⓘⓓⓘⓞⓣ",
        "𝓲𝓭𝓲𝓸𝓽",
        "🇮🇩🇮🇴🇹",
        "іdіоt",
        "idiot123",
        "_idiot_",
        "#idiot!",
        "🙂idiot🙂",
    ],
)
def test_in_every_disguise(disguise: str) -> None:
    assert found(f"you {disguise} there") == {"idiot"}


@pytest.mark.parametrize(
    ("term", "text", "is_found"),
    [
        ("kill yourself", "go kill   YOURSELF now", True),
        ("kill yourself", "k i l l  y o u r s e l f", True),
        ("kill yourself", "kill yourselves", False),
        ("дурак", "Какой же ты дурак, право слово", True),
        ("дурак", "Какой же ты дypaк, право слово", True),
        ("バカ", "お前はバカだ", True),
        ("ass", "a$$", True),
        ("ass", "class assess 455 a55 foo@ss.example", False),
        ("bot", "Вот так и живём, брат", False),
        ("bot", "you вот", True),
        ("bum", "burn", False),
        ("moron", "rnoron", True),
        ("wank", "vvank", True),
        ("mall", "mail", False),
        ("mall", "maIl", True),
        ("1488", "1488!", True),
        ("straße", "STRASSE", True),
        ("ilk", "İLK", True),
    ],
)
def test_where(term: str, text: str, is_found: bool) -> None:
    assert bool(Terms([term]).find(text)) is is_found


@pytest.mark.parametrize(
    "text",
    ["C L A S S I C", "g r a p e", "g.r.a.p.e.s", "p, a, s, s", "U. S. A. S. S. R.", "a s s s"],
)
def test_of_spaced_letters_all_spell_the_word_or_none(text: str) -> None:
    assert not Terms(["ass", "rape", "usa"]).find(text)


@pytest.mark.parametrize(
    ("text", "is_spaced"),
    [
        ("i d i o t", True),
        ("you i.d.i.o.t. a b", True),
        ("y o u  i d i o t  y o u", True),
        ("y-o-u i-d-i-o-t", False),
        ("i d i o t, idiot", False),
        ("idiot, i d i o t", False),
        ("i d i o t, id-iot", False),
    ],
)
def test_it_is_told_whether_letters_were_spaced_out(text: str, is_spaced: bool) -> None:
    assert [match.is_spaced for match in Terms(["idiot"]).find(text)] == [is_spaced]


ENGLISH = "and this is English text all through, as anybody can see"


@pytest.mark.parametrize("scrap", ["жж", "`жж`", "жж жж жж", "«Вот так и живём, братья»"])
def test_a_scrap_of_another_script_makes_no_word_borrow_less(scrap: str) -> None:
    scope = Terms(["scope"])
    for text in (f"you ѕсоре, {ENGLISH}. {scrap}", f"{scrap}: {ENGLISH}, you ѕсоре there"):
        assert scope.find(text), text


@pytest.mark.parametrize("text", ["you ѕсоре", "you ѕсоре жж", "жж, you ѕсоре"])
def test_nor_does_it_in_a_short_text(text: str) -> None:
    assert Terms(["scope"]).find(text)


@pytest.mark.parametrize(
    "text",
    [
        f"He wrote: «Вот так и живём, брат, вот и вся наша жизнь», {ENGLISH}.",
        f"{ENGLISH}: вот так и живём, утром работа, вечером книги",
    ],
)
def test_what_is_quoted_in_its_own_script_is_read_in_it(text: str) -> None:
    assert not Terms(["bot"]).find(text)


def test_what_was_typed_is_told_as_it_was_typed() -> None:
    (match,) = Terms(["idiot"]).find("You i.d.i.o.t, you")
    assert match.typed == "i.d.i.o.t"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet=st.characters(), max_size=300), st.lists(st.text(max_size=20), max_size=5))
def test_nothing_is_too_odd(text: str, terms: list[str]) -> None:
    for match in Terms([*terms, *LISTED]).find(text):
        assert match.typed


def test_the_work_grows_with_the_text_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: how many ways to read on there are, however the text is made."""
    steps, real = 0, listed._read
    terms = Terms([*LISTED, "aaaa", "abab"])

    def counted(*arguments: Any, **named: Any) -> Iterator[Any]:
        nonlocal steps
        for step in real(*arguments, **named):
            steps += 1
            yield step

    monkeypatch.setattr(listed, "_read", counted)
    for hostile in ("a " * 500, "a" * 1000, "ab-" * 330, "il1|!" * 200, "i.d." * 250, "rn" * 500):
        steps = 0
        terms.find(hostile)
        once, steps = steps, 0
        terms.find(hostile * 4)
        assert steps <= 4.2 * once + 100, hostile[:8]
