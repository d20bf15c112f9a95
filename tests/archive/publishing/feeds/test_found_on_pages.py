"""Pages lead to the feeds that go with them: readers' tools by the head, people by the foot."""

import re

import pytest
from django.test import Client

from tests import builders, people
from tests.archive.publishing.feeds.reading import atom_of, json_of

pytestmark = pytest.mark.django_db
ALTERNATE = re.compile(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">')
READ = {"application/atom+xml": atom_of, "application/feed+json": json_of}


@pytest.mark.parametrize(
    ("page", "titles"),
    [
        ("/", ["Newest articles", "Newest comments"]),
        ("/feeds/", ["Newest articles", "Newest comments"]),
        ("/articles/", ["Newest articles"]),
        ("/articles/low-water/", ["Comments on “Low &lt;b&gt; water”"]),
        ("/outlets/the-gazette/", ["Articles: The Gazette"]),
        ("/authors/анна/", ["Articles: Анна"]),
        ("/topics/the-sea/", ["Articles: The sea"]),
        ("/search/?q=%22low+water%22+%26+more", ["Search: &quot;low water&quot; &amp; more"]),
        ("/search/", []),
        ("/rules/", []),
    ],
)
def test_a_page_names_its_feeds(client: Client, page: str, titles: list[str]) -> None:
    builders.article(
        title="Low <b> water",
        slug="low-water",
        outlet=builders.outlet("The Gazette"),
        authors=(builders.author("Анна"),),
        topics=(builders.topic("The sea"),),
    )
    html = client.get(page).content.decode()
    found = ALTERNATE.findall(html)
    assert [title for kind, title, _href in found if kind == "application/atom+xml"] == titles
    assert len(found) == 2 * len(titles) == html.count('rel="alternate"')
    for media_type, _title, href in found:
        answer = client.get(href.replace("&amp;", "&"))
        assert answer.status_code == 200
        READ[media_type](answer.content)
        assert html.count(f'href="{href}"') == 2  # in the head, and for people
    assert '<a href="/feeds/">' in html


def test_a_draft_has_none(client: Client) -> None:
    draft = builders.draft()
    client.force_login(people.editor())
    answer = client.get(draft.get_absolute_url())
    assert answer.status_code == 200
    assert "/feeds/articles/" not in answer.content.decode()


def test_what_a_page_links_is_what_the_feed_says_it_is_of(client: Client) -> None:
    builders.article(title="Low water")
    html = client.get("/articles/low-water/").content.decode()
    ((_type, _title, href), _json) = ALTERNATE.findall(html)
    read = atom_of(client.get(href).content)
    assert read.feed.link == "http://localhost:8000/articles/low-water/"
    assert {link.href for link in read.feed.links if link.rel == "self"} == {
        f"http://localhost:8000{href}"
    }
