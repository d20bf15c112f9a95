"""What every request passes: who may ask what, how often, and what the answer says of itself."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import RateCounter
from archive.commenting.discussion import recount
from archive.indexing import index_articles, index_comments
from archive.models import Article
from archive.publishing.api import counting
from archive.publishing.api import names as of_names
from archive.publishing.api.addresses import page_of
from archive.publishing.api.description import description
from tests import builders, people
from tests.archive.publishing.api.asking import BASE, ask, refused
from tests.woods import grow

pytestmark = pytest.mark.django_db
EVERYTHING = [
    "articles",
    "articles/tides",
    "articles/tides/comments",
    "comments",
    "outlets",
    "outlets/somewhere",
    "authors",
    "topics",
    "openapi.json",
]


@pytest.fixture
def tides() -> None:
    article = builders.article(title="Tides", outlet=builders.outlet("Somewhere"))
    builders.comment(article, people.reader())


@pytest.mark.parametrize("address", EVERYTHING)
@pytest.mark.usefixtures("tides")
def test_an_answer_that_one_has_is_not_sent_again(client: Client, address: str) -> None:
    answer = client.get(BASE + address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=60"
    again = client.get(BASE + address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == answer["ETag"]
    assert "RateLimit" not in answer  # a cache would tell others how often this one asked
    builders.article(outlet=builders.outlet("Somewhere"))
    builders.settings(sharing="link")
    changed = client.get(BASE + address, headers={"If-None-Match": answer["ETag"]})
    same = {"articles/tides/comments", "comments", "authors", "topics", "openapi.json"}
    assert changed.status_code == (304 if address in same else 200)


@pytest.mark.parametrize("address", [*EVERYTHING, "nothing"])
@pytest.mark.usefixtures("tides")
def test_whoever_asks_is_answered_the_same(client: Client, address: str) -> None:
    anonymous = client.get(BASE + address)
    client.force_login(people.admin())
    answer = client.get(BASE + address)
    assert answer.content == anonymous.content
    assert not answer.cookies
    for one in (answer, anonymous):
        assert one["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.usefixtures("tides")
def test_an_editor_sees_no_draft_here(client: Client) -> None:
    draft = builders.draft()
    client.force_login(people.editor())
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.get(f"{BASE}articles/{draft.slug}").status_code == 404


@pytest.mark.parametrize("address", [*EVERYTHING, "nothing"])
@pytest.mark.usefixtures("tides")
def test_methods(client: Client, address: str) -> None:
    got, head = client.get(BASE + address), client.head(BASE + address)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers.get("ETag") == got.headers.get("ETag")
    assert head["Content-Length"] == str(len(got.content))
    preflight = client.options(BASE + address, headers={"Origin": "https://elsewhere.example"})
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
        asking = Client(enforce_csrf_checks=True)
        answer = asking.generic(method, BASE + address)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("articles?limit=0", "“0” is no number of items: a page has 1 to 100."),
        ("articles?limit=101", "“101” is no number of items: a page has 1 to 100."),
        ("articles?limit=" + "9" * 5000, "is no number of items: a page has 1 to 100."),
        ("articles?limit=1e1", "“1e1” is no number of items"),
        ("articles?limit=", "“” is no number of items"),
        ("articles?kind=poem", "There is no kind “poem”"),
        ("articles?year=0999", "“0999” is not a year"),
        ("articles?year=" + quote("٢٠٢١"), "is not a year"),
        ("articles?sort=best", "There is no order “best”"),
        ("articles?sort=best&year=x", "“x” is not a year"),
        ("articles?outlet=", "“” is nothing that “outlet” takes."),
        ("articles?outlet=" + "x" * 101, "is nothing that “outlet” takes."),
        ("articles?outlet=nobody", "No article here is from an outlet “nobody”."),
        ("articles?cursor=nowhere", "“nowhere” leads to no page here."),
        ("articles?cursor=" + "9" * 5000, "leads to no page here."),
        ("comments?cursor=" + quote("\u202e\u200b"), "leads to no page here."),
        ("comments?sort=date", "There is no parameter “sort” here."),
        ("articles/tides?x=1", "There is no parameter “x” here."),
        ("outlets?" + quote("%s{}") + "=1", "There is no parameter “%s{}” here."),
        ("articles?" + quote("{name}%s") + "=1", "There is no parameter “{name}%s” here."),
        ("articles?kind=" + quote("%(x)s{y}"), "There is no kind “%(x)s{y}”"),
        ("articles?outlet=" + quote("%(x)s{name}"), "outlet “%(x)s{name}”."),
    ],
)
@pytest.mark.usefixtures("tides")
def test_what_was_not_understood_is_named(address: str, sentence: str) -> None:
    told = refused(address, 422)
    assert sentence in told
    assert len(told) < 300


@pytest.mark.parametrize("pk", [2**63, -1, True, None, "1", 1.5, [1], 2**70])
def test_no_made_up_cursor_breaks_a_list(pk: object) -> None:
    for order in ("newest", "thread", "name", "date"):
        forged = urlsafe_b64encode(json.dumps([order, False, pk, pk]).encode()).decode()
        for address in ("articles", "articles?sort=date", "comments", "outlets"):
            query = address + ("&" if "?" in address else "?") + f"cursor={forged.rstrip('=')}"
            assert Client().get(BASE + query).status_code in {200, 422}


@pytest.mark.parametrize("hostile", ["%00", "%ED%A0%80", "%FF"])
@pytest.mark.parametrize("where", ["articles?cursor={}", "articles/{}", "articles?{}=1"])
def test_text_that_is_none_is_refused_or_shown_safely(
    client: Client, where: str, hostile: str
) -> None:
    answer = client.get(BASE + where.format(hostile))
    assert answer.status_code in {400, 404, 422}
    answer.content.decode()


@pytest.mark.parametrize(
    "address", ["nothing", "articles/a/b/c", "comments/x", "comments/" + "9" * 30, "nothing?x=1"]
)
def test_where_nothing_is(address: str) -> None:
    assert refused(address, 404) == "There is nothing here that anyone may read."


@pytest.mark.parametrize("address", ["articles/", "articles/tides/", "topics/?limit=2"])
def test_a_slash_too_many_is_named(address: str) -> None:
    assert "no address of these ends in a slash" in refused(address, 404)


def test_the_index_leads_everywhere(client: Client) -> None:
    assert client.get("/api/v1")["Location"] == BASE
    told = ask("")
    paths = {urlsplit(address).path for address in told.values()}
    lists = {path for path in description()["paths"] if "{" not in path and path != BASE}
    assert paths == lists | {f"{BASE}openapi.json"}


@pytest.mark.parametrize("address", ["articles", "articles?sort=date", "comments", "outlets"])
def test_beside_nothing_there_is_a_way_back(address: str) -> None:
    for number in range(3):
        article = builders.article(outlet=builders.outlet(f"Paper {number}"))
        builders.comment(article, people.reader())
    limited = address + ("&" if "?" in address else "?") + "limit=2"
    first = ask(limited)
    last = ask(first["next"])
    titled = {item["url"] for item in last["items"]}
    gone = [article for article in Article.objects.all() if of(article) & titled]
    Article.objects.filter(pk__in=[article.pk for article in gone]).update(state="draft")
    beyond = ask(first["next"])
    assert (beyond["items"], beyond["next"]) == ([], None)
    assert ask(beyond["previous"])["items"] == first["items"]
    Article.objects.update(state="draft")
    Article.objects.filter(pk__in=[article.pk for article in gone]).update(state="published")
    before = ask(last["previous"])
    assert (before["items"], before["previous"]) == ([], None)
    assert ask(before["next"])["items"] == last["items"]


def of(article: Article) -> set[str]:
    """The addresses of what a list would show of it."""
    rows = [article, article.outlet, article.comments.get()]
    return {page_of(row) for row in rows}


def test_one_network_asks_so_often_and_no_more(client: Client, settings) -> None:
    settings.API_PER_MINUTE = 2
    for _ in range(2):
        assert client.get(f"{BASE}articles").status_code == 200
    refusal = client.get(f"{BASE}outlets")
    assert refusal.status_code == 429
    assert refusal.json()["detail"].startswith("That is more than 2 requests a minute")
    assert 0 < int(refusal["Retry-After"]) <= 60
    assert refusal["RateLimit"].startswith('"minute";r=0;t=')
    assert refusal["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert refusal["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in refusal["Cache-Control"]
    elsewhere = client.get(f"{BASE}articles", REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200
    assert client.get("/articles/").status_code == 200
    assert client.options(f"{BASE}articles").status_code == 204


def test_without_a_limit_nothing_is_counted(client: Client, settings) -> None:
    settings.API_PER_MINUTE = 0
    assert client.get(f"{BASE}articles").status_code == 200
    assert not RateCounter.objects.exists()


def lock_timeout_ms() -> int:
    asked = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        found = str(cursor.fetchone()[0])
    if found.isdecimal():
        return int(found)
    return int(found.removesuffix("ms")) if found.endswith("ms") else int(found[:-1]) * 1000


def test_counting_hardly_waits(client: Client, monkeypatch) -> None:
    usual, waits = lock_timeout_ms(), []

    def count_none(*_asked: object) -> int:
        waits.append(lock_timeout_ms())
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "count", count_none)
    assert client.get(f"{BASE}articles").status_code == 200
    assert waits == [100]
    assert lock_timeout_ms() == usual > 1000


@contextmanager
def another_that_writes() -> Iterator[None]:
    """Another connection that has the turn to write, and keeps it."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            if other.vendor == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            else:
                cursor.execute("BEGIN")
                cursor.execute("LOCK TABLE accounts_ratecounter IN EXCLUSIVE MODE")
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_keeps_nobody_from_reading(client: Client) -> None:
    with another_that_writes():
        began = time.monotonic()
        assert client.get(f"{BASE}topics").status_code == 200
        assert time.monotonic() - began < 5


def test_what_goes_wrong_is_told_as_problems_are_and_logged_once(
    client: Client, monkeypatch, caplog
) -> None:
    def fail(*_asked: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(of_names, "names_page", fail)
    told = refused("topics", 500)
    assert told == "Something went wrong here, and was written down. Ask again later."
    (record,) = caplog.records
    assert "RuntimeError: secret" in caplog.text
    assert record.levelname == "ERROR"
    answer = client.get(f"{BASE}topics")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in answer["Cache-Control"]
    assert "secret" not in answer.content.decode()


def test_no_answer_is_a_page_to_be_found(client: Client) -> None:
    for address in ("articles", "nothing", "openapi.json"):
        assert client.get(BASE + address)["X-Robots-Tag"] == "noindex"


def fill(number: int) -> None:
    for _ in range(number):
        article = builders.article(
            outlet=builders.outlet(),
            original_outlet=builders.outlet(),
            republication_of=builders.article(),
            authors=(builders.author(), builders.author()),
            topics=(builders.topic(), builders.topic("Common")),
        )
        builders.evidence(article, "title")
        builders.citation(article, outlet=builders.outlet("Common"))


@pytest.mark.parametrize(
    "address",
    [
        "articles",
        "articles?sort=date&topic=common&year=undated&kind=article",
        "articles/tides/comments",
        "comments",
        "outlets",
        "authors",
        "topics",
        "search?q=article",
    ],
)
def test_many_rows_cost_as_many_queries_as_few(address: str, record_property) -> None:
    tides = builders.article(title="Tides")
    members = [people.reader() for _ in range(3)]

    def asked() -> int:
        # Some are hidden, so that places are looked for; the same share of many as of few.
        hidden = tides.comments.filter(
            pk__in=list(tides.comments.values_list("pk", flat=True))[::5]
        )
        hidden.update(review="removed")
        recount(tides.pk)
        index_articles(Article.objects.values_list("pk", flat=True))
        index_comments(tides.comments.values_list("pk", flat=True)[:50])
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ask(address + ("&" if "?" in address else "?") + "limit=100")
        return len(captured)

    fill(3)
    grow(tides, members, 10)
    few = asked()
    fill(40)
    grow(tides, members, 490)
    assert asked() == few
    record_property(f"queries of {BASE}{address}", few)


def test_the_page_about_it_names_every_operation(client: Client) -> None:
    page = client.get("/api/").content.decode()
    assert "openapi.json" in page
    assert f'href="{BASE}"' in page
    for path in set(description()["paths"]) - {BASE}:
        assert f"<code>{path.removeprefix(BASE)}</code>" in page
        assert (f'href="{path}"' in page) == ("{" not in path and path != f"{BASE}search")
    assert 'href="/api/"' in client.get("/rules/").content.decode()
