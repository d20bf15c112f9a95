"""What articles have between them: how far they reach, and the names they share."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Author, Outlet, Topic
from archive.pages.holdings import NAMES_SHOWN, Reach, reach, shared_names
from archive.pages.names import name_page
from tests import builders

pytestmark = pytest.mark.django_db


def words(found: Reach) -> list[str]:
    return [end.date.words for end in (found.earliest, found.latest) if end]


def test_reach_is_told_as_well_as_it_is_known() -> None:
    published = Article.objects.published()
    assert reach(published) == Reach()
    builders.article()
    assert reach(published) == Reach()
    builders.article(**builders.dated("between", date(2021, 1, 1), date(2021, 12, 31)))
    assert words(reach(published)) == ["2021"]
    builders.article(**builders.dated("not_before", date(2025, 1, 20), None))
    builders.article(**builders.on(date(2022, 5, 4)))
    assert words(reach(published)) == ["2021", "not before 20 January 2025"]
    builders.article(**builders.dated("not_after", None, date(2010, 12, 31)))
    assert words(reach(published)) == ["not after 2010", "not before 20 January 2025"]
    builders.draft(**builders.on(date(1871, 5, 4)))
    builders.withdrawn(**builders.on(date(2026, 5, 4)))
    assert words(reach(published)) == ["not after 2010", "not before 20 January 2025"]


def together(kind: type, slug: str) -> dict[str, list[tuple[str, int]]]:
    groups = name_page(kind, slug, {}).holdings.groups
    return {
        group.index_url.strip("/"): [(name.words, name.articles) for name in group.names]
        for group in groups
    }


def test_names_lead_to_names_found_together_with_them() -> None:
    post, weekly = builders.outlet("Post"), builders.outlet("Weekly")
    ada, ben = builders.author("Ada"), builders.author("Ben")
    tides, salt = builders.topic("Tides"), builders.topic("Salt")
    builders.article(outlet=post, original_outlet=weekly, authors=(ada, ben), topics=(tides, salt))
    builders.article(outlet=post, authors=(ada,), topics=(tides,))
    builders.article(outlet=post, original_outlet=post, topics=(tides,))
    assert together(Outlet, "post") == {
        "topics": [("Tides", 3), ("Salt", 1)],
        "outlets": [("Weekly", 1)],
        "authors": [("Ada", 2), ("Ben", 1)],
    }
    assert together(Author, "ben") == {
        "topics": [("Tides", 1), ("Salt", 1)],
        "outlets": [("Post", 1), ("Weekly", 1)],
        "authors": [("Ada", 1)],
    }
    assert together(Topic, "salt")["topics"] == [("Tides", 1)]


def test_a_name_that_is_only_cited_has_no_holdings_of_its_own() -> None:
    cited = builders.author("Cited")
    fields: dict[str, Any] = builders.on(date(2021, 5, 4))
    for _ in range(3):
        builders.citation(builders.article(outlet=builders.outlet(), **fields), author=cited)
    found = name_page(Author, "cited", {}).holdings
    assert (found.timeline.drawn, found.reach, found.groups) == (False, Reach(), ())


@pytest.mark.parametrize("hidden", [builders.draft, builders.withdrawn])
def test_what_is_hidden_leads_nowhere(client: Client, hidden: Any) -> None:
    post = builders.outlet("Post")
    builders.article(outlet=post)
    hidden(
        outlet=post,
        original_outlet=builders.outlet("Hidden outlet"),
        authors=(builders.author("Hidden author"),),
        topics=(builders.topic("Hidden topic"),),
        **builders.on(date(1871, 5, 4)),
    )
    for address in ("/", "/outlets/post/"):
        page = client.get(address).content.decode()
        assert "Post" in page
        assert "Hidden" not in page
        assert "1871" not in page


def test_as_many_queries_and_names_for_many_rows_as_for_few(client: Client) -> None:
    common = builders.outlet("Common")
    counts = []
    for number in (10, 290):
        for _ in range(number):
            builders.article(
                outlet=common,
                authors=(builders.author(),),
                topics=(builders.topic(),),
                **builders.on(date(2021, 5, 4)),
            )
        for address in ("/", "/outlets/common/"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    names = [group.names for group in shared_names(Article.objects.published())]
    assert [len(group) for group in names] == [NAMES_SHOWN, 1, NAMES_SHOWN]


def test_a_page_with_several_sections_counts_them_at_its_head(client: Client) -> None:
    post = builders.outlet("Post")
    builders.article(outlet=post)
    assert 'class="counts"' not in client.get("/outlets/post/").content.decode()
    builders.citation(builders.article(), outlet=post)
    page = client.get("/outlets/post/").content.decode()
    assert '<a href="#cited">quoted or discussed in 1 article</a>' in page
