"""Site maps: every page that may be found, and no other, as sitemaps.org wants it written."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from archive.models import Article
from archive.publishing import sitemaps
from tests import builders, people
from tests.archive.publishing.heads import Head

pytestmark = pytest.mark.django_db

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "sitemaps.xsd"))
NAMESPACE = {"s": sitemaps.NAMESPACE}


def read(client: Client, path: str) -> dict[str, str]:
    """The paths in a map that the schema finds in order, each with when it changed."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    document = etree.fromstring(answer.content)
    SCHEMA.assertValid(document)
    found = {}
    for entry in document:
        address = urlsplit(entry.findtext("s:loc", namespaces=NAMESPACE))
        assert f"{address.scheme}://{address.netloc}" == "http://localhost:8000"
        found[address.path] = entry.findtext("s:lastmod", "", NAMESPACE)
    return found


def read_all(client: Client) -> set[str]:
    """Every page's path in every part that the index names."""
    return {page for part in read(client, "/sitemap.xml") for page in read(client, part)}


def test_what_anyone_may_read_is_in_it_and_leads_there(client: Client) -> None:
    article = builders.article(
        title="Tid & vand <æøå>",
        outlet=builders.outlet("The “Post” & Sons"),
        original_outlet=builders.outlet("First"),
        authors=(builders.author("高橋"),),
        topics=(builders.topic("Tides"),),
    )
    builders.captured_comment(article)
    found = read_all(client)
    found.remove(f"{article.get_absolute_url()}comments/")
    names = (*article.authors.all(), *article.topics.all())
    expected = {row.get_absolute_url() for row in (article, article.outlet, *names)}
    expected.add(article.original_outlet.get_absolute_url())
    lists = {"/", "/articles/", "/outlets/", "/authors/", "/topics/", "/rules/"}
    assert found == expected | lists
    for path in found:
        assert client.get(path).status_code == 200, path


def test_an_empty_archive_has_a_map_too(client: Client) -> None:
    assert list(read(client, "/sitemap.xml")) == ["/sitemaps/pages.xml"]
    assert "/" in read(client, "/sitemaps/pages.xml")


def test_what_is_not_public_is_in_none(client: Client) -> None:
    seen = builders.article(title="Seen")
    pending = builders.comment(seen, people.reader(), review="pending")
    for state, make in (("draft", builders.draft), ("gone", builders.withdrawn)):
        make(
            title=f"canary {state}",
            outlet=builders.outlet(f"canary outlet {state}"),
            authors=(builders.author(f"canary author {state}"),),
            topics=(builders.topic(f"canary topic {state}"),),
        )
    assert Article.objects.filter(slug__contains="canary").count() == 2
    editor = Client()
    editor.force_login(people.editor())
    for somebody in (client, editor):
        found = read_all(somebody)
        assert seen.get_absolute_url() in found
        assert pending.get_absolute_url() not in found
        assert not [path for path in found if "canary" in path]


def test_an_article_that_is_best_read_elsewhere_is_left_to_be_found_there(client: Client) -> None:
    first = builders.article(title="First")
    elsewhere = {"original_url": "https://paper.example/a"}
    left_out = [
        builders.article(title="Elsewhere", **elsewhere),
        builders.article(title="Again", republication_of=first),
    ]
    kept = [
        builders.article(title="Of one unseen", republication_of=builders.draft(title="Unseen")),
        builders.article(title="Talk", kind=Article.Kind.DISCUSSION, body="", **elsewhere),
        builders.article(title="No address", original_url="ftp://paper.example/a"),
        first,
    ]
    found = read_all(client)
    assert found.issuperset(article.get_absolute_url() for article in kept)
    assert found.isdisjoint(article.get_absolute_url() for article in left_out)


def test_parts_are_blocks_of_ids_with_the_last_change_of_each(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "BLOCK", 10)
    articles = [builders.article() for _ in range(25)]
    Article.objects.filter(pk=articles[3].pk).update(state=Article.State.DRAFT)
    parts = read(client, "/sitemap.xml")
    by_part = {part: read(client, part) for part in parts if "articles" in part}
    assert len(by_part) >= 3
    for part, changed in by_part.items():
        assert 1 <= len(changed) <= 10
        latest = max(datetime.fromisoformat(moment) for moment in changed.values())
        assert datetime.fromisoformat(parts[part]) == latest
    paths = [path for part in by_part.values() for path in part]
    assert sorted(paths) == sorted(a.get_absolute_url() for a in articles if a != articles[3])


@pytest.mark.parametrize(
    "part",
    [
        "articles",
        "articles-",
        "articles--1",
        "articles-01",
        "articles-9",
        "articles-99999999999999",
        "articles-99999999999999999999999",
        "articles-٣",
        "members-0",
        "outlets-0",
        "comments-0",
        "pages-0",
    ],
)
def test_there_is_no_other_part(client: Client, part: str) -> None:
    builders.article()
    assert client.get(f"/sitemaps/{part}.xml").status_code == 404


def test_where_all_articles_are_best_read_elsewhere_a_part_has_their_list(client: Client) -> None:
    article = builders.article(original_url="https://paper.example/a")
    part = f"/sitemaps/articles-{article.pk // sitemaps.BLOCK}.xml"
    assert part in read(client, "/sitemap.xml")
    assert read(client, part) == {"/articles/": ""}


def test_what_was_said_is_found_here_wherever_the_text_is(client: Client) -> None:
    elsewhere = {"original_url": "https://paper.example/a"}
    said = builders.article(title="Said", **elsewhere), builders.article(title="Here")
    unsaid = builders.article(title="Unsaid"), builders.draft(title="Draft", **elsewhere)
    pending = builders.article(title="Pending", **elsewhere)
    for article in (*said, unsaid[1]):
        builders.captured_comment(article)
    builders.comment(pending, people.reader(), review="pending")
    found = read_all(client)
    for article in said:
        path = f"{article.get_absolute_url()}comments/"
        head = Head(client, path)
        assert path in found
        assert (head.canonical, head.indexed) == (f"http://localhost:8000{path}", True)
    for article in (*unsaid, pending):
        assert f"{article.get_absolute_url()}comments/" not in found


def test_no_date_goes_back_when_the_newest_article_is_withdrawn(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "BLOCK", 10)
    for _ in range(3):
        builders.article()
    newest = builders.article(outlet=builders.outlet())
    builders.article(outlet=newest.outlet)
    alone = builders.withdrawn(pk=newest.pk + 100)

    def dates() -> dict[str, str]:
        parts = read(client, "/sitemap.xml")
        pages = read(client, "/sitemaps/pages.xml")
        return {**parts, **{page: date for page, date in pages.items() if date}}

    Article.objects.update(changed_at=datetime(2026, 1, 1, tzinfo=UTC))
    Article.objects.filter(pk=newest.pk).update(changed_at=datetime(2026, 1, 2, tzinfo=UTC))
    before = dates()
    newest.state, newest.withdrawn_at = Article.State.WITHDRAWN, timezone.now()
    newest.withdrawal_reason = "Held twice."
    newest.save()
    after = dates()
    assert before.keys() == after.keys()
    assert f"/sitemaps/articles-{alone.pk // 10}.xml" not in after
    assert all(after[path] >= date for path, date in before.items())


def test_more_rows_take_no_more_queries(client: Client) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    def fill(number: int) -> None:
        for _ in range(number):
            original = builders.article(outlet=builders.outlet(), authors=(builders.author(),))
            builders.article(republication_of=original, topics=(builders.topic(),))

    fill(2)
    parts = [*read(client, "/sitemap.xml")]
    assert len(parts) >= 5
    few = [asked(path) for path in ("/sitemap.xml", *parts)]
    fill(20)
    assert [asked(path) for path in ("/sitemap.xml", *parts)] == few
    assert max(few) <= 4


def test_who_has_it_is_not_sent_it_again(client: Client) -> None:
    article = builders.article()
    for path in ("/sitemap.xml", f"/sitemaps/articles-{article.pk // sitemaps.BLOCK}.xml"):
        first = client.get(path)
        assert first["Cache-Control"] == "public, max-age=60"
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    builders.article()
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_a_site_that_is_not_to_be_found_has_none(client: Client, settings) -> None:
    builders.article()
    assert client.get("/sitemap.xml").status_code == 200
    settings.INDEXED = False
    assert client.get("/sitemap.xml").status_code == 404
    assert client.get("/sitemaps/pages.xml").status_code == 404


def test_the_map_holds_the_pages_that_name_themselves(client: Client) -> None:
    elsewhere = {"original_url": "https://paper.example/a"}
    first = builders.article(title="First")
    bare = builders.article(title="Bare", body="")
    articles = [
        first,
        bare,
        builders.article(title="Elsewhere", **elsewhere),
        builders.article(title="Bare, too", body="", **elsewhere),
        builders.article(title="Again", republication_of=first),
        builders.article(title="Of what is bare", republication_of=bare),
        builders.article(title="Here", original_url="http://localhost:8000/articles/here/"),
    ]
    paths = {article.get_absolute_url() for article in articles}
    named = {path for path in paths if Head(client, path).canonical.endswith(path)}
    assert len(named) == 5
    assert read_all(client) & paths == named
