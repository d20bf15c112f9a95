"""What entries hold of articles and comments."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from archive.indexing import wording
from archive.indexing.marks import shared_in, years
from archive.models import Article, Comment, SearchEntry
from archive.text.terms import BREAK, TERMS_VERSION
from tests import builders, people

pytestmark = pytest.mark.django_db

BODY = """# The harbour

The walls of the *harbour* stood, and [the wall](https://example.org/hidden) fell.

::: caption
The wall at dusk.
:::

- Nobody saw it
"""


def entry_of(article: Article, comment: Comment | None = None) -> SearchEntry:
    return SearchEntry.objects.get(article=article, comment=comment)


def indexed(**fields: Any) -> SearchEntry:
    article = builders.article(**fields)
    builders.indexed(article)
    return entry_of(article)


def test_an_article() -> None:
    outlet, original = builders.outlet("Quay Times"), builders.outlet("The Tide")
    ada, topic = builders.author("Ada Müller"), builders.topic("Harbours")
    entry = indexed(
        title="Walls: a History",
        dek="Who built them?",
        key_points=["They stood.", "They fell."],
        body=BODY,
        image_credits="Photo: Zoë",
        outlet=outlet,
        original_outlet=original,
        authors=(builders.author("Bea"), ada),
        topics=(topic,),
        **builders.dated("between", date(2020, 12, 31), date(2021, 1, 2)),
    )
    assert entry.title == " wall a histori "
    assert entry.about.strip().split(f" {BREAK} ") == [
        *("bea", "ada muller", "quay time", "the tide", "harbour"),
        *("who built them", "they stood", "they fell"),
    ]
    assert entry.body.strip().split(f" {BREAK} ") == [
        "the harbour",
        "the wall of the harbour stood and the wall fell",
        "nobodi saw it",
        "the wall at dusk",
        "photo zoe",
    ]
    assert entry.salient == " wall harbour "
    assert entry.plain.split("\n") == [
        "The harbour",
        "The walls of the harbour stood, and the wall fell.",
        "The wall at dusk.",
        "Nobody saw it",
        "Photo: Zoë",
    ]
    authors = " ".join(f"A{pk}" for pk in sorted(a.pk for a in entry.article.authors.all()))
    assert entry.marks == (
        f"Karticle Y2020 Y2021 Len O{outlet.pk} O{original.pk} {authors} T{topic.pk}"
    )
    assert (entry.dated_from, entry.dated_to) == (date(2020, 12, 31), date(2021, 1, 2))
    assert entry.terms_version == TERMS_VERSION


def test_what_is_unknown_stays_unknown() -> None:
    entry = indexed(title="", kind="discussion", language="", body="")
    assert (entry.title, entry.about, entry.body, entry.plain) == ("", "", "", "")
    assert entry.marks == "Kdiscussion Y0 L0"
    assert (entry.dated_from, entry.dated_to) == (None, None)


def test_comments_have_what_their_article_is_asked_by() -> None:
    article = builders.article(outlet=builders.outlet(), language="de")
    member = people.reader(display_name="Undine")
    said = builders.comment(
        article,
        member,
        body="> Häuser\n\nund Häuser",
        posted_at=datetime(2021, 12, 31, 23, 59, tzinfo=UTC),
    )
    captured = builders.captured_comment(article, captured_name="Old Salt", body="Aye.")
    builders.indexed(article)
    entry = entry_of(article, said)
    assert (entry.title, entry.about, entry.body) == ("", "", f" hauser {BREAK} und hauser ")
    assert (entry.salient, entry.plain) == (" hauser ", "Häuser\nund Häuser")
    assert entry.marks == f"Kcomment Y2021 Lde O{article.outlet_id}"
    assert entry.dated_from == entry.dated_to == date(2021, 12, 31)
    entry = entry_of(article, captured)
    assert (entry.about, entry.body) == (" old salt ", " aye ")
    assert entry.marks == f"Kcomment Y0 Lde O{article.outlet_id}"
    assert entry.dated_from is None
    assert {
        shared_in(marks) for marks in article.search_entries.values_list("marks", flat=True)
    } == {f"Lde O{article.outlet_id}"}


def test_written_again_it_keeps_its_number() -> None:
    article = builders.article(title="Low tide")
    comment = builders.comment(article, people.reader())
    builders.indexed(article)
    before = set(SearchEntry.objects.values_list("pk", flat=True))
    Article.objects.filter(pk=article.pk).update(title="High tide")
    Comment.objects.filter(pk=comment.pk).update(body="Another")
    builders.indexed(article)
    assert len(before) == 2
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == before
    assert entry_of(article).title == " high tide "
    assert entry_of(article, comment).body == " anoth "


@pytest.mark.parametrize(
    ("earliest", "latest", "touched"),
    [
        (None, None, []),
        (date(2021, 5, 1), date(2021, 5, 1), [2021]),
        (date(2019, 12, 31), date(2021, 1, 1), [2019, 2020, 2021]),
        (date(2024, 1, 1), None, [2024, 2025, 2026]),
        (date(2030, 1, 1), None, [2030]),
        (None, date(1950, 1, 1), list(range(1851, 1951))),
        (date(1700, 1, 1), date(1950, 1, 1), list(range(1851, 1951))),
        (None, date(3, 1, 1), [1, 2, 3]),
    ],
)
def test_the_years_that_a_date_touches(
    earliest: date | None, latest: date | None, touched: list[int]
) -> None:
    assert list(years(earliest, latest, date(2026, 3, 1))) == touched


@pytest.mark.parametrize(
    ("language", "mark"),
    [("en", "Len"), ("EN-gb", "Len"), ("zh_Hant", "Lzh"), ("", "L0"), ("§ O1", "Lo")],
)
def test_a_language_is_a_mark_whatever_an_editor_wrote(language: str, mark: str) -> None:
    assert indexed(language=language).marks == f"Karticle Y0 {mark}"


def test_of_a_long_text_all_words_are_kept_and_the_first_in_order() -> None:
    first = ["tide"] * wording.MOST_IN_ORDER
    over = ["tide", *(f"w{number}" for number in range(50_000)), "w1"]
    found = wording.text_field([first, over]).split()
    assert found[: wording.MOST_IN_ORDER] == first
    assert (
        found[wording.MOST_IN_ORDER :]
        == [BREAK, *over[1:-1]][: wording.MOST_DISTINCT - wording.MOST_IN_ORDER]
    )
    assert len(found) == wording.MOST_DISTINCT


def test_nothing_is_too_long() -> None:
    entry = indexed(title="水" * 500, dek="水 " * 5_000, body="Water. " * 100_000, language="zh")
    assert len(entry.title.split()) == 500
    assert len(entry.about.split()) == wording.MOST_ABOUT
    assert len(entry.body.split()) == wording.MOST_IN_ORDER
    assert len(entry.plain) == wording.MOST_PLAIN
    assert entry.salient == " water "


def test_salient_terms_come_by_how_often_they_stand_there() -> None:
    text = ["the", "ship", "the", "ship", "the", "sea", "5", "5", "x", "x", "sea", "sea", "tide"]
    assert wording.salient([text]) == " sea ship "
    many = [f"w{number}" for number in range(100)]
    assert wording.salient([many, many]).split() == many[: wording.MOST_SALIENT]
