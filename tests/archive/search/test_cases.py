"""The shared search cases (cases.py), on whichever database the tests run on."""

from datetime import date

import pytest

from archive.models import Article
from archive.search.engine import Filters, Found, newest, search
from archive.search.grammar import read
from tests import builders, people
from tests.archive.search.cases import CASES, Case

pytestmark = pytest.mark.django_db

TODAY = date(2021, 1, 1)


def hold(case: Case) -> dict[tuple[int, int | None], str]:
    """The case's rows; the name of each by the numbers of its article and comment."""
    names: dict[tuple[int, int | None], str] = {}
    made: list[Article] = []
    for name, fields in case.articles.items():
        article = builders.article(**{"title": "", "body": ""} | fields)
        made.append(article)
        names[article.pk, None] = name
    if case.comments:
        about = builders.article(title="Elsewhere", body="Nothing of it.")
        made.append(about)
        for name, fields in case.comments.items():
            captured = "captured_name" in fields
            comment = (
                builders.captured_comment(about, **fields)
                if captured
                else builders.comment(about, people.reader(), **fields)
            )
            names[about.pk, comment.pk] = name
    builders.indexed(*made)
    return names


def names_in(found: Found, names: dict[tuple[int, int | None], str]) -> list[str]:
    return [names[hit.article, hit.comment] for hit in found.hits]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case(case: Case) -> None:
    names = hold(case)
    question = read(case.question)
    found = search(question, Filters(), TODAY)
    listed, expected = names_in(found, names), list(case.found)
    assert (listed if case.in_order else sorted(listed)) == (
        expected if case.in_order else sorted(expected)
    )
    assert (found.bounded, found.too_long, found.begins_with) == (False, False, case.begins_with)
    assert len(question.faults + found.faults) == case.faults
    by_date = newest(question, Filters(), "")
    assert [row.pk for row in by_date.rows] == sorted(
        (hit.entry for hit in found.hits), reverse=True
    )
    assert by_date.begins_with == case.begins_with


def test_no_case_is_there_twice() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 40
