"""The front page: what is new, what is talked about, how much there is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Comment
from archive.pages.front import front_page
from tests import builders, people

pytestmark = pytest.mark.django_db


def labels(cards) -> list[str]:
    return [card.article.label for card in cards]


def test_newest_is_what_was_added_here_last() -> None:
    now = timezone.now()
    builders.article(title="Older", added_at=now - timedelta(days=2))
    builders.article(title="Newer", added_at=now - timedelta(days=1))
    assert labels(front_page().newest) == ["Newer", "Older"]


def test_liveliest_goes_by_comments_that_anyone_may_read() -> None:
    quiet, lively, silent = (builders.article(title=t) for t in ("Quiet", "Lively", "Silent"))
    builders.captured_comment(quiet)
    for _ in range(2):
        builders.captured_comment(lively)
    for _ in range(3):
        builders.captured_comment(silent, review=Comment.Review.REJECTED)
    assert labels(front_page().liveliest) == ["Lively", "Quiet"]


def test_counts_leave_out_what_is_not_published() -> None:
    shown = builders.article(outlet=builders.outlet(), authors=(builders.author(),))
    builders.captured_comment(shown)
    for hidden in (builders.draft, builders.withdrawn):
        article = hidden(outlet=builders.outlet(), authors=(builders.author(),))
        builders.captured_comment(article)
    counts = front_page().counts
    assert (counts.articles, counts.outlets, counts.authors, counts.comments) == (1, 1, 1, 1)


def test_page_shows_them(client: Client) -> None:
    article = builders.article(title="Here & there")
    builders.comment(article, people.reader())
    page = client.get("/").content.decode()
    assert "Here &amp; there" in page
    assert "1 comment" in page


def test_empty_archive_has_a_front_page(client: Client) -> None:
    assert "Nothing has been published here yet." in client.get("/").content.decode()


def test_card_opens_with_running_text(client: Client) -> None:
    body = "::: caption\nA photograph.\n:::\n\n## A heading\n\nThe *first* words.\n\n- and a list"
    builders.article(body=body)
    builders.article(title="With a dek", dek="The dek.", body="The body.")
    assert [card.opening for card in front_page().newest] == ["The dek.", "The first words."]
