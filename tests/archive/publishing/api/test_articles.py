"""What the API tells of articles: what the archive knows, how well, and no more than is shared."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.publishing.citing import cite
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
    authors = [byline.author for byline in article.bylines.all()]
    assert told["citation"] == cite(article, authors, told["url"]).plain
    assert told["bibtex_url"] == f"{site}/articles/tides/cite.bib"
    assert told["csl_json_url"] == f"{site}/articles/tides/cite.json"


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
        sharing=sharing,
        dek="A dek.",
        key_points=["A point."],
        body="The whole text.",
        image_credits="By Nora.",
    )
    listed = ask("articles")["items"][0]
    assert (listed["html"], listed["text"], listed["dek"]) == (None, None, dek)
    assert "The whole text." not in str(listed)
    for told in (ask(f"articles/{article.slug}"), ask("articles", text="yes")["items"][0]):
        assert told["sharing"] == sharing
        assert told["image_credits"] == ("By Nora." if sharing == "full" else None)
        assert (told["text"], told["key_points"], told["dek"]) == (text, points, dek)
        assert ("The whole text." in str(told)) == (sharing == "full")


def test_a_list_with_texts_is_short() -> None:
    told = refused("articles", 422, text="yes", limit="21")
    assert told == "“21” is too many items with their texts: a page of these has 1 to 20."
    assert "write “yes”" in refused("articles", 422, text="no")


def test_a_list_without_texts_tells_the_same_of_each_and_reads_only_how_they_begin() -> None:
    texts = ("Short.", "Long. " * 100, "A paragraph.\n\n" * 100)
    for sharing in ("full", "excerpt", "link"):
        for body in texts:
            builders.article(sharing=sharing, dek="A sentence or two under the title.", body=body)
    with CaptureQueriesContext(connection) as captured:
        items = ask("articles")["items"]
    assert '"body_blocks", "archive' not in str(captured.captured_queries)
    for item in items:
        whole = ask(item["api_url"])
        assert item == whole | {"html": None, "text": None}


def test_of_a_long_dek_an_excerpt_is_passed_on() -> None:
    article = builders.article(sharing="excerpt", dek="Word after word. " * 100)
    assert len(ask(f"articles/{article.slug}")["dek"]) <= 300


@pytest.mark.parametrize("make", [builders.draft, builders.withdrawn, builders.article])
def test_a_republished_article_is_named_only_where_readers_find_it(make: Any) -> None:
    original = make(title="Not for all")
    article = builders.article(republication_of=original)
    builders.evidence(article, "republication_of", basis="editorial")
    told = ask(f"articles/{article.slug}")
    named = make is builders.article
    assert bool(told["republication_of"]) == named
    assert told["basis"] == ({"republication_of": ["editorial"]} if named else {})
    assert ("Not for all" in str(told)) == named


def test_the_republications_of_an_article_are_found() -> None:
    original = builders.article(title="First printed")
    copy = builders.article(republication_of=original)
    builders.draft(republication_of=original)
    told = ask(f"articles/{original.slug}")
    assert [item["slug"] for item in ask(told["republications_url"])["items"]] == [copy.slug]
    assert ask("articles", republication_of=copy.slug)["items"] == []
    hidden = builders.draft(slug="hidden")
    builders.article(republication_of=hidden)
    sentence = "There is no article “hidden” here."
    assert refused("articles", 422, republication_of="hidden") == sentence


@pytest.mark.parametrize(
    ("sharing", "grounded"),
    [
        ("full", ["body", "dek", "key_points", "title"]),
        ("excerpt", ["body", "dek", "title"]),
        ("link", ["title"]),
    ],
)
def test_of_what_is_not_passed_on_no_grounds_are_told(sharing: str, grounded: list[str]) -> None:
    article = builders.article(sharing=sharing)
    for field in ("body", "dek", "key_points", "title"):
        builders.evidence(article, field)
    assert sorted(ask(f"articles/{article.slug}")["basis"]) == grounded


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
