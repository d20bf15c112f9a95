"""What others see of a member: a page of its own, and the name in threads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from archive.commenting.leaving import leave
from archive.keyset import PAGE_ROWS
from tests import builders, people
from tests.pages.said import HIDDEN

pytestmark = pytest.mark.django_db


def page_of(member: User) -> str:
    return f"/members/{member.public_id}/"


class TestWhatOthersSee:
    def test_a_name_and_what_was_said_in_public(self, client: Client) -> None:
        member = people.reader(display_name="Ada")
        article = builders.article(title="Low water")
        comment = builders.comment(article, member, body="said *in public*")
        for body, state in HIDDEN.items():
            builders.comment(article, member, body=body, **state)
        builders.comment(builders.draft(title="A draft"), member, body="said under a draft")
        builders.comment(builders.withdrawn(title="Gone"), member, body="said and gone")
        builders.comment(article, people.reader(), body="said by another")
        page = client.get(page_of(member)).content.decode()
        assert "<bdi>Ada</bdi></h1>" in page
        assert "said <em>in public</em>" in page
        assert f'href="{comment.get_absolute_url()}"' in page
        assert page.count("said ") == 1
        for hidden in ("A draft", "Gone", member.email):
            assert hidden not in page
        assert 'name="robots" content="noindex"' in page

    def test_nothing_of_somebody_who_said_nothing_in_public(self, client: Client) -> None:
        member = people.reader()
        assert client.get(page_of(member)).status_code == 404
        builders.comment(builders.article(), member, review="pending")
        assert client.get(page_of(member)).status_code == 404

    def test_nothing_of_somebody_who_left(self, client: Client) -> None:
        member = people.reader()
        builders.comment(builders.article(), member)
        before = page_of(member)
        assert client.get(before).status_code == 200
        leave(member, timezone.now())
        member.refresh_from_db()
        assert client.get(before).status_code == 404
        assert client.get(page_of(member)).status_code == 404

    def test_a_page_at_a_time(self, client: Client) -> None:
        member, article = people.reader(), builders.article()
        now = timezone.now()
        for number in range(PAGE_ROWS + 1):
            posted = now - timedelta(minutes=number)
            builders.comment(article, member, body=f"No. {number}.", posted_at=posted)
        first = client.get(page_of(member)).content.decode()
        assert "No. 0." in first
        assert f"No. {PAGE_ROWS}." not in first
        cursor = first.split('rel="next"')[1].split('href="')[1].split('"')[0]
        second = client.get(page_of(member) + cursor).content.decode()
        assert f"No. {PAGE_ROWS}." in second
        assert "No. 0." not in second

    def test_may_be_shared(self, client: Client) -> None:
        member = people.reader()
        builders.comment(builders.article(), member)
        answer = client.get(page_of(member))
        assert answer["Cache-Control"] == "public, max-age=60"
        assert not answer.cookies


@pytest.mark.parametrize("address", ["/members/a-member/", "/accounts/comments/"])
def test_pages_take_as_many_queries_for_many_comments_as_for_few(
    client: Client, address: str
) -> None:
    member = people.reader(public_id="a-member")
    client.force_login(member)
    taken = []
    for number in (2, 3 * PAGE_ROWS):
        for _number in range(number):
            builders.comment(builders.article(), member)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        taken.append(len(captured))
    assert taken[0] == taken[1] <= 6


class TestNamesInThreads:
    def test_lead_to_the_member_s_page(self, client: Client) -> None:
        member, article = people.reader(display_name="Ada"), builders.article()
        first = builders.comment(article, member)
        builders.comment(article, people.reader(), parent=first)
        page = client.get(article.get_absolute_url()).content.decode()
        assert f'<a href="{page_of(member)}"><bdi>Ada</bdi></a>' in page
        assert page.count("<bdi>Ada</bdi>") == 2  # and in the answer, within another link

    def test_are_no_more_once_the_member_left(self, client: Client) -> None:
        member, article = people.reader(display_name="Zenobia"), builders.article()
        first = builders.comment(article, member, body="It stays.")
        builders.comment(article, people.reader(), parent=first, body="The answer too.")
        leave(member, timezone.now())
        page = client.get(article.get_absolute_url()).content.decode()
        assert "It stays." in page
        assert "The answer too." in page
        assert page.count("Deleted member") == 2
        assert "Zenobia" not in page
        member.refresh_from_db()
        assert member.public_id not in page
