"""What is read of what was typed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.grammar import LONGEST, MOST_NAMES, MOST_WORDS, Name, Question, read

HOSTILE = (
    "((((",
    '"',
    '""',
    "-",
    "--",
    '-"',
    "*",
    "**",
    ":",
    "a OR b NEAR(c, 2)",
    "title : a",
    "{title about} : a",
    "^a",
    "a' & !b | c <-> d:*A",
    "'; DROP TABLE archive_searchentry; --",
    "%s %(name)s {0} \\",
    "author:",
    'author:"',
    "in:",
    "before:",
    "after:-1",
    "\0",
    "a\0b",
    "\ud800",
    "\ud800 author:\udfff before:\udc00",
    "\u202eharbour\u2066",
    "e" + "\u0301" * 300,
    "·",
    "x" * 10_000,
    "a b " * 2_500,
    '"a" ' * 2_500,
    "author:a " * 1_000,
    "北" * 10_000,
    "ʼn" * 500,
    "ﷺ " * 60,
)


@pytest.mark.parametrize(
    ("q", "words", "without"),
    [
        ("", "", ""),
        ("salt road", "salt|road", ""),
        ('salt "old road" mill', "salt|old road|mill", ""),
        ("salt -road", "salt", "road"),
        ('-"old road" salt', "salt", "old road"),
        ("salt - road", "salt|road", ""),
        ("the salt of a road", "salt|road", ""),
        ("the of a", "the|of|a", ""),
        ('"the of"', "the of", ""),
        ("salt http://example.org", "salt|http://example.org", ""),
        ("salt*", "salt", ""),
        ("salt OR pepper", "salt OR pepper", ""),
        ('old salt OR "the road" OR mill* -sea', "old|salt OR the road OR mill", "sea"),
        ("salt or pepper", "salt|pepper", ""),
        ("«salt road» »mill«", "salt road|mill", ""),
        ("salt –road −“the mill” – sea", "salt|sea", "road|the mill"),
        ("salt Salt the salts", "salt|salts", ""),
        ("((((", "", ""),
        ('"', "", ""),
        ("*", "", ""),
    ],
)
def test_words(q: str, words: str, without: str) -> None:
    question = read(q)
    assert "|".join(word.text for word in question.words) == words
    assert "|".join(word.text for word in question.without) == without
    assert question.faults == ()
    assert question.is_empty == (not words and not without)


def test_a_word_has_forms_and_a_phrase_too() -> None:
    word, phrase = read('roads "salt roads"').words
    assert word.forms == (("roads",), ("road",))
    assert phrase.forms == (("salt", "roads"), ("salt", "road"))
    assert (word.finished, phrase.finished) == (False, True)


def test_one_of_several_has_the_forms_of_each() -> None:
    (word,) = read('mills OR "salt road" OR roa*').words
    assert word.forms == (("mills",), ("mill",), ("salt", "road"), ("roa",))
    assert word.beginnings == (("roa",),)
    assert read("salt OR roa").beginning() is None


@pytest.mark.parametrize(
    ("q", "fields"),
    [
        ('author:"Jane Doe"', {"names": (Name("author", "Jane Doe"),)}),
        ("AUTHOR:jane topic:salt", {"names": (Name("author", "jane"), Name("topic", "salt"))}),
        ("outlet:“The Tide”", {"names": (Name("outlet", "The Tide"),)}),
        ("in:comments", {"in_comments": True}),
        ("in:Comment", {"in_comments": True}),
        ("before:2020", {"before": date(2020, 1, 1)}),
        ("before:2020-02", {"before": date(2020, 2, 1)}),
        ("before:2020-2-3", {"before": date(2020, 2, 3)}),
        ("after:2020", {"after": date(2020, 12, 31)}),
        ("after:2020-02", {"after": date(2020, 2, 29)}),
        ("after:9999-12-31", {"after": date(9999, 12, 31)}),
    ],
)
def test_what_else_is_asked(q: str, fields: dict[str, Any]) -> None:
    assert read(q) == Question(**fields)
    assert not read(q).is_empty


@pytest.mark.parametrize(
    ("q", "says"),
    [
        ("before:soon", "“soon” is no date"),
        ("after:2020-02-30", "“2020-02-30” is no date"),
        ("before:2020-13", "is no date"),
        ("before:0000", "is no date"),
        ("in:titles", "“in:titles” is not understood"),
        ("author:", "“author:” wants a word right after it."),
        ("author:?", "“?” is no name."),
        ("-author:jane", "“-author:jane”: only words and phrases can be left out."),
        ("x" * (LONGEST + 1), f"Only the first {LONGEST} characters"),
        ("b " * MOST_WORDS + "c", "So much cannot be searched for at once: “c” was left out."),
        ("before:2020 before:2010", "Only one “before:” counts, and that is the last."),
        ("salt NOT pepper", "“NOT” leaves nothing out: write “-” before a word."),
        ("OR salt", "“OR” stands between two words"),
        ("salt OR", "“OR” stands between two words"),
        ("salt OR OR road", "“OR” stands between two words"),
        ("salt OR -road", "“OR” stands between two words"),
        ("author:jane OR author:john", "“OR” stands between two words"),
        ("salt author:jane OR road OR", "“OR” stands between two words"),
        ("b OR b " * (MOST_WORDS // 2) + "c", "“c” was left out"),
        ("title:salt", "“salt” is looked for everywhere"),
        ("site:example.org", "“site:example.org” is not understood"),
        ("author:b " * MOST_NAMES + "topic:c", "“c” was left out"),
    ],
)
def test_what_is_not_understood_is_said(q: str, says: str) -> None:
    (sentence,) = read(q).faults
    assert says in sentence


def test_only_so_much_is_read() -> None:
    question = read("b " * 13 + "-c")
    assert len(question.typed) + len(question.without) == MOST_WORDS


def test_an_unfinished_word() -> None:
    unfinished = read("salt roa").beginning()
    assert unfinished
    assert [word.beginnings for word in unfinished.words] == [(), (("roa",),)]
    flies = read("flies*").words[0]
    assert flies == read("flies").beginning().words[0]  # type: ignore[union-attr]
    assert (flies.forms, flies.beginnings) == ((("flies",), ("fli",)), (("flies",),))
    for q in ("", "ro", '"road"', "roa*", "-road", "author:jane"):
        assert read(q).beginning() is None


def test_what_was_typed_is_remembered_whole() -> None:
    def typed(q: str) -> list[str]:
        return [word.text + "*" * bool(word.beginnings) for word in read(q).typed]

    assert typed("the lord of the rings the") == ["the", "lord", "of", "the", "rings", "the*"]
    assert typed("storm for") == ["storm", "for*"]
    assert typed("storm of") == ["storm", "of"]
    assert typed("to be") == ["to", "be"]
    unfinished = read("the salt roa").beginning()
    assert unfinished
    assert unfinished.typed[2] == unfinished.words[1] == read("roa*").words[0]


@pytest.mark.parametrize("q", HOSTILE, ids=lambda q: ascii(q)[:30])
def test_nothing_that_is_typed_is_wrong(q: str) -> None:
    question = read(q)
    assert len(question.words) + len(question.without) <= MOST_WORDS
    assert sum(map(len, question.faults)) < 1_000
    assert "\0" not in str(question)


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_nor_anything_else(q: str) -> None:
    question = read(q)
    for word in (*question.words, *question.without):
        assert word.forms
        assert all(form and all(term and " " not in term for term in form) for form in word.forms)
