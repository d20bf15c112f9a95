"""How many queries pages take: as many for many rows as for few."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.commenting.discussion import recount
from archive.models import Article, Comment, CommentDrive
from tests import builders, people
from tests.woods import grow

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Session and user for whoever is logged in.
ARTICLE_PAGE_MOST = {"anonymous": 7, "reader": 10, "moderator": 10}


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
    for _ in range(3):
        builders.article(outlet=builders.outlet(), republication_of=article)
    return article


def _hide_some(article: Article) -> None:
    """What its member reads, with a reason, and others do not."""
    hidden = article.comments.filter(origin="member").order_by("pk")[:3]
    for comment, review in zip(hidden, ("pending", "rejected", "removed"), strict=True):
        Comment.objects.filter(pk=comment.pk).update(review=review)
    recount(article.pk)


@pytest.mark.parametrize("person", [people.anonymous, people.reader, people.moderator])
def test_article(client: Client, full_article: Article, person: Callable, record_property) -> None:
    if person is not people.anonymous:
        client.force_login(person())
    address = full_article.get_absolute_url()
    _talk(full_article, 10)
    _hide_some(full_article)
    pages = [address, f"{address}comments/", f"{address}comments/?order=liveliest"]
    few = [queries(client, page) for page in pages]
    _talk(full_article, 50)
    grow(full_article, [people.reader() for _ in range(9)], 5_000)
    assert [queries(client, page) for page in pages] == few
    assert max(few) == few[0] <= ARTICLE_PAGE_MOST[person.__name__]
    record_property(f"queries of an article for {person.__name__}", few[0])


def test_ten_queries_are_asked_of_a_database_that_nobody_asked_before(
    client: Client, full_article: Article
) -> None:
    """Nothing that one request learnt is left in the process for the next."""
    client.force_login(people.reader())
    _talk(full_article, 10)
    address = full_article.get_absolute_url()
    assert {queries(client, address) for _ in range(3)} == {ARTICLE_PAGE_MOST["reader"]}


@pytest.mark.parametrize("person", [people.anonymous, people.reader])
def test_a_comment_on_its_own_page(client: Client, person: Callable, record_property) -> None:
    if person is not people.anonymous:
        client.force_login(person())
    article, members = builders.article(), [people.reader() for _ in range(3)]
    head = builders.comment(article, members[0])
    reply = builders.comment(article, members[1], parent=head)
    few = queries(client, reply.get_absolute_url())
    grow(article, members, 300, heads=0)
    deepest = article.comments.order_by("depth").last()
    assert deepest.depth > 5
    for comment in (head, reply, deepest, article.comments.order_by("reply_total").last()):
        assert queries(client, comment.get_absolute_url()) <= few <= 10
    record_property(f"queries of a comment for {person.__name__}", few)


def test_an_article_with_a_drive_under_way(client: Client, full_article: Article) -> None:
    """The dearest page that readers meet: what its drive counts costs no query of its own."""
    now = timezone.now()
    CommentDrive.objects.create(
        article=full_article, target=9, starts_at=now - DAY, deadline=now + DAY
    )
    people.subscriber()
    client.force_login(people.reader())
    assert queries(client, full_article.get_absolute_url()) <= ARTICLE_PAGE_MOST["reader"]
