"""What the search answers over HTTP, to whom, and at what cost."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.pages.search.held import many

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.mark.usefixtures("harbour")
class TestTheAnswer:
    ADDRESS = "/search/?q=tides"

    def test_is_for_people_and_not_for_search_engines(self, client: Client) -> None:
        page = client.get(self.ADDRESS).content.decode()
        assert '<meta name="robots" content="noindex">' in page
        facets = page.partition('<aside class="facets"')[2].partition("</aside>")[0]
        assert facets.count("<a href") == facets.count('rel="nofollow"') > 5

    def test_is_a_fragment_for_htmx(self, client: Client) -> None:
        part = client.get(self.ADDRESS, headers=HX).content.decode()
        assert "<html" not in part
        assert "<title>" in part
        assert re.search(
            r'id="search-status"[^>]*data-hx-swap-oob="innerHTML"[^>]*>\s*4 results\s*<', part
        )
        whole = client.get(self.ADDRESS, headers=HX | {"HX-History-Restore-Request": "true"})
        assert "<html" in whole.content.decode()

    def test_tells_caches_apart(self, client: Client) -> None:
        answer = client.get(self.ADDRESS)
        assert answer["Cache-Control"] == "public, max-age=60"
        vary = set(answer["Vary"].split(", "))
        assert {"HX-Request", "HX-History-Restore-Request", "Cookie"} <= vary
        client.force_login(people.reader())
        assert client.get(self.ADDRESS)["Cache-Control"] == "private, no-store"

    def test_keeps_in_the_form_what_was_chosen(self, client: Client) -> None:
        page = client.get("/search/?q=tides&topic=sea&year=1x").content.decode()
        kept = re.findall(r'<input type="hidden" form="search" name="(\w+)" value="(\w+)">', page)
        assert kept == [("topic", "sea")]

    def test_of_head_is_empty(self, client: Client) -> None:
        answer = client.head(self.ADDRESS)
        assert answer.status_code == 200
        assert answer.content == b""


@pytest.fixture
def queries() -> Iterator[object]:
    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count


@pytest.mark.parametrize("sort", ["", "newest"])
def test_it_takes_as_many_queries_for_many_as_for_few(
    client: Client, queries, sort: str, record_property
) -> None:
    many(2)
    address = f"/search/?q=ferry&sort={sort}&author=ada-quill"
    few = queries(client, address)
    many(30)
    assert queries(client, address) == few
    record_property(f"queries of a search, {sort or 'best'} first", few)


def test_every_page_leads_to_it(client: Client) -> None:
    for address in ("/", "/articles/", "/rules/"):
        page = client.get(address).content.decode()
        form = page.partition('<form class="masthead__ask"')[2].partition("</form>")[0]
        assert 'action="/search/"' in form
        assert 'name="q"' in form
        assert '<a href="/search/"' in page
    page = client.get("/search/").content.decode()
    assert page.count('role="search"') == 1


@pytest.mark.usefixtures("harbour")
def test_whatever_swaps_what_was_found_waits_in_one_line(client: Client) -> None:
    """Else a late answer leaves the box, the address and the list of different searches."""
    page = client.get("/search/?q=tides").content.decode()
    found = re.search(r'<section id="found"[^>]*>', page)
    assert found
    assert 'data-hx-sync="#search:replace"' in found[0]
