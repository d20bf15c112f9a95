"""What the API tells of articles: what the archive knows, how well, and no more than is shared."""

from datetime import date

import pytest
from django.conf import settings

from tests import builders
from tests.archive.publishing.api.asking import ask, pages, refused

pytestmark = pytest.mark.django_db


def test_an_article_carries_what_the_archive_knows_and_how_well() -> None:
    builders.settings(sharing="full")
    first = builders.article(title="First printed")
    article = builders.article(
        title="Tides",
        dek="Of the moon.",
        key_points=["It rises."],
        body="The sea *rises*.\n\nAnd falls.",
        outlet=builders.outlet("Global Tides"),
        original_outlet=builders.outlet("The Almanac"),
        original_url="https://almanac.example/tides",
        republication_of=first,
        authors=(builders.author("Nora Quay"), builders.author("Abe Mole")),
        topics=(builders.topic("Moon"),),
        rights="All rights reserved.",
        **builders.on(date(2021, 12, 15)),
    )
    builders.evidence(article, "title")
    builders.evidence(article, "date", basis="inferred")
    told = ask(f"articles/{article.slug}")
    site = settings.ADDRESS
    assert told["url"] == f"{site}/articles/tides/"
    assert told["api_url"] == f"{site}/api/v1/articles/tides"
    assert told["comments_url"] == f"{site}/api/v1/articles/tides/comments"
    assert (told["title"], told["dek"], told["language"]) == ("Tides", "Of the moon.", "en")
    assert [author["label"] for author in told["authors"]] == ["Nora Quay", "Abe Mole"]
    assert told["outlet"]["api_url"] == f"{site}/api/v1/outlets/global-tides"
    assert told["original_outlet"]["label"] == "The Almanac"
    assert told["original_url"] == "https://almanac.example/tides"
    assert told["republication_of"]["slug"] == first.slug
    assert told["date"] == {
        "precision": "on",
        "earliest": "2021-12-15",
        "latest": "2021-12-15",
    }
    assert told["original_date"] == {"precision": "unknown", "earliest": None, "latest": None}
    assert [topic["slug"] for topic in told["topics"]] == ["moon"]
    assert told["basis"] == {"date": ["inferred"], "title": ["stated"]}
    assert told["rights"] == "All rights reserved."
    assert told["sharing"] == "full"
    assert told["key_points"] == ["It rises."]
    assert told["html"] == article.body_html
    assert told["text"] == "The sea rises.\nAnd falls."
    assert told["comment_count"] == 0


def test_unknown_stays_unknown() -> None:
    article = builders.article(title="", language="", kind="discussion", body="")
    told = ask(f"articles/{article.slug}")
    assert told["label"] == "Untitled discussion"
    for field in ("title", "dek", "language", "outlet", "original_url", "rights"):
        assert told[field] is None, field
    assert told["date"]["precision"] == "unknown"
    assert told["authors"] == told["topics"] == []


@pytest.mark.parametrize(
    ("sharing", "text", "points", "dek"),
    [
        ("full", "The whole text.", ["A point."], "A dek."),
        ("excerpt", "A dek.", [], "A dek."),
        ("link", "", [], None),
    ],
)
def test_as_much_of_a_text_is_passed_on_as_its_editors_chose(
    sharing: str, text: str, points: list[str], dek: str | None
) -> None:
    article = builders.article(
        sharing=sharing, dek="A dek.", key_points=["A point."], body="The whole text."
    )
    for told in (ask(f"articles/{article.slug}"), ask("articles")["items"][0]):
        assert told["sharing"] == sharing
        assert (told["text"], told["key_points"], told["dek"]) == (text, points, dek)
        assert ("The whole text." in str(told)) == (sharing == "full")


def test_of_a_long_dek_an_excerpt_is_passed_on() -> None:
    article = builders.article(sharing="excerpt", dek="Word after word. " * 100)
    assert len(ask(f"articles/{article.slug}")["dek"]) <= 300


def test_a_republished_article_is_named_only_where_readers_find_it() -> None:
    hidden = builders.draft(title="Not yet")
    article = builders.article(republication_of=hidden)
    told = ask(f"articles/{article.slug}")
    assert told["republication_of"] is None
    assert "Not yet" not in str(told)


@pytest.mark.parametrize("sort", ["newest", "date"])
def test_every_article_comes_once_page_by_page(sort: str) -> None:
    made = [builders.article(**builders.on(date(2020, 1, day))) for day in (3, 1, 2)]
    made.append(builders.article())
    found = list(pages("articles", limit=2, sort=sort))
    slugs = [item["slug"] for items in found for item in items]
    in_order = {
        "newest": [article.slug for article in reversed(made)],
        "date": [made[1].slug, made[2].slug, made[0].slug, made[3].slug],
    }
    assert slugs == in_order[sort]
    assert [len(items) for items in found] == [2, 2]


def test_one_can_go_back() -> None:
    for _ in range(3):
        builders.article()
    first = ask("articles", limit=2)
    second = ask(first["next"])
    assert second["next"] is None
    assert first["previous"] is None
    assert ask(second["previous"])["items"] == first["items"]


@pytest.fixture
def shelf() -> None:
    builders.article(
        title="Found",
        slug="found",
        kind="discussion",
        outlet=builders.outlet("Here"),
        original_outlet=builders.outlet("There"),
        authors=(builders.author("Nora Quay"),),
        topics=(builders.topic("Moon"),),
        **builders.on(date(1999, 1, 1)),
    )
    builders.article(title="Other")


@pytest.mark.parametrize(
    "query",
    [
        {"outlet": "here"},
        {"outlet": "there"},
        {"author": "nora-quay"},
        {"topic": "moon"},
        {"kind": "discussion"},
        {"year": "1999"},
        {"outlet": "here", "author": "nora-quay", "topic": "moon", "year": "1999"},
    ],
)
@pytest.mark.usefixtures("shelf")
def test_filters(query: dict[str, str]) -> None:
    assert len(ask("articles")["items"]) == 2
    assert [item["slug"] for item in ask("articles", **query)["items"]] == ["found"]


@pytest.mark.usefixtures("shelf")
def test_filters_that_leave_nothing_or_the_undated() -> None:
    assert ask("articles", year="1998")["items"] == []
    assert [item["title"] for item in ask("articles", year="undated")["items"]] == ["Other"]


@pytest.mark.parametrize("parameter", ["outlet", "author", "topic"])
def test_a_name_that_only_a_draft_has_is_nobody(parameter: str) -> None:
    builders.draft(
        outlet=builders.outlet("Secret"),
        authors=(builders.author("Secret"),),
        topics=(builders.topic("Secret"),),
    )
    told = refused("articles", 422, **{parameter: "secret"})
    assert told == refused("articles", 422, **{parameter: "nobody"}).replace("nobody", "secret")


def test_what_was_withdrawn_says_why_and_nothing_else() -> None:
    gone = builders.withdrawn(title="A secret title", body="A secret body")
    law = builders.withdrawn(ground="legal", title="A secret title", withdrawal_reason="A court.")
    draft = builders.draft(title="A secret title")
    for end in ("", "/comments"):
        told = refused(f"articles/{gone.slug}{end}", 410)
        assert told == "This article was withdrawn from the archive: It was held twice."
        assert refused(f"articles/{law.slug}{end}", 451).endswith(": A court.")
        assert refused(f"articles/{draft.slug}{end}", 404) == refused(f"articles/none{end}", 404)
    assert ask("articles")["items"] == []
