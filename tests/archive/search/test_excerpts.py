"""Excerpts: what is shown of a text, and what of that is marked."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.search import excerpts
from archive.search.excerpts import EXCERPT_LENGTH, LOOKED_THROUGH, Piece, excerpt_of, marked
from archive.search.grammar import read
from archive.search.places import Place, places

LONG = "It stood there for years and nobody looked after it. " * 20


def spoken(pieces: tuple[Piece, ...]) -> str:
    """The pieces as one text, with what was asked for in brackets."""
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "language", "asked", "expected"),
    [
        ("Low water in the harbour", "en", "harbours", "Low water in the [harbour]"),
        ("Low water in the harbour", "", "harbour", "Low water in the [harbour]"),
        ("Low water in the harbours", "", "harbour", "Low water in the harbours"),
        ("Low, lower, lowest", "en", "low", "[Low], lower, lowest"),
        ("A café in Łódź", "pl", "cafe lodz", "A [café] in [Łódź]"),
        ("Die große Straße", "de", "strasse", "Die große [Straße]"),
        ("Readers’ notes; the reader’s note", "en", "reader",
         "[Readers]’ notes; the [reader’s] note"),
        ("Low water, high water", "en", '"low water"', "[Low water], high water"),
        ("Low water, high water", "en", '"low water" water', "[Low water], high [water]"),
        ("Tides, tidal, tied", "en", "tid*", "[Tides], [tidal], tied"),
        ("Flies fly in flight", "en", "flies*", "[Flies] [fly] in flight"),
        ("Two cafe\u0301s", "", "cafes", "Two [cafe\u0301s]"),
        ("A cafe\u0301 here", "", "cafe", "A [cafe\u0301] here"),
        ("كِتابٌ جديد", "ar", "كتاب", "[كِتابٌ] جديد"),
        ("כָּתַבְתָּ ספר", "he", "כתבת", "[כָּתַבְתָּ] ספר"),
        ("ราคา1\u20dd บาท", "th", "1", "ราคา[1\u20dd] บาท"),
        ("Tides and a moon", "en", "moon OR tide", "[Tides] and a [moon]"),
        ("Tides without a moon", "en", "tides -moon", "[Tides] without a moon"),
        ("Tides by Ada Quill", "en", "tides author:ada", "[Tides] by Ada Quill"),
        ("北京和上海", "zh", "上海", "北京和[上海]"),
        ("О смысле примечаний", "ru", "СМЫСЛЕ", "О [смысле] примечаний"),
        ("<b>Low</b> & water", "en", "low", "<b>[Low]</b> & water"),
        ("Nothing of it", "en", "in:comments", "Nothing of it"),
        ("", "en", "low", ""),
    ],
)  # fmt: skip
def test_what_is_marked(text: str, language: str, asked: str, expected: str) -> None:
    assert spoken(marked(text, read(asked), language)) == expected
    assert spoken(excerpt_of(text, read(asked), language)) == expected


def test_where_the_words_stand_together_is_shown() -> None:
    plain = f"Water, at first alone.\n{LONG}\nAnd then low water came.\n{LONG}"
    assert spoken(excerpt_of(plain, read("low water"), "en")) == "And then [low] [water] came."


def test_words_that_stand_apart_have_a_window_each() -> None:
    plain = f"{LONG}The tides. {LONG}\n{LONG}The moon. {LONG}"
    shown = spoken(excerpt_of(plain, read("moon tides"), "en"))
    before, gap, after = shown.partition(" … ")
    assert gap
    assert before.startswith("…")
    assert after.endswith("…")
    assert "The [tides]." in before
    assert "The [moon]." in after
    assert "… …" not in shown


def test_a_heading_is_not_part_of_the_sentence_below_it() -> None:
    assert spoken(excerpt_of("The tides\nThe moon.", read("moon"), "en")) == "The [moon]."


def test_a_long_line_is_cut_between_words() -> None:
    shown = spoken(excerpt_of(f"{LONG}The moon rose. {LONG}", read("moon"), "en"))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= EXCERPT_LENGTH + len("……[]")
    words = set(LONG.split()) | {"The", "[moon]", "rose."}
    assert set(shown.strip("…").split()) <= words


def test_without_a_place_it_is_how_the_text_begins() -> None:
    shown = excerpt_of(f"It began.\n{LONG}", read("moon"), "en")
    assert len(shown) == 1
    assert shown[0].text.startswith("It began. It stood")
    assert shown[0].text.endswith("…")


def test_what_stands_far_down_a_very_long_text_is_not_looked_for() -> None:
    far = "x " * (LOOKED_THROUGH // 2) + "moon"
    assert not any(piece.hit for piece in excerpt_of(far, read("moon"), "en"))
    near = "x " * 1000 + "moon"
    assert any(piece.hit for piece in excerpt_of(near, read("moon"), "en"))


class Counted(tuple[Place, ...]):
    """Places that count how often one of them is looked at."""

    looked_at = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        Counted.looked_at += len(found) if isinstance(at, slice) else 1
        return found

    def __iter__(self) -> Iterator[Place]:
        Counted.looked_at += len(self)
        return super().__iter__()


def test_a_word_that_is_repeated_all_the_time_is_looked_at_a_few_times_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Counted, "looked_at", 0)
    monkeypatch.setattr(excerpts, "places", lambda *given: Counted(places(*given)))
    assert "[moon]" in spoken(excerpt_of("tide " * 2_000 + "moon", read("tide moon sun"), "en"))
    assert 2_000 < Counted.looked_at < 10 * 2_000


WORDS = st.text(alphabet="aAéß’' .-\n\u202e北ก", max_size=60) | st.text(max_size=40)


@settings(max_examples=60)
@example(plain="a" * 5000, asked="a*")
@example(plain="ß" * 300, asked='"ss"')
@given(plain=WORDS, asked=WORDS)
def test_of_any_text_and_question_it_is_pieces_of_that_text(plain: str, asked: str) -> None:
    """And of a short one, all."""
    question = read(asked)
    assert "".join(piece.text for piece in marked(plain, question, "en")) == plain
    on_one_line = " ".join(plain.split())
    shown = "".join(piece.text for piece in excerpt_of(on_one_line, question, "en"))
    assert shown == on_one_line or len(shown) >= EXCERPT_LENGTH // 2
