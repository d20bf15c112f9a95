"""JSON-LD on real pages, read by extruct: what it must say, and what it may not."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Article, Sharing
from archive.publishing import linked_comments
from tests import builders, people
from tests.archive.publishing.heads import Head

pytestmark = pytest.mark.django_db

HERE = "http://localhost:8000"
# What readers of each kind cannot do without.
NEEDED = {
    "Article": {"@id", "headline", "url", "commentCount"},
    "BreadcrumbList": {"itemListElement"},
    "Comment": {"url", "text"},
    "DiscussionForumPosting": {
        "author",
        "commentCount",
        "datePublished",
        "headline",
        "text",
        "url",
    },
    "Organization": {"name", "url"},
    "Person": {"name"},
    "WebSite": {"name", "url"},
}


def check(node: dict[str, Any]) -> set[str]:
    """The kinds in `node`, at any depth; each has what it needs, and nothing empty."""
    kinds = {node["@type"]}
    # A reference to an article, or what is known of one that is elsewhere, may say less.
    if node["@type"] != "Article" or "commentCount" in node:
        assert NEEDED[node["@type"]] <= set(node), node
    for name, value in node.items():
        assert value not in ("", None, [], {}), name
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict) and inner.get("@type") != "ListItem":
                kinds |= check(inner)
    return kinds


def full_article(**fields: Any) -> Article:
    return builders.article(
        **{
            "title": "Low water",
            "dek": "What the harbour knew.",
            "outlet": builders.outlet("Harbour Post"),
            "authors": (builders.author("Ada Quill"),),
            "topics": (builders.topic("Tides"),),
            **builders.on(date(2021, 12, 15)),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/", {"WebSite"}),
        ("/articles/", {"BreadcrumbList"}),
        ("/authors/", {"BreadcrumbList"}),
        ("/authors/ada-quill/", {"Person", "BreadcrumbList"}),
        ("/outlets/harbour-post/", {"Organization", "BreadcrumbList"}),
        ("/topics/tides/", {"BreadcrumbList"}),
        (
            "/articles/low-water/comments/",
            {"Article", "BreadcrumbList", "Comment", "DiscussionForumPosting", "Organization"},
        ),
        (
            "/articles/low-water/",
            {
                "Article",
                "BreadcrumbList",
                "Comment",
                "DiscussionForumPosting",
                "Organization",
                "Person",
            },
        ),
    ],
)
def test_every_kind_of_page_says_what_it_is(client: Client, path: str, kinds: set[str]) -> None:
    builders.captured_comment(full_article())
    found = [check(node) for node in Head(client, path).nodes]
    assert set().union(*found) == kinds


def test_an_article_in_full(client: Client) -> None:
    article = full_article()
    assert Head(client, article.get_absolute_url()).node("Article") == {
        "@type": "Article",
        "@id": f"{HERE}/articles/low-water/",
        "url": f"{HERE}/articles/low-water/",
        "headline": "Low water",
        "author": [
            {
                "@type": "Person",
                "@id": f"{HERE}/authors/ada-quill/",
                "name": "Ada Quill",
                "url": f"{HERE}/authors/ada-quill/",
            }
        ],
        "publisher": {
            "@type": "Organization",
            "@id": f"{HERE}/outlets/harbour-post/",
            "name": "Harbour Post",
            "url": f"{HERE}/outlets/harbour-post/",
        },
        "datePublished": "2021-12-15",
        "inLanguage": "en",
        "keywords": ["Tides"],
        "description": "What the harbour knew.",
        "commentCount": 0,
    }


def test_what_is_not_known_is_not_said(client: Client) -> None:
    bare = builders.article(title="", body="", language="")
    node = Head(client, bare.get_absolute_url()).node("Article")
    assert set(node) == {"@type", "@id", "url", "commentCount"}
    talk = builders.article(title="", body="", kind=Article.Kind.DISCUSSION)
    node = Head(client, talk.get_absolute_url()).node("DiscussionForumPosting")
    assert node["headline"] == "Untitled discussion"
    assert "about" not in node


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        (builders.on(date(2023, 3, 5)), "2023-03-05"),
        (builders.dated("between", date(2023, 3, 1), date(2023, 3, 31)), "2023-03"),
        (builders.dated("between", date(2023, 3, 27), date(2023, 3, 28)), "2023-03"),
        (builders.dated("between", date(2023, 3, 27), date(2023, 4, 2)), None),
        (builders.dated("not_before", date(2023, 3, 5), None), None),
        (builders.dated("not_after", None, date(2023, 3, 5)), None),
        ({}, None),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(
    client: Client, dated: dict[str, Any], said: str | None
) -> None:
    node = Head(client, builders.article(**dated).get_absolute_url()).node("Article")
    assert node.get("datePublished") == said


def test_where_a_text_comes_from(client: Client) -> None:
    elsewhere = {"original_url": "https://paper.example/a"}
    same = builders.article(**elsewhere)
    assert Head(client, same.get_absolute_url()).node("Article")["sameAs"] == (
        "https://paper.example/a"
    )
    first = builders.article(title="First")
    again = builders.article(
        original_outlet=builders.outlet("The Weekly"), republication_of=first, **elsewhere
    )
    based_on = Head(client, again.get_absolute_url()).node("Article")["isBasedOn"]
    assert based_on["@id"] == HERE + first.get_absolute_url()
    assert based_on["url"] == "https://paper.example/a"
    assert based_on["publisher"]["name"] == "The Weekly"
    unseen = builders.article(republication_of=builders.draft(title="canary"))
    head = Head(client, unseen.get_absolute_url())
    assert "canary" not in str(head.nodes)
    assert "isBasedOn" not in head.node("Article")


TEXT = "The *text* goes on. " + "It says nothing new. " * 30


@pytest.mark.parametrize(
    ("own", "site", "level"),
    [
        ("", None, "excerpt"),
        ("", "full", "full"),
        ("", "link", "link"),
        ("full", "link", "full"),
        ("excerpt", "full", "excerpt"),
        ("link", "full", "link"),
    ],
)
@pytest.mark.parametrize("dek", ["", "What the harbour knew."])
def test_no_more_of_a_text_than_is_passed_on(
    client: Client, own: str, site: str | None, level: str, dek: str
) -> None:
    if site:
        builders.settings(sharing=site)
    article = builders.article(body=TEXT, dek=dek, key_points=["A point."], sharing=own)
    builders.captured_comment(article, body="Said of it.")
    head = Head(client, article.get_absolute_url())
    node = head.node("Article")
    beginning = dek or "The text goes on. It says nothing new."
    for gist in (node.get("description", ""), head.description, *head.property("og:description")):
        assert gist.startswith(beginning) if level != Sharing.LINK else gist == ""
        assert len(gist) <= 301
    assert "articleBody" not in node  # the page has the text, and should not send it twice
    assert "A point." not in str(head.documents)
    (comment,) = head.node("DiscussionForumPosting")["comment"]
    assert comment["text"] == "Said of it."
    assert "It says nothing new." in head.tree.text_content()


def test_a_thread_as_it_stands_on_the_page(client: Client) -> None:
    article = full_article()
    asked = builders.captured_comment(article, body="*Why?*", captured_name="Nora & Co")
    answer = builders.captured_comment(article, parent=asked, body="So.", by_article_author=True)
    unnamed = builders.captured_comment(article, parent=answer, body="Oh.")
    member = builders.comment(article, people.reader(display_name="Emil"), body="And I?")
    gone = people.reader()
    left = builders.comment(article, gone, body="I leave.")
    gone.deleted_at = timezone.now()
    gone.save()
    head = Head(client, article.get_absolute_url())
    node = head.node("DiscussionForumPosting")
    assert node["headline"] == "Commentary on Low water"
    assert node["sharedContent"]["@id"] == head.node("Article")["@id"]
    assert node["commentCount"] == 5
    first, second, third = node["comment"]
    assert (first["text"], first["author"]["name"]) == ("Why?", "Nora & Co")
    assert first["url"] == HERE + asked.get_absolute_url()
    assert "datePublished" not in first
    (reply,) = first["comment"]
    assert (reply["text"], reply["author"]["name"]) == ("So.", "Ada Quill")
    (last,) = reply["comment"]
    assert (last["text"], last["url"]) == ("Oh.", HERE + unnamed.get_absolute_url())
    assert "author" not in last
    assert second["author"] == {"@type": "Person", "name": "Emil"}
    assert second["datePublished"] == member.posted_at.isoformat(timespec="seconds")
    assert third["url"] == HERE + left.get_absolute_url()
    assert "author" not in third


def test_a_discussion_of_what_was_not_captured(client: Client) -> None:
    talk = full_article(
        kind=Article.Kind.DISCUSSION, body="", original_url="https://paper.example/a"
    )
    builders.captured_comment(talk)
    head = Head(client, talk.get_absolute_url())
    assert {node["@type"] for node in head.nodes} == {"DiscussionForumPosting", "BreadcrumbList"}
    about = head.node("DiscussionForumPosting")["about"]
    assert about["author"][0]["name"] == "Ada Quill"
    assert about["sameAs"] == "https://paper.example/a"
    assert about["datePublished"] == "2021-12-15"


HIDDEN: list[dict[str, Any]] = [
    {"review": "pending"},
    {"review": "rejected"},
    {"review": "removed"},
    {"withdrawn_at": timezone.now()},
]


@pytest.mark.parametrize("hidden", HIDDEN, ids=["pending", "rejected", "removed", "withdrawn"])
def test_only_what_is_public_whoever_reads(client: Client, hidden: dict[str, Any]) -> None:
    article, member = builders.article(), people.reader()
    seen = builders.comment(article, member, body="Anyone reads this.")
    unseen = builders.comment(article, member, body="canary", **hidden)
    builders.comment(article, people.reader(), parent=unseen, body="An answer.")
    builders.comment(article, people.reader(), parent=seen, body="canary, too", **hidden)
    for person in (None, member, people.moderator()):
        if person:
            client.force_login(person)
        head = Head(client, article.get_absolute_url())
        shown = person is not None and "review" in hidden  # to its member, and to moderators
        assert ("canary" in head.tree.text_content()) == shown
        assert "canary" not in str(head.documents)
        node = head.node("DiscussionForumPosting")
        assert [comment["text"] for comment in node["comment"]] == [
            "Anyone reads this.",
            "An answer.",
        ]
        assert node["commentCount"] == 2


def test_a_long_thread_does_not_double_the_page(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(linked_comments, "MOST", 3)
    article = builders.article()
    for _ in range(3):
        head = builders.captured_comment(article, body="word " * 500)
        builders.captured_comment(article, parent=head)
    shown = Head(client, article.get_absolute_url()).node("DiscussionForumPosting")
    first, second = shown["comment"]
    assert (len(first["comment"]), "comment" in second) == (1, False)
    assert len(first["text"]) <= linked_comments.LENGTH + 1
    assert shown["commentCount"] == 6


HOSTILE = [
    "</script><img id=evil src=x onerror=alert(1)>",
    "<!--<script>",
    "</title><base href=//evil.example>",
    "]]>&lt;/script&gt;&amp;",
    "\u2028alert(1)\u2029",
    '"}]}</ScRiPt ><img id=evil>',
    "'-alert(1)-' \" onload=alert(1) x=",
    "\\u003c/script\\u003e\\",
    "{{ metadata }} {% now 'Y' %}",
    "\u202egnp.\u2066exe",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_out_of_the_head(client: Client, words: str) -> None:
    tame = Head(client, builders.article(title="Tame").get_absolute_url())
    article = builders.article(
        title=words,
        dek=words,
        outlet=builders.outlet(words),
        authors=(builders.author(words),),
        topics=(builders.topic(words),),
        sharing="full",
    )
    builders.captured_comment(article, body=words, captured_name=words)
    head = Head(client, article.get_absolute_url())
    folded = " ".join(words.split())
    assert head.node("Article")["headline"] == folded
    assert head.node("Article")["author"][0]["name"] == words
    assert head.property("og:title") == [folded]
    comment = head.node("DiscussionForumPosting")["comment"][0]
    assert comment["author"]["name"] == words
    assert not head.tree.xpath("//*[@id='evil'] | //base")
    scripts = "count(//script)"
    assert head.tree.xpath(scripts) == tame.tree.xpath(scripts) > 1
    (source,) = head.tree.xpath("//script[@type='application/ld+json']/text()")
    assert not set(source) & set("<>&\u2028\u2029")
