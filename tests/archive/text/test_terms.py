"""Terms: the same for whatever is the same word, in whatever way it is written."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.fold import fold
from archive.text.stop_words import STOP_WORDS
from archive.text.terms import BREAK, LONGEST_TERM, asked_forms, spans, terms, typed_forms

ENGLISH = [
    ("The ministries’ ministers don’t run", "the ministri minist dont run"),
    ("Russia’s RUSSIA'S Russia", "russia russia russia"),
    ("O’Brien, 'tis rock-n-roll", "obrien tis rock n roll"),
    ("connection connected connecting", "connect connect connect"),
    ("naïve cafés, co-operation", "naiv cafe co oper"),
    ("COVID-19 in 2021: CO₂, 1,000 and 5%", "covid 19 in 2021 co2 1 000 and 5"),
    ("a note¹ on Foo™, ½ a mile", "a note on foo a mile"),
    ("soft\u00adware and zero\u200bwidth", "softwar and zero width"),
    ("ﬁnance ＦＵＬＬ 𝐛𝐨𝐥𝐝", "financ full bold"),
]
FOLDED = [
    ("de", "Straße Müller Häuser", "strasse muller hauser"),
    ("fr", "L’été à l'hôtel, Œuvre", "l ete a l hotel oeuvre"),
    ("es", "El Niño, ¿qué pasó?", "el nino que paso"),
    ("pl", "Łódź, żółć", "lodz zolc"),
    ("tr", "İstanbul, Iğdır, ılık", "istanbul igdir ilik"),
    ("el", "Ἀθῆναι, ΣΊΣΥΦΟΣ", "αθηναι σισυφοσ"),
    ("ru", "Ёлка и Россия", "елка и россия"),
    ("da", "Ærø, Ålborg", "aero alborg"),
    ("zh", "北京,大學", "北 京 大 學"),
    ("ja", "ｶﾞ が か\u3099 テスト", "カ\u3099 が が テ ス ト"),
    ("th", "น้ำ ไทย", "น้ ำ ไ ท ย"),
    ("ar", "مُحَمَّد، أحمد ٢٠٢٢ كـتاب", "محمد احمد 2022 كتاب"),
    ("fa", "ایران می\u200cکند", "ايران ميكند"),
    ("he", "שָׁלוֹם עולם", "שלום עולם"),
    ("hi", "हिन्दी किताब २", "हिन्दी किताब 2"),
    ("ko", "한국어 \u1112\u1161\u11ab", "한국어 한"),
    ("", "Running cafés", "running cafes"),
]
TEXT = st.text(max_size=200) | st.text(st.sampled_from("aé'’ ı北か\u3099น้ำ\u0301ｶﾞ-·\ud800\x00"))
LANGUAGES = st.sampled_from(["", "en", "en-GB", "fr", "xx"])
HOSTILE = {
    "NUL": "\0" * 200_000,
    "half characters": "\ud800a" * 100_000,
    "accents": "a" + "\u0301" * 200_000,
    "marks that spell": "क" + "\u093c\u094d" * 100_000,
    "marks out of order": "ก" + "\u0e48\u0e38" * 100_000,
    "right to left": "\u202eשלום " * 30_000,
    "one word": "a" * 200_000,
    "apostrophes": "a'" * 100_000,
}


@pytest.mark.parametrize(("text", "found"), ENGLISH)
def test_english_is_stemmed(text: str, found: str) -> None:
    assert terms(text, "en") == terms(text, "en-US") == found.split()


@pytest.mark.parametrize(("language", "text", "found"), FOLDED)
def test_other_languages_are_folded(language: str, text: str, found: str) -> None:
    assert terms(text, language) == [unicodedata.normalize("NFC", one) for one in found.split()]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Ministries", ["ministries", "ministri"]),
        ("Müller", ["muller"]),
        ("co-operating", ["co operating", "co oper"]),
        ("l’hôtel", ["lhotel", "l hotel"]),
        ("COVID-19", ["covid 19", "covid19"]),
        ("covid19", ["covid19", "covid 19"]),
        ("3,000", ["3 000", "3000"]),
        ("3000", ["3000", "3 000"]),
        ("1234567", ["1234567", "1 234 567"]),
        ("2019", ["2019"]),
        ("2019-05", ["2019 05"]),
        ("1990-2000", ["1990 2000"]),
        ("北京", ["北 京"]),
        ("don't", ["dont", "don t"]),
        ("!?", []),
        ("", []),
    ],
)
def test_what_one_asks_for_has_the_forms_that_texts_have(word: str, forms: list[str]) -> None:
    assert [" ".join(form) for form in asked_forms(word)] == forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [("Flies", ["flies"]), ("l’hôt", ["lhot", "l hot"]), ("北", ["北"]), ("?", [])],
)
def test_what_only_begins_a_word_is_not_stemmed(word: str, forms: list[str]) -> None:
    assert [" ".join(form) for form in typed_forms(word)] == forms


def test_a_word_is_found_in_whatever_language_it_stands() -> None:
    for language, text in (("en", "a cooperative"), ("de", "cooperatives"), ("fr", "l’hôtel")):
        asked = text.split()[-1]
        found = terms(text, language)
        assert any(form == tuple(found[-len(form) :]) for form in asked_forms(asked))


def test_nothing_but_words_is_in_terms() -> None:
    """Of every character but the rarest: it is one term at most, and folding it again changes
    nothing."""
    letters = [chr(code) for code in range(0x20000)]
    several = [letter for letter in letters if len(terms(letter)) > 1]
    assert several == []
    folded = {fold(letter) for letter in letters} - {"'"}
    assert len(folded) > 50_000
    assert {one for one in folded if "".join(map(fold, one)) != one} == set()
    assert {letter for one in folded for letter in one if letter.isascii()} == set(
        " abcdefghijklmnopqrstuvwxyz0123456789"
    )
    assert {unicodedata.category(letter)[0] for one in folded for letter in one} == set("LMNZ")


@settings(max_examples=150)
@given(TEXT, LANGUAGES)
def test_spans_are_where_the_terms_stand(text: str, language: str) -> None:
    found = list(spans(text, language))
    assert [term for _start, _end, term in found] == terms(text, language)
    places = [place for start, end, _term in found for place in (start, end)]
    assert places == sorted(places)
    for start, end, term in found:
        assert terms(text[start:end], language) == [term]


@settings(max_examples=150)
@given(TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    once = terms(text)
    assert terms(" ".join(once)) == once
    assert not any(set(term) & set(f" '_{BREAK}") or len(term) > LONGEST_TERM for term in once)


def test_composed_and_decomposed_are_one() -> None:
    for _language, text, _found in FOLDED:
        apart, together = (unicodedata.normalize(form, text) for form in ("NFD", "NFC"))
        assert terms(apart) == terms(together)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nobody_can_write_what_takes_long_or_fails(text: str) -> None:
    found = terms(text, "en")
    assert found == [term for _start, _end, term in spans(text, "en")]
    assert all(0 < len(term) <= LONGEST_TERM for term in found)


def test_the_commonest_words() -> None:
    assert {"the", "dont", "isnt", "before", "befor"} <= STOP_WORDS  # folded, and stemmed
    assert not {"russia", "war", "first"} & STOP_WORDS
