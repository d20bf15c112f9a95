"""The form to ask for a removal: for whom and about what it is, and what keeps machines out."""

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage
from accounts.signup_defence import challenge
from accounts.signup_defence.defence import CHALLENGE_FIELD, TRAP_FIELD
from archive.models import RemovalRequest
from archive.moderation import door
from tests import builders, people
from tests.accounts.signing_up import EASY, solution
from tests.archive.moderation.asking import TYPED, address_of, ask, form

pytestmark = pytest.mark.django_db(transaction=True)


def assert_refused(answer: object, words: str, status: int = 422) -> None:
    """In place, with the reason and all that was typed; nothing asked, nothing mailed."""
    assert answer.status_code == status  # type: ignore[attr-defined]
    page = unescape(answer.content.decode())  # type: ignore[attr-defined]
    assert words in page
    assert f'value="{TYPED["name"]}"' in page
    assert TYPED["words"] in page
    assert not RemovalRequest.objects.exists()
    assert not OutboxMessage.objects.exists()


class TestWhoAndWhat:
    def test_anybody_asks_for_an_article(self, client: Client) -> None:
        article = builders.article()
        page = client.get(article.get_absolute_url()).content.decode()
        assert f'href="{address_of(article)}"' in page
        shown = client.get(address_of(article))
        assert shown.status_code == 200
        assert "no-store" in shown.headers["Cache-Control"]
        assert ask(form(), article).status_code == 303
        made = RemovalRequest.objects.get()
        assert (made.article, made.comment) == (article, None)
        assert (made.name, made.email) == (TYPED["name"], TYPED["email"])
        assert (made.relation, made.words) == (TYPED["relation"], TYPED["words"])
        assert OutboxMessage.objects.get().recipient == TYPED["email"]

    def test_afterwards_a_page_says_what_happens_next(self, client: Client) -> None:
        article = builders.article()
        answer = ask(form(), article)
        page = client.get(answer.headers["Location"])
        assert page.status_code == 200
        assert "you get an answer by mail" in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]
        assert TYPED["email"] not in page.content.decode()

    def test_a_captured_comment_leads_to_a_form_about_it(self, client: Client) -> None:
        comment = builders.captured_comment(builders.article(), body="I live in Quay Street.")
        there = address_of(comment.article, comment)
        assert f'href="{there}"' in client.get(comment.get_absolute_url()).content.decode()
        assert "I live in Quay Street." in client.get(there).content.decode()
        assert ask(form(), comment.article, comment).status_code == 303
        assert RemovalRequest.objects.get().comment == comment

    def test_a_members_comment_is_for_its_member_or_the_moderators(self, client: Client) -> None:
        comment = builders.comment(builders.article(), people.reader())
        there = address_of(comment.article, comment)
        assert there not in client.get(comment.get_absolute_url()).content.decode()
        for answer in (client.get(there), ask(form(), comment.article, comment)):
            assert answer.status_code == 403
            assert f"/comments/{comment.pk}/report/" in answer.content.decode()
            assert f"/comments/{comment.pk}/withdraw/" in answer.content.decode()
        assert not RemovalRequest.objects.exists()

    def test_what_nobody_can_read_has_no_form(self, client: Client) -> None:
        article, other = builders.article(), builders.article()
        hidden = builders.captured_comment(article, review="removed")
        elsewhere = builders.captured_comment(other)
        for asked in (hidden.pk, elsewhere.pk, 10**18, "x", "９", "1" * 40):
            there = f"{address_of(article)}?comment={asked}"
            assert client.get(there).status_code == 404, asked
            assert client.post(there, form()).status_code == 404, asked

    def test_a_member_need_not_type_what_is_known(self, client: Client) -> None:
        member = people.reader()
        client.force_login(member)
        page = client.get(address_of(builders.article())).content.decode()
        assert f'value="{member.email}"' in page


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"email": "nora"}, "valid email address"),
            ({"email": "no\0ra@example.org"}, "valid email address"),
            ({"email": ""}, "the answer comes by mail"),
            ({"email": "x" * 250 + "@example.org"}, "254"),
            ({"relation": "enemy"}, "Select a valid choice"),
            ({"relation": ""}, "Choose one"),
        ],
    )
    def test_it_is_said_and_nothing_is_lost(self, typed: dict[str, str], words: str) -> None:
        assert_refused(ask(form(**typed), builders.article()), words)

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            ("", "Say what is asked"),
            ("x" * 3001, "3000 is the most"),
            ("One\nTwo \0", "Line 2 holds a character"),
            ("\u202ereversed", "turns the direction"),
        ],
    )
    def test_words_that_no_page_can_show(self, words: str, fault: str) -> None:
        answer = ask(form(words=words), builders.article())
        assert answer.status_code == 422
        assert fault in unescape(answer.content.decode())
        assert not RemovalRequest.objects.exists()

    def test_a_wrong_form_can_be_put_right_and_sent(self) -> None:
        article, fields = builders.article(), form(email="nora")
        assert ask(fields, article).status_code == 422
        assert ask({**fields, "email": "nora@example.org"}, article).status_code == 303


class TestMachines:
    def test_a_form_without_a_challenge_is_refused(self) -> None:
        fields = form()
        for given in ("", "x", "\0"):
            answer = ask({**fields, CHALLENGE_FIELD: given}, builders.article())
            assert_refused(answer, "open for too long")

    def test_one_form_is_sent_once(self) -> None:
        article, fields = builders.article(), form()
        assert ask(fields, article).status_code == 303
        answer = ask(fields, article)
        assert answer.status_code == 422
        assert "was sent once already" in answer.content.decode()
        assert RemovalRequest.objects.count() == 1

    def test_faster_than_people_write(self) -> None:
        opened = challenge.issue(timezone.now(), EASY)
        fields = {**TYPED, CHALLENGE_FIELD: solution(opened)}
        assert_refused(ask(fields, builders.article()), "faster than people write")

    def test_who_fills_in_everything_is_told_the_same_and_asks_nothing(self) -> None:
        article = builders.article()
        trapped = ask(form(**{TRAP_FIELD: "https://spam.example"}), article)
        assert (trapped.status_code, trapped.headers["Location"]) == (
            303,
            ask(form(), article).headers["Location"],
        )
        assert RemovalRequest.objects.count() == OutboxMessage.objects.count() == 1

    def test_without_javascript_a_few_get_through(self) -> None:
        article = builders.article()
        for _number in range(door.WITHOUT_PROOF.most):
            assert ask(form(solved=False), article).status_code == 303
        answer = ask(form(solved=False), article)
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        assert TYPED["words"] in answer.content.decode()
        assert RemovalRequest.objects.count() == door.WITHOUT_PROOF.most

    def test_from_one_network_only_so_many(self) -> None:
        article = builders.article()
        for _number in range(door.FROM_A_NETWORK.most):
            assert ask(form(), article).status_code == 303
        assert ask(form(), article).status_code == 429
        assert RemovalRequest.objects.count() == door.FROM_A_NETWORK.most
