"""Requests to remove in the administration: what waits, who sees what, and how it is answered."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Article, Comment, ModerationEntry, Redaction, RemovalRequest
from archive.moderating import removals
from tests import builders, people

pytestmark = pytest.mark.django_db

REASON = "It named somebody’s street."
LIST = "/admin/archive/removalrequest/"


def page_of(asked: RemovalRequest) -> str:
    return reverse("admin:archive_removalrequest_change", args=[asked.pk])


def sent(asked: RemovalRequest, how: str, **said: str) -> dict[str, Any]:
    article, comment = asked.article, asked.comment
    document = (comment.document if comment else None) or (article.document if article else None)
    return {
        "how": how,
        "ground": "editorial",
        "reason": REASON,
        "lines": "",
        "answer": "It is gone.",
        "capture": document.pk if document else "",
    } | said


@pytest.fixture
def editing(client: Client) -> Client:
    client.force_login(people.editor())
    return client


@pytest.fixture
def asked() -> RemovalRequest:
    article = builders.article(title="The ferry")
    builders.document(article, "A title\n\nThe first\nOld salt\nI live in Quay Street.\nThe last")
    comment = builders.captured_comment(article, first_line=4, last_line=5, body="Quay Street.")
    return builders.removal_request(article, comment)


class TestWhatWaits:
    def test_the_oldest_open_one_comes_first(self, editing: Client) -> None:
        article = builders.article()
        builders.removal_request(article, about="New")
        old = builders.removal_request(article, about="Old")
        done = builders.removal_request(article, about="Done")
        RemovalRequest.objects.filter(pk=done.pk).update(made_at="2001-01-01T00:00Z")
        RemovalRequest.objects.filter(pk=old.pk).update(made_at="2002-01-01T00:00Z")
        removals.decline(done, people.editor(), answer="It stays.")
        page = editing.get(LIST).content.decode()
        assert page.index(">Old<") < page.index(">New<") < page.index(">Done<")
        page = editing.get(f"{LIST}?answered=no").content.decode()
        assert ">Old<" in page
        assert ">Done<" not in page

    def test_its_page_shows_the_words_and_the_lines(
        self, editing: Client, asked: RemovalRequest
    ) -> None:
        page = unescape(editing.get(page_of(asked)).content.decode())
        for words in (asked.name, asked.email, asked.words, "I live in Quay Street.", "4-5"):
            assert words in page
        assert "The last" not in page

    def test_moderators_look_and_see_no_address(
        self, client: Client, asked: RemovalRequest
    ) -> None:
        client.force_login(people.moderator())
        page = client.get(page_of(asked)).content.decode()
        assert asked.words in page
        assert asked.email not in page + client.get(LIST).content.decode()
        assert 'name="how"' not in page
        found = client.get(LIST, {"q": asked.email}).content.decode()
        assert page_of(asked) not in found
        assert client.post(page_of(asked), sent(asked, "withdraw")).status_code == 403
        assert RemovalRequest.objects.open().exists()

    def test_only_what_can_be_done_is_offered(self, editing: Client) -> None:
        gone = builders.removal_request(builders.withdrawn())
        page = editing.get(page_of(gone)).content.decode()
        assert 'value="decline"' in page
        assert 'value="done"' in page
        for way in ("withdraw", "comment", "lines"):
            assert f'value="{way}"' not in page


class TestAnswering:
    def test_an_article_is_withdrawn(self, editing: Client, asked: RemovalRequest) -> None:
        answer = editing.post(page_of(asked), sent(asked, "withdraw", ground="legal"))
        assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
        article = Article.objects.get()
        assert (article.state, article.withdrawal_ground) == ("withdrawn", "legal")
        assert ModerationEntry.objects.get().act == "granted"

    def test_a_comment_is_removed(self, editing: Client, asked: RemovalRequest) -> None:
        editing.post(page_of(asked), sent(asked, "comment", lines="4-5"))
        assert Comment.objects.get().review == "removed"
        redaction = Redaction.objects.get()
        assert (redaction.first_line, redaction.last_line) == (4, 5)

    def test_who_redacts_lines_is_told_what_still_shows_them(
        self, editing: Client, asked: RemovalRequest
    ) -> None:
        assert asked.article
        builders.evidence(asked.article, "title", lines=[[1, 1]])
        asked.article.body_lines = [[3, 3]]
        asked.article.save()
        fields = sent(asked, "lines", lines="1, 3-5")
        page = unescape(editing.post(page_of(asked), fields, follow=True).content.decode())
        assert "Readers still see what was taken from these lines" in page
        assert f"comment {Comment.objects.get().pk}" in page
        assert reverse("admin:archive_article_change", args=[asked.article.pk]) in page

    def test_it_is_declined(self, editing: Client, asked: RemovalRequest) -> None:
        fields = sent(asked, "decline", reason="", answer="It is a public record.")
        assert editing.post(page_of(asked), fields).status_code == 302
        asked.refresh_from_db()
        assert (asked.outcome, asked.answer) == ("declined", "It is a public record.")
        assert Article.objects.get().state == "published"
        page = editing.get(page_of(asked)).content.decode()
        assert "It is a public record." in page
        assert 'name="how"' not in page

    @pytest.mark.parametrize(
        ("how", "said", "words"),
        [
            ("", {}, "Choose what happens"),
            ("withdraw", {"reason": ""}, "Write the reason that readers will see"),
            ("lines", {"lines": ""}, "Name the lines"),
            ("lines", {"lines": "99"}, "The capture has 6 lines"),
            ("comment", {"lines": "4-5", "capture": "0"}, "imported anew"),
            ("decline", {"answer": ""}, "Whoever asked gets an answer"),
        ],
    )
    def test_what_is_missing_is_said_in_place(
        self, editing: Client, asked: RemovalRequest, how: str, said: dict[str, str], words: str
    ) -> None:
        answer = editing.post(page_of(asked), sent(asked, how, **said))
        assert answer.status_code == 422
        assert words in unescape(answer.content.decode())
        assert RemovalRequest.objects.open().get() == asked
        assert not ModerationEntry.objects.exists()

    def test_the_second_of_two_is_told_and_keeps_the_words(
        self, editing: Client, asked: RemovalRequest
    ) -> None:
        colleague = people.editor()
        removals.decline(asked, colleague, answer="It stays.")
        fields = sent(asked, "withdraw", answer="My own answer.")
        answer = editing.post(page_of(asked), fields)
        assert answer.status_code == 422
        page = unescape(answer.content.decode())
        assert f"{colleague} answered this request meanwhile" in page
        assert "My own answer." in page
        assert ModerationEntry.objects.count() == 1
        assert Article.objects.get().state == "published"
