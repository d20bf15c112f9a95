"""Whoever has a feed already is told so, for little; whatever changes in it, they hear of."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from accounts.models import User
from archive.editing.publication import withdraw
from archive.models import Article, ArticleRevision, Author, Byline, Comment, Outlet, Topic
from archive.publishing.feeds.feed import ENTRIES
from tests import builders, people
from tests.archive.publishing.feeds.reading import atom_of, read_atom
from tests.woods import grow

pytestmark = pytest.mark.django_db
FEEDS = (
    "articles",
    "comments",
    "outlets/the-gazette",
    "authors/ada-quill",
    "topics/the-sea",
    "articles/low-water",
)
OF_ARTICLES = tuple(feed for feed in FEEDS if feed not in {"comments", "articles/low-water"})


def asked_for(feed: str) -> int:
    """The queries that tell whether a feed changed: that of a name looks the name up first."""
    return 3 if feed in OF_ARTICLES and feed != "articles" else 2


@pytest.fixture
def article(db: None) -> Article:
    """An article that is in all of them, with a comment."""
    made = builders.article(
        title="Low water",
        outlet=builders.outlet("The Gazette"),
        authors=(builders.author("Ada Quill"),),
        topics=(builders.topic("The sea"),),
    )
    builders.comment(made, people.reader(), body="It rained.")
    return made


def etag(client: Client, feed: str) -> str:
    return client.get(f"/feeds/{feed}.atom")["ETag"]


def queries(client: Client, address: str, **headers: str) -> tuple[int, int]:
    """The status of the answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as captured:
        status = client.get(address, headers=headers).status_code
    return status, len(captured)


@pytest.mark.parametrize("form", ["atom", "json"])
@pytest.mark.parametrize("feed", FEEDS)
def test_what_is_at_hand_is_not_sent_again(
    client: Client, article: Article, feed: str, form: str
) -> None:
    address = f"/feeds/{feed}.{form}"
    first = client.get(address)
    assert first.status_code == 200
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    for header in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin", "X-Robots-Tag"):
        assert again[header] == first[header]
    # As a proxy passes it on that compressed the answer.
    weak = {"If-None-Match": f'"other", W/{first["ETag"]}'}
    assert queries(client, address, **weak)[0] == 304
    assert queries(client, address, **{"If-None-Match": first["ETag"]})[1] <= asked_for(feed)
    assert client.head(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def take_back(article: Article) -> None:
    withdraw(article, people.editor(), Article.Ground.EDITORIAL, "It was held twice.")


def remove_what_was_said(article: Article) -> None:
    article.comments.update(review="removed")


def rename_who_said_it(article: Article) -> None:
    User.objects.filter(comments__article=article).update(display_name="Renamed")


@pytest.mark.parametrize("change", [take_back, remove_what_was_said, rename_who_said_it])
def test_no_date_hides_what_changed(
    client: Client, article: Article, change: Callable[[Article], None]
) -> None:
    """Nothing but the mark tells of what went, or is called otherwise: feeds have no date."""
    builders.comment(builders.article(), people.reader())  # the last word of both feeds
    feeds = [f"/feeds/{feed}.atom" for feed in ("articles", "comments")]
    before = [client.get(feed) for feed in feeds]
    change(article)
    now = {"If-Modified-Since": http_date(timezone.now().timestamp() + 60)}
    after = [client.get(feed, headers=now) for feed in feeds]
    assert [answer.status_code for answer in after] == [200, 200]
    assert [a.content for a in after] != [b.content for b in before]
    assert not any(answer.has_header("Last-Modified") for answer in (*before, *after))
    for nonsense in ("yesterday", "Mon, 31 Feb 2026 25:00:00 GMT", "\x01"):
        headers = {"If-Modified-Since": nonsense, "If-None-Match": nonsense}
        assert queries(client, feeds[0], **headers)[0] == 200


def rename(model: type[Model]) -> Callable[[Article], None]:
    def renamed(_article: Article) -> None:
        row = model._default_manager.get()
        row.name = "Renamed"  # type: ignore[attr-defined]
        row.save()

    renamed.__name__ = f"rename_{model.__name__}"
    return renamed


def reword(article: Article) -> None:
    article.set_body("Other words.")
    article.save()


def revise(article: Article) -> None:
    at = timezone.now() + timedelta(days=1)
    ArticleRevision.objects.create(article=article, at=at, cause="correction", changes=[])


def change_sharing(article: Article) -> None:
    builders.settings(sharing="full")


def file_anew(article: Article) -> None:
    article.topics.add(builders.topic("Weather"))


def name_another_author(article: Article) -> None:
    Byline.objects.create(article=article, author=builders.author("Berta"), position=1)


@pytest.mark.parametrize(
    "change",
    [
        rename(Outlet),
        rename(Author),
        rename(Topic),
        reword,
        revise,
        change_sharing,
        file_anew,
        name_another_author,
    ],
)
def test_every_change_of_an_article_is_told(
    client: Client, article: Article, change: Callable[[Article], None]
) -> None:
    before = {feed: etag(client, feed) for feed in OF_ARTICLES}
    change(article)
    after = {feed: etag(client, feed) for feed in OF_ARTICLES}
    assert len(before) == 4
    assert [feed for feed in OF_ARTICLES if before[feed] == after[feed]] == []


def test_what_leaves_a_feed_is_told(client: Client, article: Article) -> None:
    builders.article(title="Another")
    before = etag(client, "articles"), etag(client, "comments")
    Article.objects.filter(pk=article.pk).update(state="draft")
    assert etag(client, "articles") != before[0]
    assert etag(client, "comments") != before[1]


@pytest.mark.parametrize(
    "change",
    [
        {"body_html": "<p>Other words.</p>"},
        {"edited_at": timezone.now()},
        {"review": "removed"},
        {"withdrawn_at": timezone.now()},
    ],
)
def test_every_change_of_a_comment_is_told(
    client: Client, article: Article, change: dict[str, object]
) -> None:
    before = [etag(client, feed) for feed in ("comments", "articles/low-water")]
    Comment.objects.update(**change)
    after = [etag(client, feed) for feed in ("comments", "articles/low-water")]
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_a_member_s_new_name_and_a_new_title_are_told(client: Client, article: Article) -> None:
    before = etag(client, "comments")
    member = article.comments.get().member
    assert member
    member.display_name = "Somebody Else"
    member.save()
    renamed = etag(client, "comments")
    article.title = "High water"
    article.save()
    assert len({before, renamed, etag(client, "comments")}) == 3


def test_what_goes_before_a_page_is_told(client: Client, article: Article) -> None:
    """The links to its neighbours, and to itself, are a part of it."""
    for number in range(ENTRIES):
        builders.article(title=f"Later {number}")
    read = read_atom(client, "articles")
    (following,) = (link.href for link in read.feed.links if link.rel == "next")
    last = urlsplit(following)
    of_last = atom_of(client.get(f"{last.path}?{last.query}").content)
    (back,) = (link.href for link in of_last.feed.links if link.rel == "previous")
    first = urlsplit(back)
    address = f"{first.path}?{first.query}"
    before = client.get(address)
    assert 'rel="previous"' not in before.content.decode()
    builders.article(title="The newest")
    given = {"If-None-Match": before["ETag"]}
    after = client.get(address, headers=given)
    assert after.status_code == 200
    assert 'rel="previous"' in after.content.decode()
    assert etag(client, "articles") != after["ETag"]


def test_forms_and_pages_are_told_apart(client: Client, article: Article) -> None:
    answers = [
        client.get(f"/feeds/{address}")
        for address in ("articles.atom", "articles.json", "outlets/the-gazette.atom")
    ]
    assert len({answer["ETag"] for answer in answers}) == 3


def test_may_be_shared_and_read_by_any_page(client: Client, article: Article) -> None:
    for feed in FEEDS:
        answer = client.get(f"/feeds/{feed}.json")
        assert answer["Cache-Control"] == "public, max-age=60"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        assert answer.headers.get("Access-Control-Allow-Credentials") is None
    client.force_login(people.reader())
    assert client.get("/feeds/articles.atom")["Cache-Control"] == "private, no-store"


def many(number: int) -> None:
    """So many more articles with names on each, and so many comments under the first."""
    first = Article.objects.order_by("pk").first()
    outlet, author, topic = first.outlet, first.authors.get(), first.topics.get()  # type: ignore[union-attr]
    last = Article.objects.count()
    made = Article.objects.bulk_create(
        Article(
            key=f"many-{last + position}",
            slug=f"many-{last + position}",
            title="One of many",
            state="published",
            outlet=outlet,
            body_blocks=["<p>Words.</p>"],
        )
        for position in range(number)
    )
    Byline.objects.bulk_create(Byline(article=article, author=author) for article in made)
    filed = Topic.articles.through  # type: ignore[attr-defined]
    filed.objects.bulk_create(filed(article=article, topic=topic) for article in made)
    grow(first, [people.reader() for _ in range(3)], number)  # type: ignore[arg-type]


def test_as_many_queries_for_many_rows_as_for_few(
    client: Client, article: Article, record_property: Callable[[str, object], None]
) -> None:
    def asked() -> dict[str, tuple[int, int]]:
        counted = {}
        for feed in FEEDS:
            address = f"/feeds/{feed}.atom"
            tag = {"If-None-Match": client.get(address)["ETag"]}
            whole, unchanged = queries(client, address), queries(client, address, **tag)
            assert (whole[0], unchanged[0]) == (200, 304)
            counted[feed] = whole[1], unchanged[1]
        return counted

    many(10)
    few = asked()
    many(490)
    assert asked() == few
    for feed, (whole, unchanged) in few.items():
        assert unchanged <= asked_for(feed)
        assert whole <= asked_for(feed) + 1
        record_property(f"queries of the feed {feed}", f"{whole}, unchanged {unchanged}")
