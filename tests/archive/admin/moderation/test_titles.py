"""The administration's pages are called what they are."""

import pytest
from django.test import Client
from django.utils import timezone

from archive.commenting.report import report
from tests import builders, people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderating() -> Client:
    return client_of(people.moderator())


def shown(client: Client, path: str) -> str:
    answer = client.get(f"/admin/archive/{path}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("report/", "Reports"),
        ("appeal/", "Appeals"),
        ("ban/", "Bans"),
        ("moderationentry/", "Moderation log"),
        ("comment/", "Decide about comments"),
        ("member/", "Members"),
    ],
)
def test_a_list_is_called_what_it_lists(moderating: Client, path: str, title: str) -> None:
    page = shown(moderating, path)
    assert f"<h1>{title}</h1>" in page
    assert f"<title>{title} | Postil</title>" in page
    assert "Select" not in page.partition("</h1>")[0].partition("<h1>")[2]


def test_what_can_only_be_looked_at_is_called_what_it_is(moderating: Client) -> None:
    comment = builders.comment(builders.article(), people.reader())
    report(people.reader(), comment, builders.rule("Be civil"), "", timezone.now())
    page = shown(moderating, f"report/{comment.reports.get().pk}/change/")
    assert "<h1>Report</h1>" in page
    page = shown(moderating, f"comment/{comment.pk}/change/")
    assert f"<h1>Comment by {comment.member}</h1>" in page


def test_filters_are_headed_by_their_names(moderating: Client) -> None:
    page = shown(moderating, "moderationentry/")
    assert "<summary> Act </summary>" in page
    assert "By by" not in page
    assert "By at" not in page
