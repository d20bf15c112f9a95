"""Where a page is best read, and Open Graph: read from real pages by outside programs."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from archive.models import Article, Sharing
from archive.pages import windows
from archive.publishing.metadata import article_properties, canonical_of
from archive.publishing.sharing import PassedOn
from tests import builders, people
from tests.archive.publishing.heads import Head

HERE = "http://localhost:8000"
ELSEWHERE = "https://paper.example/a?b=1&c=2"


OWN, FIRST = f"{HERE}/articles/own/", f"{HERE}/articles/first/"
BARE, TALK = {"body": ""}, {"kind": "discussion", "body": ""}
FIRSTS = "https://first.example/a"


def at(address: str, **more: str) -> dict[str, str]:
    return {"original_url": address, **more}


@pytest.mark.parametrize(
    ("article", "first", "canonical"),
    [
        ({}, None, OWN),
        (at(ELSEWHERE), None, ELSEWHERE),
        (at(ELSEWHERE), {}, ELSEWHERE),
        (at(ELSEWHERE), at(FIRSTS), ELSEWHERE),
        ({}, {}, FIRST),
        ({}, {"state": "draft"}, OWN),
        ({}, {"state": "withdrawn"}, OWN),
        # Nobody is sent to a page that leads elsewhere, or that has no text.
        ({}, at(FIRSTS), FIRSTS),
        ({}, at(FIRSTS, state="draft"), OWN),
        ({}, at(FIRSTS, **BARE), OWN),
        ({}, BARE, OWN),
        ({}, TALK, OWN),
        # A page without the text gives none away.
        (at(ELSEWHERE, **BARE), {}, OWN),
        (BARE, {}, OWN),
        (at(ELSEWHERE, **TALK), None, OWN),
        (TALK, {}, OWN),
        # What is no address on the web, or one of this site.
        (at("ftp://paper.example/a"), None, OWN),
        (at("https:evil"), {}, FIRST),
        (at(OWN), None, OWN),
        (at(f"{HERE}/articles/own"), {}, FIRST),
        (at("HTTP://LocalHost:8000/articles/first/"), None, OWN),
        ({}, at(f"{HERE}/articles/own/"), FIRST),
    ],
)
def test_where_a_text_is_best_read(
    article: dict[str, str], first: dict[str, str] | None, canonical: str
) -> None:
    held = {"state": "published", "body": "Words."}
    original = Article(slug="first", **{**held, **first}) if first is not None else None
    made = Article(slug="own", republication_of=original, **{**held, **article})
    assert canonical_of(made) == canonical


@pytest.fixture
def article() -> Article:
    return builders.article(
        title="Low water",
        slug="low-water",
        dek="What the harbour knew.",
        outlet=builders.outlet("Harbour Post"),
        authors=(builders.author("Ada Quill"), builders.author("高橋")),
        topics=(builders.topic("Tides & Winds"),),
        **builders.on(date(2021, 12, 15)),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/", "/"),
        ("/articles/", "/articles/"),
        ("/articles/?topic=tides-winds&sort=date", "/articles/"),
        ("/outlets/", "/outlets/"),
        ("/outlets/harbour-post/", "/outlets/harbour-post/"),
        ("/authors/高橋/", "/authors/%E9%AB%98%E6%A9%8B/"),
        ("/topics/tides-winds/", "/topics/tides-winds/"),
        ("/articles/low-water/", "/articles/low-water/"),
        ("/articles/low-water/?order=newest", "/articles/low-water/"),
        ("/articles/low-water/comments/?order=newest", "/articles/low-water/comments/"),
        ("/rules/", "/rules/"),
        ("/feeds/", "/feeds/"),
        ("/api/", "/api/"),
        ("/moderation/log/", "/moderation/log/"),
    ],
)
def test_pages_say_where_they_stand_without_what_narrows_them(
    client: Client, article: Article, path: str, canonical: str
) -> None:
    head = Head(client, path)
    assert head.canonical == HERE + canonical
    assert head.indexed


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/articles/?cursor=nowhere",
        "/articles/?sort=date&cursor=nowhere",
        "/outlets/?cursor=nowhere",
        "/outlets/harbour-post/?captured=nowhere",
        "/authors/高橋/?cited=nowhere",
        "/articles/low-water/comments/?cursor=nowhere",
        "/articles/low-water/comments/?order=newest&cursor=nowhere",
        "/moderation/log/?cursor=nowhere",
    ],
)
def test_a_later_page_of_a_list_is_followed_and_not_indexed(
    client: Client, article: Article, path: str
) -> None:
    head = Head(client, path)
    assert (head.canonical, head.robots) == ("", "noindex, follow")
    assert (head.properties, head.documents) == ([], [])


@pytest.mark.django_db
def test_a_later_page_of_what_was_said_stands_for_itself(client: Client, article: Article) -> None:
    for number in range(windows.HEADS + 1):
        builders.captured_comment(article, body=f"Said {number}.")
    path = f"{article.get_absolute_url()}comments/"
    (following,) = set(Head(client, path).tree.xpath("//a[contains(@href, 'cursor=')]/@href"))
    head = Head(client, following)
    assert head.canonical == f"{HERE}{following}"
    assert head.indexed
    assert head.property("og:url") == [f"{HERE}{following}"]
    (last,) = head.node("DiscussionForumPosting")["comment"]
    assert last["text"] == f"Said {windows.HEADS}."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sharing", "body", "robots"),
    [
        ("full", "word " * 900, ""),
        ("excerpt", "word " * 900, "max-snippet:300"),
        ("excerpt", "word " * 20, "max-snippet:49"),
        ("excerpt", "", ""),
        ("link", "word " * 20, "nosnippet"),
        ("link", "", "nosnippet"),
    ],
)
def test_search_engines_show_no_more_of_a_text_than_is_passed_on(
    client: Client, sharing: str, body: str, robots: str
) -> None:
    article = builders.article(sharing=sharing, body=body)
    builders.document(article)
    path = article.get_absolute_url()
    assert Head(client, path).robots == robots
    # What the text was taken from, and what it was before, are no pages to be found.
    for beside in ("source/", "history/"):
        assert not Head(client, f"{path}{beside}").indexed


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en-GB", ["en_GB"]),
        ("zh-hant-tw", []),
        ("gsw-CH", ["gsw_CH"]),
        ("zh-Hans", []),
        ("en", []),
        ("", []),
    ],
)
def test_a_language_without_its_territory_is_no_locale(language: str, locale: list[str]) -> None:
    article, passed = Article(slug="own", language=language), PassedOn(Sharing.LINK, "", "", "", 0)
    found = article_properties(article, (), (), passed)
    assert [value for name, value in found if name == "og:locale"] == locale


@pytest.mark.django_db
def test_people_are_not_there_to_be_looked_up(client: Client, article: Article) -> None:
    comment = builders.comment(article, people.reader())
    for page in (comment.get_absolute_url(), f"/members/{comment.member.public_id}/"):
        head = Head(client, page)
        assert (head.canonical, head.indexed) == (HERE + page, False)


@pytest.mark.django_db
def test_an_article_for_messengers(client: Client, article: Article) -> None:
    head = Head(client, article.get_absolute_url())
    assert head.properties == [
        ("og:type", "article"),
        ("og:title", "Low water"),
        ("og:url", f"{HERE}/articles/low-water/"),
        ("og:site_name", "Postil"),
        ("og:description", "What the harbour knew."),
        ("article:published_time", "2021-12-15"),
        ("article:author", f"{HERE}/authors/ada-quill/"),
        ("article:author", f"{HERE}/authors/%E9%AB%98%E6%A9%8B/"),
        ("article:tag", "Tides & Winds"),
    ]
    assert head.tree.xpath("//meta[@name='twitter:card']/@content") == ["summary"]
    assert head.description == "What the harbour knew."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "dated",
    [
        {},
        builders.dated("between", date(2021, 12, 1), date(2021, 12, 31)),
        builders.dated("not_before", date(2021, 12, 15), None),
    ],
)
def test_no_day_is_given_that_is_not_known(client: Client, dated: dict[str, Any]) -> None:
    head = Head(client, builders.article(language="", **dated).get_absolute_url())
    assert head.property("og:type") == ["article"]
    assert head.property("article:published_time") == head.property("og:locale") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/articles/",
        "/outlets/",
        "/outlets/harbour-post/",
        "/articles/low-water/comments/",
        "/rules/",
        "/feeds/",
        "/api/",
        "/moderation/log/",
    ],
)
def test_other_pages_for_messengers(client: Client, article: Article, path: str) -> None:
    head = Head(client, path)
    assert head.property("og:type") == ["website"]
    assert head.property("og:url") == [HERE + path]
    assert len(head.property("og:title")) == 1


@pytest.mark.django_db
def test_a_page_that_republishes_is_passed_on_as_itself(client: Client) -> None:
    again = builders.article(original_url=ELSEWHERE)
    head = Head(client, again.get_absolute_url())
    assert head.canonical == ELSEWHERE
    assert head.property("og:url") == [HERE + again.get_absolute_url()]


@pytest.mark.django_db
def test_what_is_imagined_is_not_indexed(client: Client, article: Article) -> None:
    path = article.get_absolute_url()
    assert Head(client, path).indexed
    assert not Head(client, f"{path}?as=paid").indexed
    client.force_login(people.editor())
    assert not Head(client, f"{path}?as=paid").indexed


@pytest.mark.django_db
def test_what_is_not_public_says_nothing_of_itself(client: Client) -> None:
    draft, gone = builders.draft(dek="Unseen."), builders.withdrawn(dek="Unseen.")
    client.force_login(people.editor())
    shown = Head(client, draft.get_absolute_url())
    assert "Unseen." in shown.tree.text_content()
    client.logout()
    for head in (shown, Head(client, gone.get_absolute_url(), 410), Head(client, "/none/", 404)):
        assert head.tree.xpath("//title")
        assert not head.tree.xpath("//link[@rel='canonical']")
        assert (head.properties, head.documents) == ([], [])
        assert "Unseen." not in head.description


@pytest.mark.django_db
def test_nothing_leads_to_what_is_no_address_on_the_web(client: Client) -> None:
    article = builders.article(original_url="javascript:alert(1)")
    head = Head(client, article.get_absolute_url())
    assert not head.tree.xpath("//a[starts-with(@href, 'javascript')]")
    told = client.get(f"/api/v1/articles/{article.slug}").json()
    assert told["original_url"] is None
