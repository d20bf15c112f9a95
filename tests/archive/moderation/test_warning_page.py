"""The page of a warning: its member reads it, says so, and goes on to where they came from."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutboxMessage, User
from archive.models import Article, Comment, MemberWarning
from archive.moderating.bans import ban_all
from archive.moderating.terms import Terms
from archive.moderating.warnings import warn
from tests import builders, people
from tests.archive.discussion.filling import Tab, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> User:
    return people.reader()


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article(slug="talked-about")


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def tab(request: pytest.FixtureRequest, member: User) -> Tab:
    client = Client(raise_request_exception=False)
    client.force_login(member)
    return Tab(client, request.param)


@pytest.fixture
def client(member: User) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def warning(member: User) -> MemberWarning:
    return warn(member, people.moderator(), reason="you shout")


def page_of(warning: MemberWarning) -> str:
    return reverse("warning", args=[warning.pk])


def test_a_form_that_was_opened_before_is_given_back(
    tab: Tab, member: User, article: Article
) -> None:
    write = reverse("comment_write", args=[article.slug])
    fields = held(tab.open(write)) | {"body": "My *words*."}
    warning = warn(member, people.moderator(), reason="you shout")
    answer = tab.send(write, fields)
    words = unescape(answer.content.decode())
    assert answer.status_code == 403
    assert "because <bdi>you shout</bdi>" in words
    assert f'href="{page_of(warning)}?next=' in words
    assert "My *words*." in words
    tab.send(page_of(warning), {})
    assert tab.send(write, fields).status_code in {200, 303}
    assert Comment.objects.get().body == "My *words*."


def test_an_edit_waits_too(tab: Tab, member: User, article: Article) -> None:
    said = builders.comment(article, member)
    edit = reverse("comment_edit", args=[said.pk])
    fields = held(tab.open(edit)) | {"body": "Otherwise."}
    warn(member, people.moderator(), reason="you shout")
    assert tab.send(edit, fields).status_code == 403
    said.refresh_from_db()
    assert said.edition == 0


def test_the_article_says_so_to_its_member_alone(
    client: Client, article: Article, warning: MemberWarning
) -> None:
    shown = client.get(article.get_absolute_url())
    assert "you shout" in shown.content.decode()
    assert page_of(warning) in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    other = Client()
    other.force_login(people.reader())
    for browser in (other, Client()):
        assert "you shout" not in browser.get(article.get_absolute_url()).content.decode()


def test_it_leads_back_and_is_read_once(
    client: Client, article: Article, warning: MemberWarning
) -> None:
    back = f"{article.get_absolute_url()}#comments"
    shown = client.get(page_of(warning), {"next": back})
    assert shown.status_code == 200
    assert "no-store" in shown.headers["Cache-Control"]
    assert held(shown)["next"] == back
    answer = client.post(page_of(warning), {"next": back})
    assert (answer.status_code, answer.headers["Location"]) == (303, back)
    warning.refresh_from_db()
    first = warning.acknowledged_at
    assert first
    assert client.post(page_of(warning), {"next": back}).status_code == 303
    warning.refresh_from_db()
    assert warning.acknowledged_at == first
    assert "I have read this" not in client.get(page_of(warning)).content.decode()


@pytest.mark.parametrize(
    "away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_it_leads_nowhere_else(client: Client, warning: MemberWarning, away: str) -> None:
    assert "next" not in held(client.get(page_of(warning), {"next": away}))
    answer = client.post(page_of(warning), {"next": away})
    assert answer.headers["Location"] == reverse("decisions")


def test_to_look_is_not_to_say_so(client: Client, warning: MemberWarning) -> None:
    client.get(page_of(warning))
    warning.refresh_from_db()
    assert warning.acknowledged_at is None


def test_another_s_is_not_there(warning: MemberWarning) -> None:
    other = Client()
    other.force_login(people.reader())
    assert other.get(page_of(warning)).status_code == 404
    assert other.post(page_of(warning)).status_code == 404
    warning.refresh_from_db()
    assert warning.acknowledged_at is None
    assert Client().get(page_of(warning)).status_code == 302


def test_what_it_is_about(client: Client, member: User, article: Article) -> None:
    said, rule = builders.comment(article, member), builders.rule("Be kind")
    warning = warn(member, people.moderator(), reason="you shout", rule=rule, comment=said)
    shown = client.get(page_of(warning)).content.decode()
    assert f'href="/comments/{said.pk}/"' in shown
    assert f'href="/rules/#rule-{rule.pk}"' in shown
    Article.objects.update(state=Article.State.DRAFT)
    assert f"/comments/{said.pk}/" not in client.get(page_of(warning)).content.decode()


def test_one_that_was_taken_back_says_so(client: Client, warning: MemberWarning) -> None:
    MemberWarning.objects.update(withdrawn_at=timezone.now())
    shown = client.get(page_of(warning)).content.decode()
    assert "took this warning back" in shown
    assert "I have read this" not in shown


def test_a_rule_that_was_given_up_leads_nowhere(client: Client, member: User) -> None:
    rules = (builders.rule("Be kind"), builders.rule("Be brief", in_force=False))
    links = []
    for rule in rules:
        given = warn(member, people.moderator(), reason="you shout", rule=rule)
        ban_all([member.pk], people.moderator(), Terms(reason="you flood", rule=rule))
        shown = [client.get(f"/accounts/warnings/{given.pk}/").content.decode()]
        for mail in OutboxMessage.objects.order_by("-pk")[:2]:
            shown += [mail.text, mail.html]
        assert all(rule.title in page for page in shown)
        links.append([f"/rules/#rule-{rule.pk}" in page for page in shown])
    assert links == [[True] * 5, [False] * 5]
