"""What the API finds: what the search page does, told as elsewhere in the API."""

import json
from base64 import urlsafe_b64encode
from datetime import date

import pytest

from archive.indexing import index_articles, index_comments
from archive.models import Article, Comment
from archive.search import engine
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


@pytest.mark.parametrize("sort", ["best", "newest"])
def test_page_by_page(sort: str) -> None:
    for number in range(5):
        builders.article(title=f"Tides {number}")
    index()
    whole = ask("search", q="tides", limit=5, sort=sort)["items"]
    found = [item for page in pages("search", q="tides", limit=2, sort=sort) for item in page]
    assert found == whole
    second = ask(ask("search", q="tides", limit=2, sort=sort)["next"])
    assert ask(second["previous"])["items"] == whole[:2]
    assert ask(second["next"])["next"] is None


@pytest.mark.parametrize("sort", ["best", "newest"])
def test_what_is_published_or_hidden_between_pages_shifts_nothing(sort: str) -> None:
    made = [builders.article(title="Tides") for _ in range(5)]
    index()
    first = ask("search", q="tides", limit=2, sort=sort)
    builders.article(title="Tides")
    Article.objects.filter(pk=made[4].pk).update(state="draft")
    index()
    rest = [item for page in pages(first["next"]) for item in page]
    slugs = [item["article"]["slug"] for item in [*first["items"], *rest]]
    assert slugs == [article.slug for article in reversed(made)]


def test_from_beyond_the_end_there_is_a_way_back() -> None:
    made = [builders.article(title="Tides") for _ in range(3)]
    index()
    following = ask("search", q="tides", limit=2)["next"]
    Article.objects.filter(pk=made[0].pk).update(state="draft")
    beyond = ask(following)
    assert (beyond["items"], beyond["next"]) == ([], None)
    before = ask(beyond["previous"])
    assert [item["article"]["slug"] for item in before["items"]] == [made[2].slug, made[1].slug]


def test_all_that_match_can_be_had(monkeypatch) -> None:
    monkeypatch.setattr(engine, "MOST_RANKED", 2)
    for _ in range(5):
        builders.article(body="Of tides.")
    index()
    assert "only the newest were ranked" in str(ask("search", q="tides")["notes"])
    newest = list(pages("search", q="tides", limit=2, sort="newest"))
    assert [len(items) for items in newest] == [2, 2, 1]


def test_a_search_is_narrowed_as_a_list_is() -> None:
    builders.article(
        title="Tides",
        slug="found",
        outlet=builders.outlet("Here"),
        authors=(builders.author("Nora Quay"),),
        topics=(builders.topic("Moon"),),
        **builders.on(date(1999, 1, 1)),
    )
    builders.article(title="Tides")
    index()
    chosen = {"outlet": "here", "author": "nora-quay", "topic": "moon", "year": "1999"}
    for query in (chosen, *({name: value} for name, value in chosen.items())):
        (item,) = ask("search", q="tides", **query)["items"]
        assert item["article"]["slug"] == "found"
    assert len(ask("search", q="tides", year="undated")["items"]) == 1
    assert "from an outlet “nobody”" in refused("search", 422, q="tides", outlet="nobody")


@pytest.mark.parametrize(
    ("sharing", "dek", "shown"),
    [
        ("full", "Of the sea.", "The moon draws tides."),
        ("excerpt", "Of the sea.", "Of the sea."),
        ("excerpt", "", "The moon…"),
        ("link", "Of the sea.", None),
    ],
)
def test_an_excerpt_shows_why_it_was_found(sharing: str, dek: str, shown: str | None) -> None:
    builders.article(sharing=sharing, dek=dek, body="The moon draws tides.")
    index()
    (item,) = ask("search", q="tides")["items"]
    assert item["excerpt"] == shown


@pytest.mark.parametrize(
    "place", [["best", False, float("nan"), False, 1], ["best", 0, 1.0, False, 1], [], 7]
)
def test_a_made_up_place_is_nowhere(place: object) -> None:
    forged = urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")
    assert "leads to no page" in refused("search", 422, q="tides", cursor=forged)


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
