"""The feed of a search: what its words find, the newest here first, for everybody."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from archive.indexing import index_articles, index_comments
from archive.models import Article, Comment
from archive.publishing.feeds import find
from archive.search.engine import Here
from tests import builders, people
from tests.archive.publishing.feeds.reading import read_atom, read_json

pytestmark = pytest.mark.django_db


def index() -> None:
    index_articles(Article.objects.values_list("pk", flat=True))
    index_comments(Comment.objects.values_list("pk", flat=True))


@pytest.fixture
def _held(db: None) -> None:
    """Four things that tell of a harbour, and one that does not."""
    article = builders.article(title="The harbour", sharing="full", body="Ships lie in it.")
    builders.comment(article, people.reader(display_name="Ada"), body="What a harbour!")
    builders.captured_comment(article, body="A harbour once.")
    builders.article(title="Elsewhere", body="There is no harbour.")
    builders.article(title="Inland", body="Hills.")
    index()


@pytest.mark.usefixtures("_held")
def test_articles_and_comments_together(client: Client) -> None:
    read = read_atom(client, "search", q="harbour")
    assert read.feed.title == "Search: harbour · Postil"
    assert read.feed.link == "http://localhost:8000/search/?q=harbour"
    assert sorted(entry.title for entry in read.entries) == [
        "Ada on “The harbour”",
        "Elsewhere",
        "The harbour",
        "unnamed reader on “The harbour”",
    ]
    items = read_json(client, "search", q="harbour")["items"]
    assert [item["id"] for item in items] == [entry.id for entry in read.entries]
    assert [item["title"] for item in read_json(client, "search", q="hills")["items"]] == ["Inland"]


@pytest.mark.usefixtures("_held")
def test_what_is_hidden_is_not_found(client: Client) -> None:
    assert len(read_atom(client, "search", q="harbour").entries) == 4
    Article.objects.filter(title="Elsewhere").update(state="draft")
    Comment.objects.filter(origin="member").update(review="removed")
    assert len(read_atom(client, "search", q="harbour").entries) == 2
    Article.objects.filter(title="The harbour").update(state="draft")
    assert read_atom(client, "search", q="harbour").entries == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("before:yesterday harbour", "yesterday"),
        ("author:Nobody harbour", "Nobody"),
        ("harb", "begin like it"),
    ],
)
@pytest.mark.usefixtures("_held")
def test_what_was_not_understood_is_said(client: Client, asked: str, said: str) -> None:
    assert said in read_atom(client, "search", q=asked).feed.subtitle


@pytest.mark.parametrize("asked", ["", '"', "-", "\x0b", "\u202e", "%", " "])
@pytest.mark.usefixtures("_held")
def test_nothing_that_is_asked_has_no_feed(client: Client, asked: str) -> None:
    assert client.get("/feeds/search.atom", {"q": asked}).status_code == 404
    assert client.get("/feeds/search.json").status_code == 404
    assert "/feeds/search." not in client.get("/search/", {"q": asked}).content.decode()


@pytest.mark.parametrize(
    "asked", ["\x0b\x1b]]> tide", "a " + "🌊" * 5000, "before:x a", "a" * 70_000]
)
@pytest.mark.usefixtures("_held")
def test_whatever_is_asked(client: Client, asked: str) -> None:
    read = read_atom(client, "search", q=asked)
    assert len(read.feed.title) < 120
    assert all(len(link.href) < 3000 for link in read.feed.links)
    read_json(client, "search", q=asked)


@pytest.mark.usefixtures("_held")
def test_is_told_apart_and_told_once(client: Client) -> None:
    first = client.get("/feeds/search.atom", {"q": "harbour"})
    assert first["ETag"] != client.get("/feeds/search.atom", {"q": "hills"})["ETag"]
    have = {"If-None-Match": first["ETag"]}
    assert client.get("/feeds/search.atom", {"q": "harbour"}, headers=have).status_code == 304
    builders.article(title="Another harbour")
    index()
    assert client.get("/feeds/search.atom", {"q": "harbour"}, headers=have).status_code == 200


def test_as_many_queries_for_many_as_for_few(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert read_atom(client, "search", q="harbour").entries
        return len(captured)

    counted = []
    for number in (2, 30):
        for position in range(number):
            article = builders.article(title=f"Harbour {position}", authors=(builders.author(),))
            comment = builders.captured_comment(article, body="A harbour.")
            index_articles([article.pk])  # in turn, so that a page has both
            index_comments([comment.pk])
        counted.append(asked())
    assert counted[0] == counted[1]


def test_a_search_without_end_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "newest", lambda *_asked: Here((), too_long=True))
    answer = client.get("/feeds/search.atom?q=the")
    assert answer.status_code == 503
    assert answer["Cache-Control"] == "no-store"
    assert "takes too long" in answer.content.decode()


@pytest.fixture
def _narrowable(db: None) -> None:
    """Tides that each filter parts into those which it leaves and those which it does not."""
    left = builders.article(
        title="Low tide",
        outlet=builders.outlet("The Gazette"),
        authors=(builders.author("Ada Quill"),),
        topics=(builders.topic("The sea"),),
        **builders.on(date(2019, 3, 4)),
    )
    builders.comment(left, people.reader(display_name="Bea"), body="The tide, in her words.")
    builders.article(title="High tide", kind="discussion")
    index()


NARROWED = (
    ("outlet", "the-gazette", "The Gazette", ["Bea on “Low tide”", "Low tide"]),
    ("author", "ada-quill", "Ada Quill", ["Bea on “Low tide”", "Low tide"]),
    ("topic", "the-sea", "The sea", ["Bea on “Low tide”", "Low tide"]),
    ("year", "2019", "2019", ["Low tide"]),
    ("year", "undated", "undated", ["High tide"]),
    ("kind", "comment", "Comments", ["Bea on “Low tide”"]),
)


@pytest.mark.parametrize(("name", "value", "words", "left"), NARROWED)
@pytest.mark.usefixtures("_narrowable")
def test_as_narrow_as_its_page(
    client: Client, name: str, value: str, words: str, left: list[str]
) -> None:
    read = read_atom(client, "search", q="tide", **{name: value})
    assert [entry.title for entry in read.entries] == left
    assert read.feed.title == f"Search: tide · {words} · Postil"
    assert read.feed.link == f"http://localhost:8000/search/?q=tide&{name}={value}"
    (own,) = (link.href for link in read.feed.links if link.rel == "self")
    assert own.endswith(f"/feeds/search.atom?q=tide&{name}={value}")
    page = client.get("/search/", {"q": "tide", name: value}).content.decode()
    path = escape(own.removeprefix("http://localhost:8000"))
    assert page.count(f'href="{path}"') == 2


@pytest.mark.usefixtures("_narrowable")
def test_what_of_the_filters_was_not_understood_is_said(client: Client) -> None:
    builders.draft(authors=(builders.author("Nobody"),))
    for slug in ("nobody", "no-such-name"):
        read = read_atom(client, "search", q="tide", author=slug)
        assert read.entries == []
        assert f"No article here is by an author “{slug}”." in read.feed.subtitle
    odd = {"q": "tide", "year": "soon", "kind": "essay"}
    subtitle = read_atom(client, "search", **odd).feed.subtitle
    assert "“soon” is not a year." in subtitle
    assert "“essay”" in subtitle
    html = client.get("/search/", odd).content.decode()
    assert html.count('href="/feeds/search.atom?q=tide"') == 2


@pytest.mark.usefixtures("_narrowable")
def test_what_is_swapped_has_its_own_feed(client: Client) -> None:
    """And none stands outside of it, where it would go on speaking of what was asked before."""
    swap = {"HX-Request": "true"}
    found = client.get("/search/", {"q": "low", "kind": "article"}, headers=swap).content.decode()
    assert found.count('href="/feeds/search.atom?q=low&amp;kind=article"') == 1
    page = client.get("/search/", {"q": "low"}).content.decode()
    assert page.index('id="found"') < page.rindex("/feeds/search.") < page.index("<footer")
