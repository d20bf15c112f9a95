"""Outlets, authors and topics: who is listed, and what their pages hold."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Author, Outlet, Topic
from archive.pages.names import KINDS, name_page, names_page
from tests import builders

pytestmark = pytest.mark.django_db
INDEXES = ["outlets", "authors", "topics"]


def sections(kind: type, slug: str) -> dict[str, set[str]]:
    page = name_page(kind, slug, {})
    return {s.key: {card.article.title for card in s.cards} for s in page.sections}


def test_outlet_page_tells_captured_original_and_cited_apart() -> None:
    post = builders.outlet("Post")
    builders.article(title="Captured", outlet=post)
    builders.article(title="Original", original_outlet=post)
    citing = builders.article(title="Citing")
    builders.citation(citing, outlet=post)
    builders.citation(citing, outlet=post)
    assert sections(Outlet, "post") == {
        "captured": {"Captured"},
        "original": {"Original"},
        "cited": {"Citing"},
    }
    (row,) = names_page(Outlet, "").rows
    assert row.counted == (
        "1 captured here",
        "1 first appeared here",
        "quoted or discussed in 1 article",
    )


def test_author_page_tells_written_from_cited() -> None:
    quill = builders.author("Quill")
    builders.article(title="Written", authors=(quill,))
    builders.citation(builders.article(title="Citing"), author=quill)
    assert sections(Author, "quill") == {"written": {"Written"}, "cited": {"Citing"}}


def test_topic_page() -> None:
    builders.article(title="Filed", topics=(builders.topic("Tides"),))
    assert sections(Topic, "tides") == {"filed": {"Filed"}}


@pytest.mark.parametrize("hidden", [builders.draft, builders.withdrawn])
@pytest.mark.parametrize("index", INDEXES)
def test_name_known_only_from_what_is_hidden_appears_nowhere(
    client: Client, hidden, index: str
) -> None:
    names = builders.outlet("Hidden Name"), builders.author("Hidden Name")
    topic = builders.topic("Hidden Name")
    article = hidden(outlet=names[0], authors=(names[1],), topics=(topic,))
    builders.citation(article, outlet=names[0], author=names[1])
    single = reverse(index.removesuffix("s"), args=["hidden-name"])
    assert "Hidden Name" not in client.get(reverse(index)).content.decode()
    assert client.get(single).status_code == 404

    article.state = "published"
    article.save()
    assert "Hidden Name" in client.get(reverse(index)).content.decode()
    assert client.get(single).status_code == 200


@pytest.mark.parametrize("hidden", [builders.draft, builders.withdrawn])
def test_hidden_articles_are_in_no_section(hidden) -> None:
    quill = builders.author("Quill")
    builders.article(title="Seen", authors=(quill,))
    article = hidden(title="Unseen", authors=(quill,))
    builders.citation(article, author=quill)
    assert sections(Author, "quill") == {"written": {"Seen"}}
    assert name_page(Author, "quill", {}).sections[0].total == 1


@pytest.mark.parametrize("index", INDEXES)
def test_pages_of_names_and_of_their_articles(
    client: Client, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.pages.names.NAMES_ON_A_PAGE", 2)
    monkeypatch.setattr("archive.pages.names.SECTION_ROWS", 2)
    kind = next(kind for kind in KINDS if KINDS[kind].index == index)
    for name in ("Ångström", "beta", "Alpha", "gamma"):
        for _ in range(3):
            _article_of(kind, name)
    listed, cursor = [], ""
    for _ in range(10):
        page = client.get(reverse(index), {"cursor": cursor}).context["page"]
        listed += [str(row.row) for row in page.rows]
        cursor = page.paging.next
        if not cursor:
            break
    assert len(listed) == len(set(listed)) == 4
    assert listed.index("Alpha") < listed.index("beta") < listed.index("gamma")
    page = client.get(reverse(index.removesuffix("s"), args=["beta"])).context["page"]
    (section,) = page.sections
    following = client.get(
        reverse(index.removesuffix("s"), args=["beta"]) + section.next_url.partition("#")[0]
    )
    (rest,) = following.context["page"].sections
    first, second = ([c.article.pk for c in s.cards] for s in (section, rest))
    assert len({*first, *second}) == 3


def _article_of(kind: type, name: str) -> None:
    if kind is Outlet:
        builders.article(outlet=builders.outlet(name))
    elif kind is Author:
        builders.article(authors=(builders.author(name),))
    else:
        builders.article(topics=(builders.topic(name),))


@pytest.mark.parametrize("index", INDEXES)
def test_broken_cursors_and_unknown_names(client: Client, index: str) -> None:
    response = client.get(reverse(index), {"cursor": "broken"})
    assert response.status_code == 200
    assert "“broken”" in response.content.decode()
    smuggled = "WyJuYW1lIixmYWxzZSwiYVx1MDAwMGIiLDFd"  # a NUL and, next, a lone surrogate
    assert client.get(reverse(index), {"cursor": smuggled}).status_code == 200
    smuggled = "WyJuYW1lIixmYWxzZSwiXHVkODAwIiwxXQ"
    assert client.get(reverse(index), {"cursor": smuggled}).status_code == 200
    assert client.get(reverse(index.removesuffix("s"), args=["nobody"])).status_code == 404


def test_addresses_of_any_script(client: Client) -> None:
    builders.article(title="Привет, мир", authors=(builders.author("Иван"),))
    assert client.get("/articles/привет-мир/").status_code == 200
    assert client.get("/authors/иван/").status_code == 200
