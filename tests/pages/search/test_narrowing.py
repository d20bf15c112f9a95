"""What the results can be narrowed to, and to what they are."""

from datetime import date

import pytest
from django.test import Client

from archive.models import Comment
from archive.pages.search.page import search_page
from archive.search import engine
from tests import builders
from tests.pages.search.held import counted, indexed, many

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("harbour")
def test_what_nobody_may_find_is_in_no_count_either() -> None:
    assert Comment.objects.filter(body__startswith="Tides").count() == 6
    page = search_page({"q": "tides"})
    assert counted(page) == {
        "kind": {"Comments": 2, "Articles": 1, "Discussions": 1},
        "outlet": {"Harbour Post": 4},
        "author": {"Ada Quill": 2},
        "topic": {"Sea": 2},
        "year": {"2024": 1, "2019": 1, "undated": 2},
    }


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("kind", "comment", 2),
        ("kind", "discussion", 1),
        ("outlet", "harbour-post", 4),
        ("author", "ada-quill", 2),
        ("topic", "sea", 2),
        ("year", "2019", 1),
        ("year", "undated", 2),
    ],
)
def test_a_facet_s_link_leaves_as_many_as_it_says(
    client: Client, name: str, value: str, left: int
) -> None:
    (link,) = (
        link
        for facet in search_page({"q": "tides"}).facets
        for link in facet.links
        if link.url.endswith(f"{name}={value}")
    )
    assert link.number == left
    page = client.get(link.url).context["page"]
    assert len(page.results) == left
    (chosen,) = page.chosen
    assert chosen.filter.name == name
    assert name not in counted(page)
    assert client.get(chosen.url).context["page"].status == "4 results"


def test_a_facet_has_no_more_than_the_ten_greatest() -> None:
    many(15)
    facets = {facet.name: facet.links for facet in search_page({"q": "ferry"}).facets}
    assert len(facets["outlet"]) == len(facets["author"]) == 10
    assert facets["author"][0].words == "Ada Quill"


def test_every_year_that_a_date_can_have_is_a_filter_wherever_there_are_filters(
    client: Client,
) -> None:
    builders.article(title="Chronicle", **builders.on(date(987, 1, 1)))
    indexed()
    years = {facet.name: facet.links for facet in search_page({"q": "chronicle"}).facets}["year"]
    assert [link.words for link in years] == ["987"]
    assert len(client.get(years[0].url).context["page"].results) == 1
    assert client.get("/articles/?year=987").context["page"].total == 1
    assert len(client.get("/api/v1/articles?year=987").json()["items"]) == 1
    for year in ("1", "9999"):
        assert client.get("/articles/", {"year": year}).context["page"].faults == ()
        assert search_page({"q": "chronicle", "year": year}).faults == ()


@pytest.mark.usefixtures("harbour")
def test_a_name_that_nobody_has_stays_until_it_is_taken_away() -> None:
    page = search_page({"q": "tides", "outlet": "nowhere"})
    assert page.kept == (("outlet", "nowhere"),)
    (chosen,) = page.chosen
    assert chosen.filter.words == "nowhere"
    assert chosen.url == "/search/?q=tides"


@pytest.mark.usefixtures("harbour")
def test_by_date_a_link_leads_to_where_they_can_be_narrowed() -> None:
    page = search_page({"q": "tides", "sort": "newest", "topic": "sea"})
    assert page.ranked_url == "/search/?q=tides&topic=sea"
    assert search_page({"q": "walrus", "sort": "newest"}).ranked_url == ""


@pytest.mark.usefixtures("harbour")
def test_what_narrows_stands_before_the_results_and_folded(client: Client) -> None:
    page = client.get("/search/?q=tides").content.decode()
    folded, facets = page.index('<details class="narrow">'), page.index('class="facets"')
    assert folded < facets < page.index('id="found-results"')


def test_facets_of_a_part_say_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many(3)
    assert "that were ranked" not in client.get("/search/?q=ferry").content.decode()
    monkeypatch.setattr(engine, "MOST_RANKED", 3)
    monkeypatch.setattr(engine, "MOST_OLDER", 0)
    assert "How many of those that were ranked:" in client.get("/search/?q=ferry").content.decode()
