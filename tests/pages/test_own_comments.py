"""What members are told of their own comments, and nobody else of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from archive.keyset import PAGE_ROWS
from archive.models import Comment, ModerationEntry
from archive.moderating.set_state import Decision, set_state
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
OWN = "/accounts/comments/"


@pytest.fixture
def member(client: Client) -> User:
    somebody = people.reader()
    client.force_login(somebody)
    return somebody


def page(client: Client) -> str:
    answer = client.get(OWN)
    assert answer.status_code == 200
    return answer.content.decode()


def hide(comment: Comment, act: Act, reason: str, **told: object) -> None:
    set_state([comment.pk], Decision(act, people.moderator(), reason, **told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (Act.REJECTED, "A moderator did not let it through, because <bdi>"),
        (Act.REMOVED, "A moderator removed it, because <bdi>"),
    ],
)
def test_a_member_reads_why(client: Client, member: User, act: Act, state: str) -> None:
    comment = builders.comment(builders.article(), member)
    rule = builders.rule("Be kind")
    hide(comment, act, "it shouts <b>at</b> us", rule=rule)
    shown = page(client)
    assert state in shown
    assert "<bdi>it shouts &lt;b&gt;at&lt;/b&gt; us</bdi>." in shown
    assert f'href="/rules/#rule-{rule.pk}"><bdi>Be kind</bdi>' in shown
    assert f'href="/comments/{comment.pk}/"' in shown
    decided = ModerationEntry.objects.get(comment=comment)
    assert f'href="/moderation/appeal/{decided.pk}/"' in shown


def test_of_several_decisions_the_last_counts(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member)
    hide(comment, Act.REMOVED, "the first reason")
    set_state([comment.pk], Decision(Act.APPROVED, people.moderator()))
    assert "the first reason" not in page(client)
    hide(comment, Act.REMOVED, "the second reason", rule=builders.rule("Old", in_force=False))
    shown = page(client)
    assert "the second reason" in shown
    assert "the first reason" not in shown
    assert "<bdi>Old</bdi>" in shown
    assert "/rules/#rule-" not in shown


def test_notes_are_for_moderators(client: Client, member: User) -> None:
    comment = builders.comment(builders.article(), member, review="pending")
    ModerationEntry.objects.create(act=Act.HELD, comment=comment, member=member, note="Suspicious.")
    shown = page(client)
    assert "It waits for a moderator" in shown
    assert "Suspicious." not in shown


def test_others_learn_nothing_of_it(client: Client, member: User) -> None:
    article = builders.article()
    builders.comment(article, member, body="It stays.")
    hide(builders.comment(article, member, body="It goes."), Act.REMOVED, "it shouts")
    for somebody in (None, people.reader()):
        client.logout()
        if somebody:
            client.force_login(somebody)
        shown = client.get(f"/members/{member.public_id}/").content.decode()
        assert "It stays." in shown
        assert "It goes." not in shown
        assert "it shouts" not in shown


def test_many_decisions_take_no_more_queries_than_one(client: Client, member: User) -> None:
    taken = []
    for count in (1, PAGE_ROWS):
        for _number in range(count):
            hide(builders.comment(builders.article(), member), Act.REMOVED, "it shouts")
        with CaptureQueriesContext(connection) as captured:
            page(client)
        taken.append(len(captured))
    assert taken[0] == taken[1]
