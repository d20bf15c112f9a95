"""Members' pages: what others see of one, and what one sees and does oneself."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMessage, User
from accounts.privacy.deletion import bury
from archive.commenting.leaving import leave
from archive.models import Ban, Comment
from archive.pages.keyset import PAGE_ROWS
from tests import builders, people

pytestmark = pytest.mark.django_db

OWN = ("/accounts/", "/accounts/comments/", "/accounts/data/")
RECENT = ("/accounts/data/export/", "/accounts/data/delete/")
DELETE = "/accounts/data/delete/"
HIDDEN: dict[str, dict[str, Any]] = {
    "said and pending": {"review": "pending"},
    "said and rejected": {"review": "rejected"},
    "said and removed": {"review": "removed"},
    "said and withdrawn": {"withdrawn_at": timezone.now()},
}
STATES = (
    "waits for a moderator",
    "not let it through",
    "removed it",
    "withdrew it",
    "its article is not published",
    "its article was withdrawn",
)


def page_of(member: User) -> str:
    return f"/members/{member.public_id}/"


def confirmed(client: Client, member: User, address: str) -> Any:
    """The answer at `address` once `member` has logged in and confirmed who they are."""
    client.post("/accounts/login/", {"login": member.email, "password": people.PASSWORD})
    sent = client.get(address)
    assert sent.status_code == 302
    assert sent["Location"].startswith("/accounts/reauthenticate/?next=")
    return client.post(sent["Location"], {"password": people.PASSWORD}, follow=True)


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
        assert f'href="{article.get_absolute_url()}#comment-{comment.pk}"' in page
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
        member, article = people.reader(display_name="Ada"), builders.article()
        first = builders.comment(article, member, body="It stays.")
        builders.comment(article, people.reader(), parent=first, body="The answer too.")
        leave(member, timezone.now())
        page = client.get(article.get_absolute_url()).content.decode()
        assert "It stays." in page
        assert "The answer too." in page
        assert page.count("Deleted member") == 2
        assert "Ada" not in page
        member.refresh_from_db()
        assert member.public_id not in page


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
        assert "You insulted another member." in page

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
        assert page.count("#comment-") == 1
        assert f"#comment-{public.pk}" in page
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
        assert removed["article"] == f"http://testserver{article.get_absolute_url()}"
        assert under_draft["article"] is None
        assert [ban["reason"] for ban in told["bans"]] == ["You insulted another member."]
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


class TestDeletion:
    def test_is_done_by_who_types_the_address(self, client: Client) -> None:
        member = people.reader(email="ada@example.org")
        assert "What stays" in confirmed(client, member, DELETE).content.decode()
        answer = client.post(DELETE, {"email": "Ada@example.org"})
        assert answer["Location"] == "/accounts/deleted/"
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert "Your account is deleted" in client.get(answer["Location"]).content.decode()
        member.refresh_from_db()
        assert member.deleted_at
        assert client.get("/accounts/").status_code == 302
        assert not client.login(email="ada@example.org", password=people.PASSWORD)

    @pytest.mark.parametrize("typed", ["", "somebody.else@example.org"])
    def test_is_not_done_by_mistake(self, client: Client, typed: str) -> None:
        member = people.reader()
        confirmed(client, member, DELETE)
        answer = client.post(DELETE, {"email": typed})
        assert answer.status_code == 422
        assert f'value="{typed}"' in answer.content.decode() or not typed
        assert User.objects.not_deleted().filter(pk=member.pk).exists()

    def test_is_not_done_by_who_only_finds_the_browser(self, client: Client) -> None:
        member = people.reader()
        client.force_login(member)
        answer = client.post(DELETE, {"email": member.email})
        assert answer["Location"].startswith("/accounts/reauthenticate/")
        assert User.objects.not_deleted().filter(pk=member.pk).exists()
        answer = client.post(answer["Location"], {"password": people.PASSWORD})
        assert answer["Location"] == "/accounts/deleted/"
        assert not User.objects.not_deleted().filter(pk=member.pk).exists()
        assert client.get("/accounts/").status_code == 302

    def test_is_refused_to_the_last_administrator_with_a_sentence(self, client: Client) -> None:
        admin = people.admin()
        confirmed(client, admin, DELETE)
        answer = client.post(DELETE, {"email": admin.email})
        assert answer.status_code == 403
        assert "Make somebody else an administrator first" in answer.content.decode()
        assert User.objects.not_deleted().filter(pk=admin.pk).exists()

    def test_says_that_a_subscription_ends_with_it(self, client: Client) -> None:
        page = confirmed(client, people.subscriber(), DELETE).content.decode()
        assert "your subscription, which would hold until" in page
        page = confirmed(Client(), people.reader(), DELETE).content.decode()
        assert "your subscription" not in page

    def test_erases_what_nobody_read_and_keeps_what_moderators_judged(self) -> None:
        member, article = people.reader(), builders.article()
        for body, state in {**HIDDEN, "said in public": {}}.items():
            builders.comment(article, member, body=body, **state)
        leave(member, timezone.now())
        kept = Comment.objects.filter(member=member)
        assert {comment.body for comment in kept} == {
            "",
            "said and rejected",
            "said and removed",
            "said in public",
        }
        assert kept.count() == 5
        for comment in kept.filter(body=""):
            assert comment.body_html == ""
            assert comment.withdrawn_at

    def test_does_not_lift_a_ban_nor_name_whom_it_was_for(self) -> None:
        member = people.banned()
        leave(member, timezone.now())
        assert str(Ban.objects.in_force(timezone.now()).get(member=member)).startswith("Deleted")

    def test_is_undone_whole_where_a_part_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        member = people.reader()

        def fails(*_given: object) -> None:
            raise ValidationError("as meant")

        monkeypatch.setattr("archive.commenting.leaving.forget_in_log", fails)
        with pytest.raises(ValidationError):
            leave(member, timezone.now())
        assert User.objects.not_deleted().filter(pk=member.pk).exists()
        assert not OutboxMessage.objects.exists()


class TestAdministration:
    def test_deletes_to_a_tombstone(self, client: Client) -> None:
        member = people.banned()
        builders.comment(builders.article(), member, body="It stays.")
        client.force_login(people.admin())
        address = f"/admin/accounts/user/{member.pk}/delete/"
        asked = client.get(address).content.decode()
        assert "Are you sure" in asked
        assert "subscriptions, which end now" in asked
        client.post(address, {"post": "yes"})
        member.refresh_from_db()
        assert member.deleted_at
        assert Comment.objects.get(body="It stays.").member == member

    def test_does_not_delete_the_one_who_asks_nor_many_at_once(self, client: Client) -> None:
        admin = people.admin()
        client.force_login(admin)
        assert client.post(f"/admin/accounts/user/{admin.pk}/delete/").status_code == 403
        assert "delete_selected" not in client.get("/admin/accounts/user/").content.decode()

    def test_leaves_tombstones_alone(self, client: Client) -> None:
        member = people.reader()
        bury(member, timezone.now())
        client.force_login(people.admin())
        address = f"/admin/accounts/user/{member.pk}/"
        assert client.get(f"{address}change/").status_code == 200
        assert client.post(f"{address}change/", {"email": "x@example.org"}).status_code == 403
        assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
