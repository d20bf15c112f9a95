"""The pages of one's own account that tell of comments, and the export."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Ban
from tests import builders, people
from tests.pages.said import HIDDEN, confirmed

pytestmark = pytest.mark.django_db

OWN = ("/accounts/", "/accounts/comments/", "/accounts/data/")
RECENT = ("/accounts/data/export/", "/accounts/data/delete/")
STATES = (
    "waits for a moderator",
    "not let it through",
    "removed it",
    "withdrew it",
    "its article is not published",
    "its article was withdrawn",
)


class TestOwnPages:
    @pytest.mark.parametrize("address", [*OWN, *RECENT])
    def test_are_one_s_own(self, client: Client, address: str) -> None:
        answer = client.get(address)
        assert answer["Location"] == f"/accounts/login/?next={address}"
        assert answer["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize("address", OWN)
    def test_are_kept_by_nobody(self, client: Client, address: str) -> None:
        client.force_login(people.reader())
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"

    def test_say_how_things_stand(self, client: Client) -> None:
        member = people.subscriber()
        client.force_login(member)
        page = client.get("/accounts/").content.decode()
        for words in (member.display_name, member.email, "confirmed", "until "):
            assert words in page
        assert "banned" not in page

    def test_say_that_one_is_banned_and_why(self, client: Client) -> None:
        client.force_login(people.banned())
        page = client.get("/accounts/").content.decode()
        assert "You are banned from commenting until" in page
        assert "you insulted another member" in page

    def test_say_nothing_of_a_ban_that_is_over(self, client: Client) -> None:
        member = people.banned()
        Ban.objects.filter(member=member).update(lifted_at=timezone.now())
        client.force_login(member)
        assert "banned" not in client.get("/accounts/").content.decode()

    def test_say_of_every_comment_whether_others_can_read_it(self, client: Client) -> None:
        member, article = people.reader(), builders.article(title="Low water")
        for body, state in HIDDEN.items():
            builders.comment(article, member, body=body, **state)
        public = builders.comment(article, member, body="said in public")
        builders.comment(builders.draft(title="A draft"), member, body="said under a draft")
        builders.comment(builders.withdrawn(title="Gone"), member, body="said and gone")
        builders.comment(article, people.reader(), body="said by another")
        client.force_login(member)
        page = client.get("/accounts/comments/").content.decode()
        for body in (*HIDDEN, "said in public", "said under a draft", "said and gone"):
            assert body in page
        for state in STATES:
            assert page.count(state) == 1
        # What hidden comments said, and why they are hidden, their member can still look up.
        own = article.comments.filter(member=member, withdrawn_at=None)
        assert public in own
        assert page.count('href="/comments/') == own.count() > 1
        for comment in own:
            assert f'href="{comment.get_absolute_url()}"' in page
        assert "A draft" not in page
        assert "said by another" not in page


class TestExport:
    def test_is_had_by_who_confirms_who_they_are(self, client: Client) -> None:
        member, article = people.banned(), builders.article()
        builders.comment(article, member, body="As *written*.", review="removed")
        builders.comment(builders.draft(slug="hidden"), member, body="Under a draft.")
        builders.comment(article, people.reader(), body="By another.")
        answer = confirmed(client, member, "/accounts/data/export/")
        assert answer["Content-Type"] == "application/json"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Cache-Control"] == "private, no-store"
        words = b"".join(answer.streaming_content).decode()
        told = json.loads(words)
        assert told["account"]["email"] == member.email
        removed, under_draft = told["comments"]
        assert removed["body"] == "As *written*."
        assert removed["review"] == "removed"
        assert removed["article"] == f"http://localhost:8000{article.get_absolute_url()}"
        assert under_draft["article"] is None
        assert [ban["reason"] for ban in told["bans"]] == ["you insulted another member"]
        assert len(told["subscriptions"]) == len(told["sessions"]) == 1
        assert "By another." not in words
        assert "hidden" not in words

    def test_tells_staff_what_they_did_and_to_nobody_s_harm(self, client: Client) -> None:
        banned = people.banned()
        by = Ban.objects.get(member=banned).set_by
        answer = confirmed(client, by, "/accounts/data/export/")
        words = b"".join(answer.streaming_content).decode()
        (act,) = json.loads(words)["acts_as_staff"]
        assert (act["record"], act["as"]) == ("archive.Ban", "set_by")
        assert banned.display_name not in words
        assert "insulted" not in words
