"""What the API finds: what the search page does, told as elsewhere in the API."""

import pytest

from archive.indexing import index_articles, index_comments
from archive.models import Article, Comment
from tests import builders, people
from tests.archive.publishing.api.asking import ask, pages, refused

pytestmark = pytest.mark.django_db


def index() -> None:
    index_articles(Article.objects.values_list("pk", flat=True))
    index_comments(Comment.objects.values_list("pk", flat=True))


@pytest.fixture
def found() -> tuple[Article, Comment]:
    article = builders.article(title="Tides of the moon", sharing="link", body="Secret tides.")
    comment = builders.comment(article, people.reader(), body="I saw such tides.")
    builders.article(title="Mountains")
    index()
    return article, comment


def test_articles_and_comments(found: tuple[Article, Comment]) -> None:
    article, comment = found
    answer = ask("search", q="tides")
    first, second = answer["items"]
    assert first["article"] == next(
        listed for listed in ask("articles")["items"] if listed["slug"] == article.slug
    )
    assert second["comment"] == ask(f"comments/{comment.pk}")
    assert first["comment"] is second["article"] is None
    assert (answer["next"], answer["notes"]) == (None, [])
    assert "Secret" not in str(answer)
    assert len(ask("search", q="tides", kind="comment")["items"]) == 1


def test_page_by_page() -> None:
    for number in range(5):
        builders.article(title=f"Tides {number}")
    index()
    whole = ask("search", q="tides", limit=5)["items"]
    assert [item for page in pages("search", q="tides", limit=2) for item in page] == whole
    second = ask(ask("search", q="tides", limit=2)["next"])
    assert ask(second["previous"])["items"] == whole[:2]


def test_what_was_not_understood_is_said(found: tuple[Article, Comment]) -> None:
    assert ask("search", q="tides before:yesterdayish")["notes"]
    assert ask("search", q="tides outlet:nobody")["notes"]
    assert "has not" in refused("search", 422, q="x" * 1001)
    assert refused("search", 422) == "A question has 1 to 1000 characters: “” has not."
    assert "leads to no page" in refused("search", 422, q="tides", cursor="1e3")


def test_what_nobody_may_read_is_not_found() -> None:
    member, public = people.reader(), builders.article()
    for make in (builders.draft, builders.withdrawn):
        builders.comment(make(title="canary"), member, body="canary")
    for review in ("pending", "rejected", "removed"):
        builders.comment(public, member, body="canary", review=review)
    index()
    assert ask("search", q="canary")["items"] == []
    Comment.objects.update(review="approved")
    assert len(ask("search", q="canary")["items"]) == 3
