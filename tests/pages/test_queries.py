"""How many queries pages take: as many for many rows as for few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Article
from tests import builders, people

pytestmark = pytest.mark.django_db
# Session and user for whoever is logged in; what the staff may do, for the staff.
ARTICLE_PAGE_MOST = {"anonymous": 7, "reader": 10, "moderator": 12}


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(number: int) -> None:
    """Articles with everything that a list shows of one."""
    for _ in range(number):
        article = builders.article(
            outlet=builders.outlet(),
            original_outlet=builders.outlet(),
            authors=(builders.author(), builders.author()),
            topics=(builders.topic(), builders.topic("Common")),
        )
        common = builders.outlet("Common"), builders.author("Common")
        builders.citation(article, outlet=common[0], author=common[1])
        builders.captured_comment(article)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/articles/",
        "/articles/?sort=date",
        "/articles/?topic=common&year=undated&kind=article",
        "/outlets/",
        "/outlets/common/",
        "/authors/",
        "/authors/common/",
        "/topics/",
        "/topics/common/",
    ],
)
def test_lists(
    client: Client, address: str, record_property: Callable[[str, object], None]
) -> None:
    fill(2)
    few = queries(client, address)
    fill(25)
    many = queries(client, address)
    assert many == few
    record_property(f"queries of {address}", many)


def _talk(article: Article, number: int) -> None:
    parent = None
    for position in range(number):
        comment = builders.captured_comment(article, parent=parent)
        if position % 5 == 0:
            builders.evidence(comment, "parent", basis="inferred")
        parent = comment if position % 5 else None
    for _ in range(min(number, 5)):
        builders.comment(article, people.reader())


@pytest.fixture
def full_article() -> Article:
    article = builders.article(
        outlet=builders.outlet(),
        original_outlet=builders.outlet(),
        republication_of=builders.article(),
        authors=(builders.author(), builders.author()),
        topics=(builders.topic(), builders.topic()),
    )
    for _ in range(3):
        builders.citation(
            article,
            outlet=builders.outlet(),
            author=builders.author(),
            target=builders.article(),
        )
    for field in ("title", "date", "authors"):
        builders.evidence(article, field)
    return article


@pytest.mark.parametrize("person", [people.anonymous, people.reader, people.moderator])
def test_article(client: Client, full_article: Article, person: Callable, record_property) -> None:
    if person is not people.anonymous:
        client.force_login(person())
    address = full_article.get_absolute_url()
    _talk(full_article, 1)
    few = queries(client, address)
    _talk(full_article, 499)
    many = queries(client, address)
    assert many == few <= ARTICLE_PAGE_MOST[person.__name__]
    record_property(f"queries of an article for {person.__name__}", many)
