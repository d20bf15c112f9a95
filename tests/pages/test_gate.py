"""Who may comment, as the article's page says it: in words, to each who looks, and in preview."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from archive.models import Article, Ban, CommentDrive, CommentPolicy
from tests import builders, people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NEW_YEAR = datetime(2199, 1, 1, tzinfo=UTC)
NOON = datetime(2199, 6, 1, 12, tzinfo=UTC)
BLOCK = re.compile(
    r'<div class="gate">(.*?)</div>\s*(?:<p class="thread__note|<ol|<p class="quiet)', re.S
)


@pytest.fixture
def article() -> Article:
    return builders.article(slug="gated")


def policy(level: str, begins: datetime | None = None, **fields: object) -> None:
    begins = begins or timezone.now() - DAY
    CommentPolicy.objects.create(level=level, in_force_from=begins, **fields)


def markup(user: User | None = None, address: str = "/articles/gated/") -> str:
    answer = client_of(user).get(address)
    assert answer.status_code == 200
    found = BLOCK.search(answer.content.decode())
    assert found
    return found[1]


def words(user: User | None = None, address: str = "/articles/gated/") -> str:
    """What the gate says to `user`, without its markup."""
    text = unescape(re.sub(r"<[^>]+>", "", markup(user, address)))
    return " ".join(text.split()).replace(" .", ".").replace(" ,", ",")


def test_without_rows(article: Article) -> None:
    assert words().startswith("Comments are open to all registered members.")


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ("nobody", "Comments are closed"),
        ("paid", "Comments are for paid subscribers"),
        ("registered", "Comments are open to all registered members"),
    ],
)
@pytest.mark.parametrize("reason", ["", "the editor is away"])
@pytest.mark.parametrize("until", [None, NEW_YEAR, NOON])
def test_the_policy_in_words(
    article: Article, level: str, says: str, reason: str, until: datetime | None
) -> None:
    policy(level, reason=reason)
    then = "paid" if level != "paid" else "registered"
    if until:
        policy(then, until)
        says += f" until 1 {'June 2199, 12:00 UTC' if until == NOON else 'January 2199'}"
    if reason:
        says += f", because {reason}"
    says += "."
    if until:
        says += {
            "paid": " Then they are for paid subscribers.",
            "registered": " Then they are open to all registered members.",
        }[then]
    assert words(people.admin()).startswith(says)


def test_closing_by_itself(article: Article) -> None:
    policy("registered", close_after_days=30)
    assert "Then they close." in words()
    Article.objects.update(added_at=timezone.now() - 31 * DAY)
    says = "Comments are closed, because they close 30 days after an article is added here."
    assert words() == says


@pytest.mark.parametrize(
    ("person", "says", "link"),
    [
        ("unverified", "To comment, verify your e-mail address.", "account_email"),
        ("reader", "To comment, subscribe.", "subscription"),
        ("lapsed", "To comment, renew it.", "subscription"),
        ("subscriber", "", ""),
        ("moderator", "", ""),
        ("banned", "because you insulted another member", ""),
    ],
)
def test_what_each_is_told(article: Article, person: str, says: str, link: str) -> None:
    policy("paid")
    user = getattr(people, person)()
    rule = "Comments are for paid subscribers."
    said = words(user)
    assert said.startswith(rule)
    assert says in said
    assert (said == rule) is (not says)
    addresses = {"account_email": "/accounts/email/", "subscription": "/accounts/subscription/"}
    if link:
        assert f'href="{addresses[link]}"' in markup(user)


def test_visitors_are_led_in_and_back(article: Article) -> None:
    assert words().endswith("To comment, log in or sign up.")
    assert 'href="/accounts/login/?next=/articles/gated/%23comments"' in markup()
    policy("paid")
    assert words().endswith("log in as a subscriber, or sign up to become one.")


def test_waiting_helps_too(article: Article) -> None:
    policy("paid")
    policy("registered", NEW_YEAR)
    assert "Or wait: from 1 January 2199 on all registered members may." in words(people.reader())


def test_a_ban_that_is_explained_later(article: Article) -> None:
    member = people.reader()
    ban = Ban.objects.create(member=member, set_by=people.moderator())
    says = "You are banned from commenting for good"
    assert f"{says}. The moderators have not written down why yet." in words(member)
    Ban.objects.filter(pk=ban.pk).update(reason="You <b>insulted</b> a member")
    assert f"{says}, because You <b>insulted</b> a member." in words(member)
    assert "banned" not in words(people.reader())


def test_a_drive_under_way(article: Article) -> None:
    now = timezone.now()
    CommentDrive.objects.create(
        article=article,
        target=5,
        starts_at=now - 2 * DAY,
        deadline=NOON,
        level_if_missed="nobody",
        reason="Somebody must pay for it.",
    )
    people.subscriber()
    said = words()
    assert "5 new subscribers wanted Somebody must pay for it." in said
    assert "1 of 5 new subscribers; until 1 June 2199, 12:00 UTC" in said
    assert (
        "comments are open to all registered members; otherwise they close at the deadline." in said
    )
    assert re.search(r'<progress [^>]*max="5" value="1"', markup())


def test_what_a_drive_came_to(article: Article) -> None:
    now = timezone.now()
    CommentDrive.objects.create(target=5, starts_at=now - 2 * DAY, deadline=now - DAY)
    says = "for paid subscribers, because fewer than 5 more people subscribed in time."
    assert says in words()
    assert "<progress" not in markup()


class TestShared:
    """Visitors' pages are the same for all, and may be kept by whoever lies between."""

    @pytest.mark.parametrize("query", ["", "?as=paid", "?as=banned"])
    def test_a_visitor_s(self, article: Article, query: str) -> None:
        answer = Client().get(f"/articles/gated/{query}")
        assert words(None, f"/articles/gated/{query}") == words()
        assert b"preview" not in answer.content
        assert "public" in answer.headers["Cache-Control"]
        assert not answer.cookies

    def test_a_member_s(self, article: Article) -> None:
        control = client_of(people.reader()).get("/articles/gated/").headers["Cache-Control"]
        assert {"private", "no-store"} <= set(control.split(", "))


PERSONAS = {
    "anonymous": "log in as a subscriber",
    "registered": "To comment, subscribe.",
    "paid": "",
    "lapsed": "renew it",
    "banned": "You are banned",
}


class TestPreview:
    @pytest.mark.parametrize("persona", PERSONAS)
    def test_editors_see_what_somebody_else_would(self, article: Article, persona: str) -> None:
        policy("paid")
        client = client_of(people.editor())
        answer = client.get(f"/articles/gated/?as={persona}")
        html = answer.content.decode()
        assert 'class="preview preview--on"' in html
        assert f'?as={persona}" aria-current="page"' in html
        assert "/admin/" not in html  # nor would they
        assert "no-store" in answer.headers["Cache-Control"]
        rule = "Comments are for paid subscribers."
        said = words(people.editor(), f"/articles/gated/?as={persona}")
        assert PERSONAS[persona] in said
        assert (said == rule) is (not PERSONAS[persona])

    def test_as_somebody_real_gets_it(self, article: Article) -> None:
        """But for the reason of the ban and the moment at which a subscription ended."""
        policy("paid")
        editor = people.editor()
        for persona, real in (
            ("anonymous", None),
            ("registered", people.reader()),
            ("paid", people.subscriber()),
        ):
            assert words(editor, f"/articles/gated/?as={persona}") == words(real)

    @pytest.mark.parametrize("asked", ["", "?as=", "?as=nobody-known"])
    def test_editors_see_their_own_page_and_the_way_to_others(
        self, article: Article, asked: str
    ) -> None:
        html = client_of(people.editor()).get(f"/articles/gated/{asked}").content.decode()
        assert "preview--on" not in html
        for persona in PERSONAS:
            assert f'href="/articles/gated/?as={persona}"' in html

    @pytest.mark.parametrize("person", ["reader", "subscriber", "moderator"])
    def test_nobody_else_does(self, article: Article, person: str) -> None:
        user = getattr(people, person)()
        for query in ("", "?as=banned"):
            answer = client_of(user).get(f"/articles/gated/{query}")
            assert b"preview" not in answer.content
            assert "banned" not in words(user, f"/articles/gated/{query}")

    def test_a_draft_is_not_there(self) -> None:
        builders.draft(slug="a-draft", title="The draft’s title")
        client = client_of(people.editor())
        assert client.get("/articles/a-draft/").status_code == 200
        answer = client.get("/articles/a-draft/?as=paid")
        html = answer.content.decode()
        assert answer.status_code == 404
        assert "preview--on" in html
        assert "There is no page here" in html
        assert "The draft’s title" not in html
        assert "no-store" in answer.headers["Cache-Control"]
        for stranger in (None, people.moderator()):
            assert b"preview" not in client_of(stranger).get("/articles/a-draft/?as=paid").content

    def test_what_was_withdrawn(self) -> None:
        builders.withdrawn(slug="gone")
        answer = client_of(people.editor()).get("/articles/gone/?as=paid")
        assert answer.status_code == 410
        assert b"preview--on" in answer.content
        assert b"preview" not in Client().get("/articles/gone/?as=paid").content

    def test_a_draft_s_own_page_says_that_nobody_can_comment(self) -> None:
        builders.draft(slug="a-draft")
        said = words(people.editor(), "/articles/a-draft/")
        assert "Nobody can comment on an article that is not published." in said
