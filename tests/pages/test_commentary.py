"""Pages of comments over HTTP: who gets what, in which order, and how one goes on from there."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from archive.commenting.discussion import touch
from archive.models import Article, Comment, ModerationEntry
from archive.pages.windows import HEADS
from tests import builders, people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
ASKS_FOR_NEWS = 'data-hx-trigger="every 60s"'
FRAGMENT: dict[str, Any] = {"headers": HTMX}


def read(client: Client, address: str, status: int = 200, **asked: Any) -> str:
    answer = client.get(address, **asked)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def numbers(page: str) -> list[int]:
    """The comments on a page, from its top."""
    return [int(number) for number in re.findall(r'id="comment-(\d+)"', page)]


def comments_of(article: Article) -> str:
    return f"{article.get_absolute_url()}comments/"


@pytest.fixture
def long_thread() -> Article:
    article, member = builders.article(title="Low water"), people.reader()
    for _ in range(HEADS + 5):
        builders.comment(article, member)
    return article


def test_the_article_has_the_first_threads_and_a_way_to_the_rest(
    client: Client, long_thread: Article
) -> None:
    every = list(long_thread.comments.in_thread_order().values_list("pk", flat=True))
    page = read(client, long_thread.get_absolute_url())
    assert numbers(page) == every[:HEADS]
    assert f'class="section-heading__count">{HEADS + 5}<' in page
    onward = re.search(
        r'href="([^"]+)"\s+data-hx-get="([^"]+)"\s+data-hx-target="#thread-posts"', page
    )
    assert onward
    assert onward[1] == onward[2]
    rest = read(client, onward[1])
    assert numbers(rest) == every[HEADS:]
    assert ">Previous</a>" in rest
    assert 'id="thread-more"' not in rest
    appended = read(client, onward[1], headers=HTMX)
    assert numbers(appended) == every[HEADS:]
    assert 'id="thread-more"' in appended
    assert "More threads" not in appended
    assert "<html" not in appended


def test_a_page_of_comments_is_about_its_article(client: Client, long_thread: Article) -> None:
    page = read(client, comments_of(long_thread))
    assert "<h1" in page
    assert "Low water" in page
    assert f'href="{long_thread.get_absolute_url()}"' in page
    assert 'data-hx-target="#comments"' not in page  # it is a page, and its links lead to others


@pytest.mark.parametrize("where", ["", "comments/"])
def test_orders_are_links(client: Client, long_thread: Article, where: str) -> None:
    every = list(long_thread.comments.in_thread_order().values_list("pk", flat=True))
    address = long_thread.get_absolute_url() + where
    busy = long_thread.comments.get(pk=every[7])
    builders.comment(long_thread, people.reader(), parent=busy)
    assert numbers(read(client, f"{address}?order=newest"))[0] == every[-1]
    assert numbers(read(client, f"{address}?order=liveliest"))[0] == busy.pk
    assert numbers(read(client, f"{address}?order=oldest"))[0] == every[0]
    wrong = read(client, f"{address}?order=loudest")
    assert "There is no order “loudest”." in wrong
    assert numbers(wrong)[0] == every[0]
    for link in re.findall(r'href="([^"]*order=[^"]*)"', wrong):
        assert client.get(link).status_code == 200


def test_a_cursor_that_leads_nowhere_says_so(client: Client, long_thread: Article) -> None:
    page = read(client, f"{comments_of(long_thread)}?cursor=nonsense")
    assert "“nonsense” leads to no page here: this is the first." in page
    last = Comment.objects.last()
    assert last
    only = f"/comments/{last.pk}/?cursor=nonsense"
    assert numbers(read(client, only)) == [last.pk]


def test_an_order_keeps_its_own_cursor(client: Client, long_thread: Article) -> None:
    page = read(client, f"{comments_of(long_thread)}?order=newest")
    onward = re.search(r'rel="next"\s+href="([^"]+)"', page)
    assert onward
    assert "order=newest" in onward[1]
    other = read(client, onward[1].replace("order=newest", "order=liveliest"))
    assert "leads to no page here" in other


def test_a_thread_that_goes_on_does_so_on_its_own_page(client: Client) -> None:
    article, member = builders.article(), people.reader()
    head = builders.comment(article, member)
    chain = [head]
    for _ in range(6):
        chain.append(builders.comment(article, member, parent=chain[-1]))
    for _ in range(14):
        builders.comment(article, member, parent=head)
    page = read(client, article.get_absolute_url())
    assert "Continue this thread: 20 replies in all" in page
    assert f'href="/comments/{head.pk}/"' in page
    assert page.count(f'href="/comments/{chain[4].pk}/"') == 2  # its own, and where it goes on
    assert len(numbers(read(client, f"/comments/{head.pk}/"))) == 21
    deep = read(client, f"/comments/{chain[4].pk}/")
    assert numbers(deep) == [comment.pk for comment in chain]
    assert deep.count("aria-current") == 1
    assert f'href="/comments/{chain[0].pk}/"' in deep


def test_a_comment_far_down_shows_the_nearest_and_the_way_up(client: Client) -> None:
    article = builders.article()
    chain: list[Comment] = []
    for _ in range(30):
        chain.append(builders.captured_comment(article, parent=chain[-1] if chain else None))
    page = read(client, chain[20].get_absolute_url())
    assert numbers(page) == [comment.pk for comment in chain[16:]]
    assert f'<a href="/comments/{chain[15].pk}/">Further up in this thread</a>' in page
    assert f'href="#comment-{chain[19].pk}"' in page


STATES: dict[str, dict[str, Any]] = {
    "pending": {"review": "pending"},
    "rejected": {"review": "rejected"},
    "removed": {"review": "removed"},
    "withdrawn": {"withdrawn_at": timezone.now()},
}
WORDS = {
    "pending": "Waiting for a moderator.",
    "rejected": "A moderator did not let it through, because The reason.",
    "removed": "A moderator removed it, because The reason.",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ["anonymous", "reader", "author", "moderator", "editor"])
def test_who_reads_what_is_not_public(state: str, role: str) -> None:
    article, author = builders.article(), people.reader()
    hidden = builders.comment(article, author, body="Words of a member", **STATES[state])
    ModerationEntry.objects.create(
        act=state if state != "pending" else "held",
        comment=hidden,
        reason="The reason",
        note="The note",
    )
    somebody = author if role == "author" else getattr(people, role)()
    client = client_of(None if role == "anonymous" else somebody)
    may = state != "withdrawn" and role in {"author", "moderator"}
    for address in (article.get_absolute_url(), comments_of(article)):
        page = re.sub(r"<[^>]+>", "", read(client, address))
        assert ("Words of a member" in page) is may
        assert "The note" not in page
        assert "A comment that is not shown." not in page
        if may:
            assert WORDS[state].replace("moderator.", "moderator") in " ".join(page.split())
        else:
            assert "The reason" not in page
    own = read(client, hidden.get_absolute_url(), 200 if may else 404)
    assert ("Words of a member" in own) is may


@pytest.mark.parametrize("persona", ["anonymous", "registered", "paid", "banned"])
def test_who_is_only_imagined_reads_what_anyone_may(client: Client, persona: str) -> None:
    article, admin = builders.article(), people.admin()
    builders.comment(article, admin, body="Words of a member", review="pending")
    client.force_login(admin)
    address = article.get_absolute_url()
    assert "Words of a member" in read(client, address)
    imagined = read(client, f"{address}?as={persona}")
    assert "Words of a member" not in imagined
    assert ASKS_FOR_NEWS not in imagined


@pytest.mark.parametrize("state", STATES)
def test_a_hidden_comment_with_answers_is_a_placeholder(client: Client, state: str) -> None:
    article, author = builders.article(), people.reader(display_name="Hidden Name")
    hidden = builders.comment(article, author, body="Words of a member", **STATES[state])
    reply = builders.comment(article, people.reader(), parent=hidden, body="An answer")
    for address in (
        article.get_absolute_url(),
        comments_of(article),
        hidden.get_absolute_url(),
        reply.get_absolute_url(),
    ):
        page = read(client, address)
        assert page.count("A comment that is not shown.") == 1
        assert "An answer" in page
        assert "Words of a member" not in page
        assert "Hidden Name" not in page


def test_an_edited_comment_says_when(client: Client) -> None:
    article, when = builders.article(), timezone.now()
    builders.comment(article, people.reader(), edited_at=when, edition=1)
    page = read(client, article.get_absolute_url())
    assert re.search(rf'edited <time datetime="{re.escape(when.isoformat()[:19])}', page)


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("editorial", 410), ("legal", 451)])
def test_comments_go_with_their_article(client: Client, state: str, status: int) -> None:
    article = builders.draft() if state == "draft" else builders.withdrawn(ground=state)
    comment = builders.captured_comment(article, body="The comment")
    for address in (comments_of(article), comment.get_absolute_url()):
        assert "The comment" not in read(client, address, status)
    read(client, f"{comments_of(article)}new/", 404)


@pytest.mark.parametrize("number", ["0", "999999", str(2**63 - 1), str(2**63), "9" * 40])
def test_no_comment_there(client: Client, number: str) -> None:
    assert client.get(f"/comments/{number}/").status_code == 404


def test_pages_of_comments_may_be_shared_and_do_not_mix_with_fragments(
    client: Client, long_thread: Article
) -> None:
    comment = long_thread.comments.first()
    assert comment
    for address in (comments_of(long_thread), comment.get_absolute_url()):
        answer = client.get(address)
        assert answer["Cache-Control"] == "public, max-age=60"
        assert not answer.cookies
    assert "HX-Request" in client.get(comments_of(long_thread))["Vary"]
    client.force_login(people.reader())
    for address in (comments_of(long_thread), comment.get_absolute_url()):
        assert client.get(address)["Cache-Control"] == "private, no-store"


def polled(page: str) -> tuple[str, dict[str, str]]:
    """What a page asks now and then: an address, and with what."""
    found = re.search(r'data-hx-get="([^"]+/new/)"\s+data-hx-vals=\'([^\']+)\'', page)
    assert found
    asked: dict[str, str] = json.loads(found[2])
    return found[1], asked


class TestNews:
    def test_only_members_pages_ask(self, client: Client, long_thread: Article) -> None:
        address = long_thread.get_absolute_url()
        assert ASKS_FOR_NEWS not in read(client, address)
        client.force_login(people.reader())
        assert ASKS_FOR_NEWS in read(client, address)

    def test_nothing_until_something_changed(self, client: Client, long_thread: Article) -> None:
        client.force_login(people.reader())
        page = read(client, long_thread.get_absolute_url())
        address, asked = polled(page)
        answer = client.get(address, asked, headers=HTMX)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["Cache-Control"] == "private, no-store"
        touch({long_thread.pk})
        news = unescape(client.get(address, asked, headers=HTMX).content.decode())
        assert "This discussion has changed." in news
        assert f'href="{long_thread.get_absolute_url()}#comments"' in news

    @pytest.mark.parametrize("order", ["newest", "liveliest"])
    def test_what_has_changed_is_shown_in_the_order_that_was_chosen(
        self, client: Client, long_thread: Article, order: str
    ) -> None:
        client.force_login(people.reader())
        article = long_thread.get_absolute_url()
        address, asked = polled(
            read(client, f"{comments_of(long_thread)}?order={order}", **FRAGMENT)
        )
        touch({long_thread.pk})
        news = unescape(client.get(address, asked, headers=HTMX).content.decode())
        assert f'href="{article}?order={order}#comments"' in news
        assert f'data-hx-get="{comments_of(long_thread)}?order={order}"' in news

    def test_a_page_without_comments_asks_too(self, client: Client) -> None:
        article = builders.article()
        client.force_login(people.reader())
        page = read(client, article.get_absolute_url())
        assert "Nobody has commented yet." in page
        address, asked = polled(page)
        assert client.get(address, asked).status_code == 204
        builders.comment(article, people.reader())
        touch({article.pk})
        assert client.get(address, asked).status_code == 200

    @pytest.mark.parametrize("since", ["", "x", "-1", "9" * 30])
    def test_a_version_that_never_was_is_an_old_one(
        self, client: Client, long_thread: Article, since: str
    ) -> None:
        address = f"{comments_of(long_thread)}new/"
        assert client.get(address, {"since": since}).status_code == 200

    def test_asking_costs_next_to_nothing(
        self, client: Client, long_thread: Article, django_assert_num_queries: Any
    ) -> None:
        client.force_login(people.reader())
        with django_assert_num_queries(1):
            client.get(f"{comments_of(long_thread)}new/", {"since": "0"})
