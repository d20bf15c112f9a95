"""Next and previous on the shelf."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.keyset import NEWEST
from archive.models import Article
from archive.pages.neighbours import Neighbours, neighbours, with_neighbours
from tests import builders

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def beside(article: Article) -> Neighbours:
    return neighbours(with_neighbours(Article.objects.all()).get(pk=article.pk))


def test_neighbours_follow_the_shelf() -> None:
    """Also where several were added at the same moment."""
    for days in (3, 1, 1, 1, 2):
        builders.article(added_at=NOW - timedelta(days=days))
    shelf = list(NEWEST.apply(Article.objects.published(), backwards=False))
    for place, article in enumerate(shelf):
        newer = shelf[place - 1] if place else None
        older = shelf[place + 1] if place + 1 < len(shelf) else None
        assert beside(article) == Neighbours(newer, older)


def test_alone_on_the_shelf() -> None:
    assert beside(builders.article()) == Neighbours()
    assert not render_to_string("pages/_neighbours.html", {"neighbours": Neighbours()}).strip()


def test_what_is_hidden_is_nobodys_neighbour() -> None:
    first = builders.article(added_at=NOW - timedelta(days=4))
    hidden = builders.draft(added_at=NOW - timedelta(days=3))
    builders.withdrawn(added_at=NOW - timedelta(days=2))
    last = builders.article(added_at=NOW - timedelta(days=1))
    assert beside(first) == Neighbours(newer=last)
    assert beside(last) == Neighbours(older=first)
    assert beside(hidden) == Neighbours(newer=last, older=first)


@pytest.mark.parametrize("others", [10, 300])
def test_one_query_that_an_index_serves(others: int) -> None:
    Article.objects.bulk_create(
        Article(
            key=f"{number}",
            slug=f"{number}",
            state="published",
            added_at=NOW - timedelta(hours=number),
        )
        for number in range(others)
    )
    article = Article.objects.get(slug=f"{others // 2}")
    with CaptureQueriesContext(connection) as asked:
        found = beside(article)
        html = render_to_string("pages/_neighbours.html", {"neighbours": found})
    assert len(asked) == 1
    assert f"/articles/{others // 2 - 1}/" in html
    assert f"/articles/{others // 2 + 1}/" in html
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "SCAN" not in plan
        assert plan.count("article_newest (state=? AND added_at") == 2, plan
