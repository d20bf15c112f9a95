"""The search page: results of both kinds, in two orders, from page to page."""

import re

import pytest
from django.test import Client

from archive.pages.search.page import search_page
from tests import builders
from tests.pages.search.held import indexed, many, said

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("harbour")
def test_articles_and_comments_stand_in_one_list() -> None:
    page = search_page({"q": "tides"})
    assert page.status == "4 results"
    shown = zip(page.results, said(page), strict=True)
    assert {(bool(result.comment), text) for result, text in shown} == {
        (False, "The [tides] follow."),
        (False, "Somebody spoke of [tides] & <b>boats</b>."),
        (True, "I saw [tides], too."),
        (True, "And my [tides]?"),
    }
    assert page.results[0].article.title == "Tides of the harbour"
    assert page.notes == page.faults == ()


@pytest.mark.usefixtures("harbour")
def test_words_and_names_are_escaped(client: Client) -> None:
    page = client.get("/search/", {"q": "tides <script>"}).content.decode()
    assert "<script>" not in page.partition("<main")[2]
    assert 'value="tides &lt;script&gt;"' in page
    page = client.get("/search/", {"q": "tides"}).content.decode()
    assert "spoke of <mark>tides</mark> &amp; &lt;b&gt;boats" in page
    assert "Berta &lt;i&gt;" in page


@pytest.mark.usefixtures("harbour")
def test_before_anything_is_asked_there_is_help(client: Client) -> None:
    for address in ("/search/", "/search/?q=+", "/search/?topic=sea"):
        page = client.get(address).content.decode()
        assert '<details class="search-help" open>' in page
        assert "all articles</a>" in page
        assert 'class="card' not in page
    page = client.get("/search/?q=tides").content.decode()
    assert '<details class="search-help">' in page


@pytest.mark.usefixtures("harbour")
def test_all_by_date_is_the_newest_here_first() -> None:
    page = search_page({"q": "tides", "sort": "newest"})
    numbers = [result.comment.pk for result in page.results if result.comment]
    assert len(page.results) == 4
    assert numbers == sorted(numbers, reverse=True)
    assert page.facets == ()
    assert [order.chosen for order in page.orders] == [False, True]
    assert ("sort", "newest") in page.kept


def test_pages_show_each_result_once(client: Client) -> None:
    many(33)
    for sort in ("", "newest"):
        seen: list[str] = []
        url = f"/search/?q=ferry&sort={sort}"
        while url:
            page = client.get(url).context["page"]
            seen += [
                result.comment.get_absolute_url() if result.comment else result.article.slug
                for result in page.results
            ]
            url = page.next_url if page.paging.next else ""
        assert len(seen) == len(set(seen)) == 44
    page = search_page({"q": "ferry", "page": "2"})
    assert page.status == "44 results, page 2 of 3"
    assert page.previous_url == "/search/?q=ferry"


def names_marked(page: str) -> list[str]:
    facts = page.partition('<ul class="card__facts">')[2].partition("</ul>")[0]
    return re.findall(r"<mark>([^<]*)</mark>", facts)


def test_what_was_found_by_a_key_point_or_a_name_shows_why(client: Client) -> None:
    builders.article(
        title="Plain",
        body="Nothing to see.",
        key_points=["The zebra matters."],
        authors=(builders.author("Zebedee Marsh"),),
        outlet=builders.outlet("Daily Ferret"),
        original_outlet=builders.outlet("Otter Gazette"),
        topics=(builders.topic("Beavers"), builders.topic("Weather")),
    )
    indexed()
    assert said(search_page({"q": "zebra"})) == ["The [zebra] matters."]
    for word in ("Zebedee", "Ferret", "Otter", "Beavers"):
        assert names_marked(client.get("/search/", {"q": word}).content.decode()) == [word]
    page = client.get("/search/?q=zebra").content.decode()
    assert names_marked(page) == []
    assert "Weather" not in page.partition('<ol id="found-results"')[2].partition("</ol>")[0]
