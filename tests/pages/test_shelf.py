"""The shelf: filters, orders and pages of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Article
from archive.pages.shelf import shelf_page
from tests import builders

pytestmark = pytest.mark.django_db


def found(**asked: str) -> set[str]:
    return {card.article.title for card in shelf_page(asked).cards}


@pytest.fixture
def shelf() -> None:
    """Three articles that differ in everything that one can filter by."""
    builders.article(
        title="Captured",
        outlet=builders.outlet("Harbour Post"),
        authors=(builders.author("Ada Quill"), builders.author("Ben Rook")),
        topics=(builders.topic("Tides"), builders.topic("Boats")),
        **builders.on(date(2021, 12, 15)),
    )
    builders.article(
        title="Original",
        original_outlet=builders.outlet("Harbour Post"),
        authors=(builders.author("Ben Rook"),),
        **builders.dated("between", date(2019, 6, 1), date(2021, 2, 1)),
    )
    builders.article(title="Talk", kind=Article.Kind.DISCUSSION, body="")


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"Captured", "Original", "Talk"}),
        ({"outlet": "harbour-post"}, {"Captured", "Original"}),
        ({"author": "ada-quill"}, {"Captured"}),
        ({"author": "ben-rook"}, {"Captured", "Original"}),
        ({"topic": "tides"}, {"Captured"}),
        ({"kind": "discussion"}, {"Talk"}),
        ({"year": "2021"}, {"Captured", "Original"}),
        ({"year": "2020"}, {"Original"}),
        ({"year": "1999"}, set()),
        ({"year": "undated"}, {"Talk"}),
        ({"author": "ben-rook", "year": "2020"}, {"Original"}),
        ({"outlet": "", "author": "", "topic": "", "kind": "", "year": "", "sort": ""},
         {"Captured", "Original", "Talk"}),
    ],
)  # fmt: skip
def test_filters(asked: dict[str, str], expected: set[str]) -> None:
    assert found(**asked) == expected


@pytest.mark.usefixtures("shelf")
def test_total_is_of_what_the_filters_leave() -> None:
    assert shelf_page({"author": "ben-rook"}).total == 2


def test_open_ended_dates_count_as_far_as_they_reach() -> None:
    added = timezone.now().replace(year=2024)
    builders.article(
        title="Since", added_at=added, **builders.dated("not_before", date(2022, 3, 1), None)
    )
    builders.article(title="Until", **builders.dated("not_after", None, date(2010, 3, 1)))
    assert found(year="2023") == {"Since"}
    assert found(year="2021") == found(year="2025") == set()
    assert found(year="1950") == {"Until"}
    years = [choice.value for choice in shelf_page({}).filters["year"].choices]
    assert years == ["2024", "2023", "2022", "2010", "undated"]


def test_orders() -> None:
    now = timezone.now()
    for title, days, when in [
        ("unknown", 1, {}),
        ("late", 2, builders.on(date(2020, 1, 1))),
        ("early", 3, builders.dated("between", date(2019, 1, 1), date(2022, 1, 1))),
        ("not after", 4, builders.dated("not_after", None, date(1990, 1, 1))),
    ]:
        builders.article(title=title, added_at=now - timedelta(days=days), **when)

    def order(sort: str) -> list[str]:
        return [card.article.title for card in shelf_page({"sort": sort}).cards]

    assert order("newest") == order("") == ["unknown", "late", "early", "not after"]
    assert order("date")[:2] == ["early", "late"]
    assert set(order("date")[2:]) == {"unknown", "not after"}


@pytest.mark.usefixtures("shelf")
def test_choices_are_names_with_published_articles_and_how_many() -> None:
    builders.draft(outlet=builders.outlet("Unseen"), authors=(builders.author("Nobody Yet"),))
    filters = shelf_page({"author": "ben-rook"}).filters
    assert [c.words for c in filters["outlet"].choices] == ["Harbour Post (2)"]
    assert [c.words for c in filters["author"].choices] == ["Ada Quill (1)", "Ben Rook (2)"]
    assert [c.value for c in filters["author"].choices if c.chosen] == ["ben-rook"]


def test_name_beyond_the_choices_shown_is_still_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.pages.filters.CHOICES_SHOWN", 1)
    for _ in range(2):
        builders.article(outlet=builders.outlet("Often"))
    builders.article(title="Rare", outlet=builders.outlet("Seldom"))
    page = shelf_page({"outlet": "seldom"})
    assert page.filters["outlet"].chosen.words == "Seldom (1)"
    assert found(outlet="seldom") == {"Rare"}


@pytest.mark.parametrize(
    ("asked", "words", "total"),
    [
        ({"outlet": "nowhere"}, "“nowhere”", 0),
        ({"author": "nobody"}, "“nobody”", 0),
        ({"topic": "nothing"}, "“nothing”", 0),
        ({"kind": "poem"}, "“poem”", 3),
        ({"year": "abc"}, "“abc”", 3),
        ({"year": "99999"}, "“99999”", 3),
        ({"year": "0000"}, "“0000”", 3),
        ({"year": "-100"}, "“-100”", 3),
        ({"year": "２０２１"}, "“２０２１”", 3),
        ({"sort": "random"}, "“random”", 3),
        ({"cursor": "not a cursor"}, "“not a cursor”", 3),
        ({"cursor": "e30"}, "“e30”", 3),
        ({"outlet": "x" * 5000}, "x…”" , 0),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("shelf")
def test_values_that_mean_nothing_are_named(
    client: Client, asked: dict[str, str], words: str, total: int
) -> None:
    response = client.get("/articles/", asked)
    assert response.status_code == 200
    shelf = response.context["page"]
    assert shelf.total == total
    assert len(shelf.faults) == 1
    assert words.rstrip("”").lstrip("“").rstrip("…") in shelf.faults[0]
    assert shelf.faults[0] in response.content.decode()


@pytest.mark.parametrize("parameter", ["outlet", "author", "topic", "kind", "year", "sort"])
def test_nul_is_refused_and_never_an_error(client: Client, parameter: str) -> None:
    assert client.get("/articles/", {parameter: "a\0b"}).status_code == 400


@pytest.mark.usefixtures("shelf")
def test_fragment_is_the_part_of_the_page_that_it_replaces(client: Client) -> None:
    asked = {"author": "ben-rook", "year": "abc"}
    page = client.get("/articles/", asked)
    fragment = client.get("/articles/", asked, headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    assert fragment.content.decode().strip() in page.content.decode()
    assert 'id="results"' in fragment.content.decode()


def test_going_back_gets_the_whole_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/articles/", headers=headers).content.decode()


def test_caches_tell_page_and_fragment_apart(client: Client) -> None:
    vary = client.get("/articles/")["Vary"]
    assert {"HX-Request", "HX-History-Restore-Request", "Cookie"} <= set(vary.split(", "))


@pytest.mark.usefixtures("shelf")
def test_form_works_without_javascript(client: Client) -> None:
    page = client.get("/articles/").content.decode()
    form = page.partition('<form class="filters"')[2].partition("</form>")[0]
    assert 'method="get"' in form
    assert '<button type="submit">' in form
