"""Where what was just written is shown, and what the page around it is told."""

import json
import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from archive.models import Article, Comment
from tests import builders, people
from tests.archive.discussion.filling import HTMX, held

WRITE = "/articles/talked-about/comments/write/"
PAGE = "http://testserver/articles/talked-about/"


@pytest.fixture
def client(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def send(client: Client, address: str, body: str, seen_at: str = PAGE) -> HttpResponse:
    """What htmx gets for a form in the page at `seen_at`."""
    headers = {**HTMX, "HX-Current-URL": seen_at}
    form = held(client.get(address, headers=headers))
    sent = client.post(address.partition("?")[0], form | {"body": body}, headers=headers)
    assert sent.status_code == 200
    return sent


def where(answer: HttpResponse) -> tuple[str, str]:
    return answer["HX-Retarget"], answer["HX-Reswap"]


def told(answer: HttpResponse) -> dict[str, object]:
    told: dict[str, object] = json.loads(answer["HX-Trigger-After-Settle"])["comment:placed"]
    return told


class TestAThread:
    @pytest.mark.parametrize("order", ["", "?order=oldest", "?order=liveliest", "?order=x#y"])
    def test_is_the_last(self, client: Client, article: Article, order: str) -> None:
        answer = send(client, WRITE, "Good morning.", PAGE + order)
        assert where(answer) == ("#thread-posts", "beforeend")

    def test_is_the_first_where_the_newest_are(self, client: Client, article: Article) -> None:
        answer = send(client, WRITE, "Good morning.", f"{PAGE}?order=newest#comments")
        assert where(answer) == ("#thread-posts", "afterbegin")

    def test_has_a_list_to_be_one_of(self, client: Client, article: Article) -> None:
        assert '<ol id="thread-posts"' in client.get(PAGE).content.decode()
        answer = send(client, WRITE, "Good morning.").content.decode()
        assert re.match(r"\s*<li>\s*<article", answer)


class TestAnAnswer:
    def test_follows_those_before_it(self, client: Client, other: Comment) -> None:
        first = builders.comment(other.article, people.reader(), parent=other)
        answer = send(client, f"{WRITE}?parent={other.pk}", "Yes.")
        assert where(answer) == (f"#replies-{other.pk}", "beforeend")
        page = client.get(PAGE).content.decode()
        for comment in (other, first):  # whoever may answer has a place for it
            assert page.count(f'<ol id="replies-{comment.pk}" class="comment__replies">') == 1

    def test_leaves_no_empty_lists_to_those_who_only_read(self, other: Comment) -> None:
        page = Client().get(PAGE).content.decode()
        assert f'id="comment-{other.pk}"' in page
        assert "comment__replies" not in page

    def test_to_what_has_been_withdrawn_meanwhile_names_nobody(
        self, client: Client, other: Comment, member: User
    ) -> None:
        assert other.member
        own = builders.comment(other.article, member, parent=other)
        name = other.member.display_name
        assert name in send(client, f"/comments/{own.pk}/edit/", "Better.").content.decode()
        Comment.objects.filter(pk=other.pk).update(review=Comment.Review.REMOVED)
        assert name not in send(client, f"/comments/{own.pk}/edit/", "Best.").content.decode()


class TestAChange:
    def test_takes_the_place_of_the_comment_alone(self, client: Client, own: Comment) -> None:
        itself = f"#comment-{own.pk}"
        answer = send(client, f"/comments/{own.pk}/edit/", "Better.")
        assert where(answer) == (itself, "outerHTML")
        assert answer["HX-Reselect"] == itself

    def test_on_its_own_page_it_stays_the_one_that_is_meant(
        self, client: Client, own: Comment
    ) -> None:
        address = f"/comments/{own.pk}/edit/"
        page = f"http://testserver{own.get_absolute_url()}?cursor=#here"
        assert 'aria-current="true"' in send(client, address, "Better.", page).content.decode()
        assert "aria-current" not in send(client, address, "Best.").content.decode()


class TestThePageIsTold:
    def test_how_many_there_are(self, client: Client, own: Comment, article: Article) -> None:
        assert told(send(client, WRITE, "Another."))["total"] == 2
        taken_back = client.post(f"/comments/{own.pk}/withdraw/", {"in_thread": "1"}, headers=HTMX)
        assert told(taken_back) == {"id": f"comment-{own.pk}", "total": 1}

    def test_which_version_a_new_comment_made(self, client: Client, article: Article) -> None:
        """So that nobody is told that what they did themselves has changed the discussion."""
        version = told(send(client, WRITE, "Another."))["version"]
        polled = client.get(f"{PAGE}comments/new/", {"since": version}, headers=HTMX)
        assert polled.status_code == 204

    def test_no_version_where_it_waits(self, client: Client, article: Article) -> None:
        builders.settings(premoderated=True)
        assert told(send(client, WRITE, "Hm.")).keys() == {"id", "total"}


class TestDeciding:
    def test_is_a_step_away_for_moderators_alone(self, other: Comment) -> None:
        there = f'href="/admin/archive/comment/{other.pk}/change/">Decide</a>'
        readers = {"moderator": people.moderator(), "editor": people.editor()}
        readers |= {"reader": people.reader(), "author": other.member}
        for name, reader in readers.items():
            client = Client()
            client.force_login(reader)
            for page in (PAGE, other.get_absolute_url()):
                shown = unescape(client.get(page).content.decode())
                assert f'id="comment-{other.pk}"' in shown
                assert (there in shown) is (name == "moderator")
