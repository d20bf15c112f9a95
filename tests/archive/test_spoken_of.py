"""A name is spoken of through published articles alone, whichever way it is tied to them."""

import pytest

from archive.models import Article, Author, Outlet, Topic
from archive.models.spoken_of import TIES, spoken_of
from archive.pages.names import KINDS
from tests import builders

pytestmark = pytest.mark.django_db


def test_pages_show_every_way_from_an_article_to_a_name() -> None:
    shown = {kind: set(KINDS[kind].ties) for kind in KINDS}
    assert shown == {kind: set(ties) for kind, ties in TIES.items()}


@pytest.mark.parametrize("state", Article.State.values)
def test_only_what_published_articles_speak_of(state: str) -> None:
    made = builders.withdrawn if state == "withdrawn" else builders.article
    article = made(
        **({} if state == "withdrawn" else {"state": state}),
        outlet=builders.outlet("Captured"),
        original_outlet=builders.outlet("First"),
        authors=(builders.author("Writer"),),
        topics=(builders.topic("Tides"),),
    )
    builders.citation(article, outlet=builders.outlet("Cited"), author=builders.author("Quoted"))
    builders.outlet("Nobody's")
    found = {kind: {row.name for row in spoken_of(kind)} for kind in (Outlet, Author, Topic)}
    if state == "published":
        assert found == {
            Outlet: {"Captured", "First", "Cited"},
            Author: {"Writer", "Quoted"},
            Topic: {"Tides"},
        }
    else:
        assert Outlet.objects.count() == 4
        assert found == {Outlet: set(), Author: set(), Topic: set()}
