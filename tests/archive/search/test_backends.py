"""What the databases' own indexes hold, and in which order they give it."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from archive.indexing.wording import spaced
from archive.models import SearchEntry
from archive.search.backends import Match, backend, postgres
from archive.search.grammar import read
from tests import builders

pytestmark = pytest.mark.django_db


def match(q: str, **fields: object) -> Match:
    return Match(read(q).words, **fields)  # type: ignore[arg-type]


def entry(**fields: Any) -> SearchEntry:
    rows = {name: spaced(fields.pop(name, "").split()) for name in ("title", "about", "body")}
    return SearchEntry.objects.create(article=builders.article(), **rows, **fields)


def numbers(asked: Match, *bounds: int, ascending: bool = False) -> list[int]:
    rows = backend().statement(SearchEntry.objects.values_list("pk"))
    return [number for (number,) in backend().matching(rows, asked, *bounds, ascending=ascending)]


def found(q: str) -> list[int]:
    return numbers(match(q), 10)


def test_the_index_follows_its_row() -> None:
    one = entry(body="salt road")
    assert found("salt") == [one.pk]
    one.body = "quay"
    one.save()
    assert (found("salt"), found("quay")) == ([], [one.pk])
    SearchEntry.objects.filter(pk=one.pk).update(title="harbour")
    assert found("harbour") == [one.pk]
    one.article.delete()
    assert found("quay") == []


def test_what_is_no_word_of_the_text_is_not_found_by_words() -> None:
    entry(body="salt", marks="Karticle O12", salient="quay", plain="harbour")
    for q in ("karticle", "o12", "quay", "harbour", "b0"):
        assert found(q) == [], q
    assert len(numbers(match("salt", marks=(("O12", "O13"), ("Karticle",))), 9)) == 1
    assert numbers(match("salt", marks=(("O1",),)), 9) == []


def test_unstemmed_words_are_only_begun_with() -> None:
    one = entry(title="salt", unstemmed="quays quayside").pk
    assert found("quays*") == found("quayside*") == [one]
    for q in ("quays", "quayside", '"salt quays"', "salt-quays*", "roa*"):
        assert found(q) == [], q


def test_in_either_direction_and_from_anywhere() -> None:
    made = [entry(body="salt").pk for _ in range(6)]
    assert numbers(match("salt"), 3) == made[:2:-1]
    assert numbers(match("salt"), 9, made[2]) == [made[1], made[0]]
    assert numbers(match("salt"), 2, made[2], ascending=True) == made[3:5]
    assert (
        numbers(match("salt"), 9, made[0])
        == numbers(match("salt"), 9, made[5], ascending=True)
        == []
    )


def headed(q: str, *rows: tuple[tuple[str, ...], ...]) -> Match:
    """Of each word of the question, row by row, the columns that may hold it."""
    words = read(q).words
    return Match((), heads=tuple(tuple(zip(words, row, strict=False)) for row in rows))


def test_heads() -> None:
    both = entry(title="salt road", body="salt").pk
    apart = entry(title="road of salt", body="salt road").pk
    parted = entry(title="salt", about="the road").pk
    named = entry(about="salt road · quay").pk
    salt = entry(title="salt", body="salt road").pk
    entry(body="salt road")
    titles, heads = (("title",),) * 2, (("title", "about"),) * 2
    assert numbers(headed("salt road", titles), 9) == [apart, both]
    assert numbers(headed('"salt road"', (("title",),)), 9) == [apart, both]
    assert numbers(headed("salt roa*", titles), 9) == [apart, both]
    assert numbers(headed("salt road", heads), 9) == [named, parted, apart, both]
    assert numbers(headed("salt road", (("title",), ("about",))), 9) == [parted]
    assert numbers(headed("quay salt", (("about",),), (("title",), ("about",))), 9) == [named]
    assert numbers(headed("quay salt", (("about",),), titles[:1]), 9) == [named]
    phrase = replace(headed("salt", titles), words=read('"salt road"').words)
    assert numbers(phrase, 9) == [salt, apart, both]
    assert numbers(replace(headed("salt", titles), marks=(("O1",),)), 9) == []


def test_more_words_than_a_database_takes() -> None:
    """PostgreSQL holds 1 MB of an entry's terms: what is beyond that is not found, but nothing is
    refused, and what stands first is found in its place."""
    long = ["salt", "road", *(f"{number:x}" + "y" * 50 for number in range(60_000)), "last"]
    one = entry(title=" ".join(["t"] * 500), about=" ".join(["u"] * 3_000), body=" ".join(long))
    assert found('"salt road"') == [one.pk]
    assert found("last") == ([] if connection.vendor == "postgresql" else [one.pk])


@pytest.mark.parametrize("first", [1, 2_048, 50_000, 500_000, 1_000_000])
def test_blocks_of_numbers(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However far apart the entries are, and by blocks of whichever size they are asked for."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL's index is asked by blocks")
    monkeypatch.setattr(postgres, "FIRST_NUMBERS", first)
    places = [1, 2, 1_023, 1_024, 1_025, 5_000, 200_000, 200_001]
    for place in places:
        entry(id=place, body="salt")
    assert numbers(match("salt"), 100) == places[::-1]
    assert numbers(match("salt"), 3) == places[:-4:-1]
    assert numbers(match("salt"), 100, 1_024) == [1_023, 2, 1]
    assert numbers(match("salt"), 100, 1_024, ascending=True) == places[4:]
    assert numbers(match("salt"), 1, 1_024, ascending=True) == [1_025]
