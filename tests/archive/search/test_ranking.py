"""The order in which answers come, as each database reckons it."""

from datetime import date
from typing import Any

import pytest

from archive.indexing.wording import spaced
from archive.models import SearchEntry
from archive.search import ranking
from archive.search.grammar import read
from archive.search.ranking import FRESH, HALVED_AT, IN_ABOUT, IN_SALIENT, IN_TITLE, TOGETHER, Hit
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = date(2021, 1, 1)


def score(q: str, **fields: Any) -> float:
    columns = fields.keys() & {"title", "about", "salient"}
    held = fields | {column: spaced(fields[column].split()) for column in columns}
    entry = SearchEntry.objects.create(article=builders.article(), **held)
    points = ranking.score(read(q), TODAY)
    return float(SearchEntry.objects.annotate(points=points).get(pk=entry.pk).points)


@pytest.mark.parametrize(
    ("q", "fields", "points"),
    [
        ("salt", {}, 0),
        ("salt", {"title": "the salt road"}, IN_TITLE),
        ("salt", {"title": "salt salt"}, IN_TITLE),
        ("salt", {"title": "salty basalt"}, 0),
        ("salt", {"about": "of salt"}, IN_ABOUT),
        ("salt", {"salient": "salt road"}, IN_SALIENT),
        ("salt", {"salient": "r" * (HALVED_AT - 1) + " salt"}, IN_SALIENT / 2),
        ("salt", {"salient": "road"}, 0),
        ("salt", {"title": "salt", "about": "salt"}, IN_TITLE + IN_ABOUT),
        ("salts", {"title": "salt"}, IN_TITLE),
        ("salt road", {"title": "salt"}, IN_TITLE / 2),
        ("salt road", {"title": "road of salt"}, IN_TITLE),
        ("salt road", {"title": "the salt road"}, IN_TITLE + TOGETHER),
        ("salt roads", {"title": "the salt road"}, IN_TITLE + TOGETHER),
        ('"salt road"', {"title": "the salt road"}, IN_TITLE + TOGETHER),
        ('"salt road"', {"title": "road of salt"}, 0),
        ("sal*", {"title": "the salt road"}, IN_TITLE),
        ("alt*", {"title": "the salt road"}, 0),
        ("the salt and the road", {"title": "salt road"}, IN_TITLE),
        ("the salt and the road", {"title": "the salt and the road"}, IN_TITLE + TOGETHER),
        ("the salt", {"title": "the salt road"}, IN_TITLE + TOGETHER),
        ("salt for", {"title": "salt forecast"}, IN_TITLE + TOGETHER),
        ("salt for", {"title": "salt road"}, IN_TITLE),
        ("flies*", {"title": "a flight"}, 0),
        ("flies*", {"title": "a fli"}, IN_TITLE),
        ("old flies*", {"title": "old flight"}, IN_TITLE / 2),
        ("old flies*", {"title": "old fliesbane"}, IN_TITLE + TOGETHER),
        ("-salt", {"title": "the salt road"}, 0),
        ("salt", {"dated_to": TODAY}, FRESH),
        ("salt", {"dated_to": date(2030, 1, 1)}, FRESH),
        ("salt", {"dated_to": date(2016, 1, 1)}, FRESH / 2),
        ("salt", {"dated_to": date(2011, 1, 1)}, FRESH / 3),
    ],
)
def test_points(q: str, fields: dict[str, Any], points: float) -> None:
    assert score(q, **fields) == pytest.approx(points, abs=0.001)


def test_freshness_outweighs_no_place() -> None:
    """The title of an old piece tells more than that another is new."""
    assert score("salt", title="salt", dated_to=date(1, 1, 1)) > score(
        "salt", about="salt", salient="salt", dated_to=TODAY
    )


def test_of_equals_articles_come_first_and_then_the_newest() -> None:
    hits = [
        Hit(entry, entry, comment, "", points)
        for entry, comment, points in ((1, None, 0.5), (3, 9, 0.5), (2, None, 0.5), (4, 7, 8.5))
    ]
    assert [hit.entry for hit in ranking.in_order(hits)] == [4, 2, 1, 3]
