"""The feeds of the site: what stands in each, for everybody, and what does not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml.html import fragments_fromstring

from accounts.privacy.deletion import bury
from archive.models import Article, ArticleRevision, Comment, Sharing
from archive.text.sanitise import ARTICLE_TAGS
from tests import builders, people
from tests.archive.publishing.feeds.reading import read_atom, read_json

pytestmark = pytest.mark.django_db
PAYLOADS = (
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    "[a](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    '<a href="//evil.example" data-hx-get="/x" style="position:fixed">a</a>',
    "<![CDATA[</content><script>alert(1)</script>]]>",
)


def titles(read: Any) -> list[str]:
    return [entry.title for entry in read.entries]


class TestArticles:
    def test_newest_here_first(self, client: Client) -> None:
        for title in ("One", "Two", "Three"):
            builders.article(title=title)
        assert titles(read_atom(client, "articles")) == ["Three", "Two", "One"]
        items = read_json(client, "articles")["items"]
        assert [item["title"] for item in items] == ["Three", "Two", "One"]

    def test_say_what_is_known_of_them(self, client: Client) -> None:
        builders.article(
            title="  Low\n water ",
            authors=(builders.author("Berta"), builders.author("Ada")),
            topics=(builders.topic("The sea"),),
            outlet=builders.outlet("The Gazette"),
            original_url="https://elsewhere.example/tïdes?x=1",
            rights="All of them.",
            language="de",
        )
        (entry,) = read_atom(client, "articles").entries
        assert entry.title == "Low water"
        assert [author.name for author in entry.authors] == ["Berta", "Ada"]  # as its page does
        assert entry.authors[0].href == "http://localhost:8000/authors/berta/"
        assert [tag.term for tag in entry.tags] == ["The sea"]
        links = {link.rel: link.href for link in entry.links}
        assert links["via"] == "https://elsewhere.example/t%C3%AFdes?x=1"
        assert links["alternate"] == entry.link == "http://localhost:8000/articles/low-water/"
        assert entry.id == "tag:localhost,2026:/articles/low-water/"
        assert entry.rights == "All of them."
        assert "The Gazette, undated." in entry.summary
        assert read_json(client, "articles")["items"][0]["language"] == "de"

    def test_untitled_ones_are_told_apart(self, client: Client) -> None:
        """By the piece that is discussed, or how the text begins, as far as that is passed on."""
        made = {"title": "", "kind": "discussion", "outlet": builders.outlet("The Gazette")}
        builders.article(**made, body="Nobody knew. " * 20, sharing="link")
        builders.article(**made, body="Somebody asked this. And said more.", sharing="full")
        about = builders.article(**made, body="Somebody else asked this.")
        for title in ("", "Low\nwater"):
            builders.citation(about, relation="quotes", title=f"A book {title}")
            builders.citation(about, relation="discusses", title=title)
        builders.article(title="", body="", sharing="full")
        assert titles(read_atom(client, "articles")) == [
            "Untitled article",
            "Discussion of “Low water”",
            "Untitled discussion: Somebody asked this. And said more.",
            "Untitled discussion (The Gazette)",
        ]
        before = client.get("/feeds/articles.atom")
        about.citations.update(title="High water")
        again = {"If-None-Match": before["ETag"]}
        assert client.get("/feeds/articles.atom", headers=again).status_code == 200

    @pytest.mark.parametrize("original", ["javascript:alert(1)", "http:evil", "//evil.example"])
    def test_lead_to_web_pages_only(self, client: Client, original: str) -> None:
        builders.article(original_url=original)
        (entry,) = read_atom(client, "articles").entries
        assert {link.rel for link in entry.links} == {"alternate"}

    def test_pass_on_as_much_as_may_be(self, client: Client) -> None:
        body = "The first words. " + "And more of them. " * 60 + "The last words."
        for level in Sharing:
            builders.article(title=level.value, sharing=level, body=body)
        atom = {entry.title: entry for entry in read_atom(client, "articles").entries}
        items = {item["title"]: item for item in read_json(client, "articles")["items"]}
        assert "The last words." in atom["full"].content[0].value
        assert "The last words." in items["full"]["content_html"]
        assert "The first words." in atom["excerpt"].summary
        assert "The last words." not in str(atom["excerpt"]) + str(items["excerpt"])
        assert "words." not in str(atom["link"]) + str(items["link"])
        assert atom["link"].summary == items["link"]["content_text"]

    def test_were_changed_when_their_words_were(self, client: Client) -> None:
        article = builders.article()
        article.save()  # what readers do not see was changed
        (before,) = read_json(client, "articles")["items"]
        assert before["date_modified"] == before["date_published"] == article.added_at.isoformat()
        at = timezone.now() + timedelta(days=1)
        ArticleRevision.objects.create(article=article, at=at, cause="correction", changes=[])
        (after,) = read_json(client, "articles")["items"]
        assert after["date_modified"] == at.isoformat()
        assert after["date_published"] == before["date_published"]

    def test_hidden_ones_are_in_no_feed(self, client: Client) -> None:
        names = {
            "outlet": builders.outlet("An outlet"),
            "authors": (builders.author("An author"),),
            "topics": (builders.topic("A topic"),),
        }
        shown = builders.article(title="Shown", **names)
        builders.draft(title="Hidden draft", **names)
        builders.withdrawn(title="Hidden withdrawn", **names)
        feeds = ("articles", "outlets/an-outlet", "authors/an-author", "topics/a-topic")
        for feed in feeds:
            assert titles(read_atom(client, feed)) == ["Shown"]
            assert [item["title"] for item in read_json(client, feed)["items"]] == ["Shown"]
        Article.objects.filter(pk=shown.pk).update(state="draft")
        assert titles(read_atom(client, "articles")) == []
        for feed in feeds[1:]:
            assert client.get(f"/feeds/{feed}.atom").status_code == 404

    def test_an_outlet_has_what_first_appeared_there(self, client: Client) -> None:
        outlet = builders.outlet("The Post")
        builders.article(title="Captured there", outlet=outlet)
        builders.article(title="First there", original_outlet=outlet)
        builders.article(title="Both", outlet=outlet, original_outlet=outlet)
        builders.citation(builders.article(title="Quotes it"), outlet=outlet)
        read = read_atom(client, "outlets/the-post")
        assert titles(read) == ["Both", "First there", "Captured there"]
        assert read.feed.title == "Articles: The Post · Postil"
        assert read.feed.link == "http://localhost:8000/outlets/the-post/"

    def test_a_name_that_is_only_cited_has_an_empty_feed(self, client: Client) -> None:
        builders.citation(builders.article(), author=builders.author("Quoted"))
        assert read_atom(client, "authors/quoted").feed.title == "Articles: Quoted · Postil"

    def test_a_name_in_any_script(self, client: Client) -> None:
        builders.article(title="Рассвет", authors=(builders.author("Анна"),))
        assert titles(read_atom(client, "authors/анна")) == ["Рассвет"]

    def test_go_on_where_there_are_many(self, client: Client) -> None:
        for number in range(60):
            builders.article(title=f"No. {number}")
        first = read_atom(client, "articles")
        assert len(first.entries) == 50
        links = {link.rel: link.href for link in first.feed.links}
        cursor = links["next"].partition("cursor=")[2]
        rest = read_atom(client, "articles", cursor=cursor)
        assert titles(first) + titles(rest) == [f"No. {number}" for number in reversed(range(60))]
        assert "previous" in {link.rel for link in rest.feed.links}
        assert "cursor=" in read_json(client, "articles")["next_url"]

    @pytest.mark.parametrize("cursor", ["nowhere", "\u202e", "W10", "9" * 4000])
    def test_what_leads_nowhere_is_said(self, client: Client, cursor: str) -> None:
        builders.article(title="Low water")
        for feed in ("articles", "comments", "articles/low-water"):
            read = read_atom(client, feed, cursor=cursor)
            assert "leads to no page here" in read.feed.subtitle
            (self_,) = (link.href for link in read.feed.links if link.rel == "self")
            assert "cursor" not in self_


class TestComments:
    def test_are_what_members_said(self, client: Client) -> None:
        article = builders.article(title="Low water")
        builders.captured_comment(article)
        member = people.reader(display_name="Ada Quill")
        builders.comment(article, member, body="It *rained*.")
        (entry,) = read_atom(client, "comments").entries
        assert entry.title == "Ada Quill on “Low water”"
        assert entry.content[0].value == "<p>It <em>rained</em>.</p>"
        assert entry.author_detail.href == f"http://localhost:8000/members/{member.public_id}/"
        (item,) = read_json(client, "comments")["items"]
        assert "language" not in item

    def test_of_a_thread_are_all_of_it(self, client: Client) -> None:
        article = builders.article(title="Low water", language="de")
        captured = builders.captured_comment(article, captured_name="Somebody")
        answer = builders.comment(article, people.reader(), parent=captured)
        builders.comment(builders.article(), people.reader(), body="Elsewhere.")
        second, first = read_json(client, "articles/low-water")["items"]
        assert first["authors"] == [{"name": "Somebody"}]
        assert first["language"] == "de"
        assert "date_published" not in first  # nobody knows when it was said
        assert first["_in_reply_to"]["id"] == "tag:localhost,2026:/articles/low-water/"
        assert second["id"] == f"tag:localhost,2026:/comments/{answer.pk}/"
        assert second["_in_reply_to"]["id"] == first["id"]
        older = read_atom(client, "articles/low-water").entries[1]
        assert older["thr_in-reply-to"]["href"] == "http://localhost:8000/articles/low-water/"

    def test_of_those_who_left_name_nobody(self, client: Client) -> None:
        member = people.reader(display_name="Canary")
        builders.comment(builders.article(), member)
        assert "Canary" in client.get("/feeds/comments.atom").content.decode()
        bury(member, timezone.now())
        content = client.get("/feeds/comments.atom").content.decode()
        assert "Deleted member" in content
        assert "Canary" not in content
        assert member.public_id not in content

    @pytest.mark.parametrize(
        "hidden",
        [
            {"review": "pending"},
            {"review": "rejected"},
            {"review": "removed"},
            {"withdrawn_at": timezone.now()},
        ],
    )
    def test_hidden_ones_are_in_no_feed(self, client: Client, hidden: dict[str, Any]) -> None:
        article = builders.article(title="Low water")
        above = builders.comment(article, people.reader(display_name="Canary"), body="Canary.")
        builders.comment(article, people.reader(), parent=above, body="An answer.")
        feeds = ("comments", "articles/low-water")
        for feed in feeds:
            assert len(read_atom(client, feed).entries) == 2
        Comment.objects.filter(pk=above.pk).update(**hidden)
        for feed in feeds:
            (entry,) = read_atom(client, feed).entries
            assert entry.content[0].value == "<p>An answer.</p>"
            # That something stood there is on no page either.
            assert entry["thr_in-reply-to"]["ref"] == "tag:localhost,2026:/articles/low-water/"
            for form in ("atom", "json"):
                content = client.get(f"/feeds/{feed}.{form}").content.decode()
                assert "Canary" not in content
                assert f"/comments/{above.pk}/" not in content

    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    def test_go_with_their_article(self, client: Client, state: str) -> None:
        article = builders.draft() if state == "draft" else builders.withdrawn()
        builders.comment(article, people.reader(), body="Canary.")
        assert not read_atom(client, "comments").entries
        assert not read_json(client, "comments")["items"]
        answer = client.get(f"/feeds/articles/{article.slug}.atom")
        assert answer.status_code == (404 if state == "draft" else 410)
        assert "Canary" not in answer.content.decode()


def test_a_withdrawal_is_answered_as_its_page_is(client: Client) -> None:
    legal = builders.withdrawn(ground="legal", withdrawal_reason="A court said so.")
    answer = client.get(f"/feeds/articles/{legal.slug}.json")
    assert answer.status_code == 451
    assert "A court said so." in answer.content.decode()
    assert client.get("/feeds/articles/never-was.atom").status_code == 404


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_runs(client: Client, payload: str) -> None:
    article = builders.article(
        title=f"A title {payload}",
        body=f"The text {payload}",
        sharing="full",
        rights=payload,
        authors=(builders.author(payload),),
        topics=(builders.topic(payload),),
        outlet=builders.outlet(f"Outlet {payload}"),
    )
    builders.captured_comment(article, captured_name=payload, body=f"Said {payload}")
    builders.comment(article, people.reader(), body=f"Said {payload}")
    outlet = article.outlet
    assert outlet
    found = 0
    for feed in ("articles", "comments", f"articles/{article.slug}", f"outlets/{outlet.slug}"):
        for entry in read_atom(client, feed).entries:
            assert_harmless(entry.content[0].value)
            found += 1
        for item in read_json(client, feed)["items"]:
            assert_harmless(item["content_html"])
    assert found == 5


def assert_harmless(html: str) -> None:
    """Whatever a reader's tool takes for markup is what pages show, too."""
    for fragment in fragments_fromstring(html, no_leading_text=True):
        for element in fragment.iter():
            assert element.tag in ARTICLE_TAGS
            assert set(element.attrib) <= {"href", "rel", "start"}
            assert not element.get("href", "https:").lower().startswith(("javascript", "//"))


@pytest.mark.parametrize("person", [people.reader, people.moderator, people.editor, people.admin])
def test_are_the_same_for_everybody(client: Client, person: Any) -> None:
    member = person()
    article = builders.article(title="Low water")
    builders.draft(title="Canary")
    builders.comment(article, member, review="pending", body="Canary.")
    builders.comment(article, people.reader())
    feeds = [
        f"/feeds/{feed}.{form}"
        for feed in ("articles", "comments", "articles/low-water")
        for form in ("atom", "json")
    ]
    before = [client.get(feed).content for feed in feeds]
    client.force_login(member)
    assert [client.get(feed).content for feed in feeds] == before
    assert all(b"Canary" not in content for content in before)
