"""What the databases' own indexes hold, and in which order they give it."""

import pytest
from django.db import connection

from archive.models import SearchEntry
from archive.search.backends import Match, backend, postgres
from archive.search.grammar import read
from tests import builders

pytestmark = pytest.mark.django_db


def match(q: str, **fields: object) -> Match:
    return Match(read(q).words, **fields)  # type: ignore[arg-type]


def entry(**fields: str) -> SearchEntry:
    nothing = dict.fromkeys(("title", "about", "salient", "body", "marks", "plain"), "")
    return SearchEntry.objects.create(article=builders.article(), **nothing | fields)


def numbers(q: str) -> list[int]:
    return backend().numbers(match(q), 10)


def test_the_index_follows_its_row() -> None:
    one = entry(body="salt road")
    assert numbers("salt") == [one.pk]
    one.body = "quay"
    one.save()
    assert (numbers("salt"), numbers("quay")) == ([], [one.pk])
    SearchEntry.objects.filter(pk=one.pk).update(title="harbour")
    assert numbers("harbour") == [one.pk]
    one.article.delete()
    assert numbers("quay") == []


def test_what_is_no_word_of_the_text_is_not_found_by_words() -> None:
    entry(body="salt", marks="Karticle O12", salient="quay", plain="harbour")
    for q in ("karticle", "o12", "quay", "harbour", "b0"):
        assert numbers(q) == [], q
    assert len(backend().numbers(match("salt", marks=(("O12", "O13"), ("Karticle",))), 9)) == 1
    assert backend().numbers(match("salt", marks=(("O1",),)), 9) == []


def test_unstemmed_words_are_only_begun_with() -> None:
    one = entry(title="salt", unstemmed="quays quayside").pk
    assert numbers("quays*") == numbers("quayside*") == [one]
    for q in ("quays", "quayside", '"salt quays"', "salt-quays*", "roa*"):
        assert numbers(q) == [], q


def test_in_either_direction_and_from_anywhere() -> None:
    made = [entry(body="salt").pk for _ in range(6)]
    ask = backend().numbers
    assert ask(match("salt"), 3) == made[:2:-1]
    assert ask(match("salt"), 9, made[2]) == [made[1], made[0]]
    assert ask(match("salt"), 2, made[2], ascending=True) == made[3:5]
    assert ask(match("salt"), 9, made[0]) == ask(match("salt"), 9, made[5], ascending=True) == []


def test_titles() -> None:
    both = entry(title="salt road", body="salt").pk
    apart = entry(title="road of salt", body="salt road").pk
    entry(title="salt", body="salt road")
    entry(body="salt road")
    titled = backend().numbers(match("salt road", titled=True), 9)
    assert titled == [apart, both]
    assert backend().numbers(match('"salt road"', titled=True), 9) == [apart, both]
    assert backend().numbers(match("salt roa*", titled=True), 9) == [apart, both]
    marks = (("O1",),)
    assert backend().numbers(match("salt", titled=True, marks=marks), 9) == []


def test_more_words_than_a_database_takes() -> None:
    """PostgreSQL holds 1 MB of an entry's terms: what is beyond that is not found, but nothing is
    refused, and what stands first is found in its place."""
    long = ["salt", "road", *(f"{number:x}" + "y" * 50 for number in range(60_000)), "last"]
    one = entry(title=" ".join(["t"] * 500), about=" ".join(["u"] * 3_000), body=" ".join(long))
    assert numbers('"salt road"') == [one.pk]
    assert numbers("last") == ([] if connection.vendor == "postgresql" else [one.pk])


@pytest.mark.parametrize("blocks", [1, 2, 1_000])
def test_blocks_of_numbers(blocks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However far apart the entries are, and by whichever number of blocks they are asked for."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL's index is asked by blocks")
    monkeypatch.setattr(postgres, "FIRST_BLOCKS", blocks)
    places = [1, 2, 1_023, 1_024, 1_025, 5_000, 200_000, 200_001]
    for place in places:
        entry(id=place, body="salt")  # type: ignore[arg-type]
    ask = backend().numbers
    assert ask(match("salt"), 100) == places[::-1]
    assert ask(match("salt"), 3) == places[:-4:-1]
    assert ask(match("salt"), 100, 1_024) == [1_023, 2, 1]
    assert ask(match("salt"), 100, 1_024, ascending=True) == places[4:]
    assert ask(match("salt"), 1, 1_024, ascending=True) == [1_025]
