"""The catalogue's parser: whatever is written there gives entries, or one sentence."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing import catalogue
from archive.importing.assertions import FIELDS
from archive.importing.catalogue import load_catalogue, parse_catalogue
from archive.importing.refusal import Refused

ENTRY = '[[document]]\nkey = "k"\nfile = "a.txt"\n'


def fault(text: str) -> str:
    """The one refusal that a catalogue gets."""
    try:
        found = parse_catalogue(text)
    except Refused as refusal:
        return str(refusal)
    (refused,) = found.refused.values()
    assert not found.entries
    return str(refused)


def asserting(field: str, value: str) -> str:
    return (
        ENTRY
        + f'[[document.assert]]\nfield = "{field}"\nvalue = {value}\nlines = 1\n'
        + ('basis = "stated"\n')
    )


def commenting(*comments: str) -> str:
    return ENTRY + "".join(f"[[document.comment]]\n{comment}\n" for comment in comments)


FAULTS = [
    ("document = [1, 2]\n".replace("1, 2", "1"), "no table"),
    ("document = [[]]\n", "no table"),
    ("document = 3\n", "this shape"),
    ('[[document]]\nkey = 5\nfile = "a.txt"\n', "“key” must be words"),
    ('[[document]]\nkey = "k"\nfile = {}\n', "“file” must be words"),
    (f'[[document]]\nkey = "{"k" * 256}"\nfile = "a.txt"\n', "“key” is longer than 255"),
    (f'[[document]]\nkey = "k"\nfile = "{"a" * 256}"\n', "“file” is longer than 255"),
    (ENTRY.replace('"k"', '"a\\u0000b"'), "“key” has a character that is no text"),
    (asserting("dek", '"a\\u0000b"'), "“dek” has a character that is no text"),
    (asserting("date", "{ on = 2021-12-15T10:00:00 }"), "dates such as 2021-12-15"),
    (asserting("date", "{ between = [2021-12-15, 2021-12-15T10:00:00] }"), "dates such as"),
    (asserting("original_url", '"javascript:alert(1)"'), "must be an address"),
    (asserting("original_url", '"https:/piece"'), "must be an address"),
    (asserting("original_url", '"piece"'), "must be an address"),
    (asserting("topics", '{ kind = "theme", name = " " }'), "a topic must look like"),
    (asserting("topics", f'{{ kind = "theme", name = "{"x" * 201}" }}'), "longer than 200"),
    (asserting("dek", '"x"').replace("lines = 1", f"lines = {'9' * 5000}"), "not TOML"),
    (asserting("dek", '"x"').replace("lines = 1", f"lines = 0x{'f' * 5000}"), "a huge number"),
    (asserting("dek", '"x"').replace("lines = 1", f'lines = "{"9" * 5000}"'), "no line or range"),
    (asserting("dek", '"x"').replace("lines = 1", "lines = true"), "no line or range"),
    (asserting("dek", '"x"').replace("lines = 1", "lines = [[1]]"), "no line or range"),
    (asserting("dek", "[" * 5000 + "]" * 5000), "too deep"),
    (ENTRY + "kind." + "a." * 5000 + "b = 1\n", "“kind” must be one of"),
    (asserting("dek", '"x"').replace('"dek"', "[1]"), "“field” must be one of"),
    (commenting("lines = 5", "lines = 3"), "begins before the one above it ends"),
    (commenting('lines = "3-5"', 'lines = "5-6"'), "begins before the one above it ends"),
    (commenting("lines = 3", "lines = 5\nanswers = 4"), "the first line of an earlier comment"),
    (commenting("lines = 1", "lines = 5\nanswers = true"), "the first line of an earlier"),
    (commenting("lines = 1", 'lines = 5\nanswers = "1"'), "the first line of an earlier"),
    (commenting("lines = 5\nanswers = 0"), "the first line of an earlier comment"),
    (commenting(f'lines = 5\nauthor = "{"x" * 201}"'), "“author” is longer than 200"),
    (
        ENTRY
        + f'[[document.citation]]\nrelation = "quotes"\nbasis = "stated"\ntitle = "{"x" * 501}"',
        "“title” is longer than 500",
    ),
]


@pytest.mark.parametrize(("text", "words"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_one_sentence_that_names_the_place(text: str, words: str) -> None:
    said = fault(text)
    assert said.startswith("catalogue.toml")
    assert words in said
    assert "\n" not in said
    assert len(said) < 500


def test_the_marks_of_an_editor_that_saves_utf_8_with_a_mark(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text(ENTRY, encoding="utf-8-sig")
    found = load_catalogue(tmp_path)
    assert found
    assert set(found.entries) == {"a.txt"}


def test_a_catalogue_of_any_size_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text("#" * (catalogue.SIZE_LIMIT + 1))
    with pytest.raises(Refused, match=r"more than 1,048,576 bytes"):
        load_catalogue(tmp_path)


WORDS = st.text(max_size=8) | st.sampled_from(
    [*FIELDS, "stated", "editorial", "quotes", "article", "theme", "3-5", "1-999999", "a.txt"]
)
PLAIN = WORDS | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.floats()
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        *("key", "file", "kind", "assert", "comment", "citation", "field", "value", "basis"),
        *("lines", "fact", "answers", "answers_lines", "author", "by_article_author"),
        *("author_lines", "relation", "title", "outlet", "on", "between", "name"),
    ]
)
TABLES = st.dictionaries(KEYS, VALUES, max_size=5)
PARTS = {name: st.lists(TABLES, max_size=2) for name in ("assert", "comment", "citation")}
DOCUMENTS = st.fixed_dictionaries({"key": WORDS, "file": WORDS}, optional=PARTS) | TABLES | PLAIN


def as_toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            pairs = (f"{as_toml(key)} = {as_toml(inner)}" for key, inner in value.items())
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(map(as_toml, value)) + "]"
        case date():
            return value.isoformat()
        case str():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def entries_or_refused(text: str) -> None:
    try:
        found = parse_catalogue(text)
    except Refused:
        return
    assert not any("\n" in str(refusal) for refusal in found.refused.values())
    for entry in found.entries.values():
        json.dumps([entry.key, entry.file, entry.facts]).encode()


@settings(max_examples=300, deadline=None)
@given(st.lists(DOCUMENTS, max_size=3))
def test_any_tables_give_entries_or_refusals(documents: list[Any]) -> None:
    entries_or_refused(f"document = {as_toml(documents)}\n")


@settings(max_examples=200, deadline=None)
@given(st.text() | st.text(alphabet='[]{}=".,-#\n0123456789document key'))
def test_any_text_gives_entries_or_refusals(text: str) -> None:
    entries_or_refused(text)
