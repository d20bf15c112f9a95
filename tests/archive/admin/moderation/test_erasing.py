"""Erasing in the administration: for administrators, with a reason, and never without a trace."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from archive.models import Comment, ModerationEntry
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now

pytestmark = pytest.mark.django_db

WHY = "it told where somebody lives"
ADDRESS = "Elm Street 7"


@pytest.fixture
def admin() -> User:
    return people.admin()


@pytest.fixture
def erasing(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def said() -> Comment:
    builders.settings()
    comment = builders.comment(builders.article(), people.reader(), body=ADDRESS)
    builders.comment(comment.article, people.reader(), parent=comment)
    return comment


def at(name: str, comment: Comment) -> str:
    return reverse(f"admin:archive_comment_{name}", args=[comment.pk])


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_is_erased_is_gone_and_leaves_a_row(
    erasing: Client, admin: User, said: Comment
) -> None:
    assert at("erase", said) in shown(erasing, at("change", said))
    asked = shown(erasing, at("erase", said))
    assert ADDRESS in asked
    assert "Nobody can undo this" in asked
    assert "/moderation/log/" in asked
    answer = erasing.post(at("erase", said), {"reason": f"because {WHY}."})
    assert answer.status_code == 302
    assert answer["Location"] == at("change", said)
    assert now(said).body == ""
    check_thread(said.article)
    entry = ModerationEntry.objects.get()
    assert (entry.act, entry.actor, entry.reason) == (ModerationEntry.Act.ERASED, admin, WHY)
    after = shown(erasing, at("change", said))
    assert ADDRESS not in after
    assert at("erase", said) not in after


def test_it_needs_a_reason(erasing: Client, said: Comment) -> None:
    answer = erasing.post(at("erase", said), {"reason": " "})
    assert answer.status_code == 422
    assert now(said).body == ADDRESS


def test_what_the_verb_refuses_is_said_in_place(erasing: Client, said: Comment) -> None:
    captured = builders.captured_comment(said.article)
    assert at("erase", captured) not in shown(erasing, at("change", captured))
    answer = erasing.post(at("erase", captured), {"reason": WHY})
    assert answer.status_code == 422
    assert "Redact its lines" in answer.content.decode()


def test_moderators_and_editors_erase_nothing(client: Client, said: Comment) -> None:
    for person in (people.moderator(), people.editor()):
        client.force_login(person)
        assert at("erase", said) not in shown(client, at("change", said))
        assert client.get(at("erase", said)).status_code == 403
        assert client.post(at("erase", said), {"reason": WHY}).status_code == 403
    assert now(said).body == ADDRESS


def test_somebody_else_erases_what_one_wrote_oneself(
    erasing: Client, admin: User, said: Comment
) -> None:
    own = builders.comment(said.article, admin)
    people.moderator()
    assert at("erase", own) not in shown(erasing, at("change", own))
    assert erasing.post(at("erase", own), {"reason": WHY}).status_code == 403


def test_no_comment_is_deleted_alone(erasing: Client, said: Comment) -> None:
    assert at("delete", said) not in shown(erasing, at("change", said))
    assert erasing.post(at("delete", said), {"post": "yes"}).status_code == 403
    assert Comment.objects.filter(pk=said.pk).exists()
    article = reverse("admin:archive_article_delete", args=[said.article_id])
    assert erasing.post(article, {"post": "yes"}).status_code == 302
    assert not Comment.objects.exists()
