"""A comment's history: what it said, to whoever could read it then."""

import pytest
from django.test import Client

from accounts.models import User
from archive.commenting.edit import edit
from archive.models import Article, Comment, ModerationEntry
from archive.moderating.set_state import Decision, set_state
from tests import builders, people

Act = ModerationEntry.Act


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def changed(article: Article, own: Comment, member: User) -> Comment:
    """A comment that was public, was changed while it waited, and is public again."""
    builders.settings(premoderated=True)
    edit(member, own, body="What I secretly said.", edition=0)
    edit(member, own, body="What I said at last.", edition=1)
    set_state([own.pk], Decision(Act.APPROVED, people.moderator()))
    own.refresh_from_db()
    return own


def test_readers_see_what_they_could_see_before(changed: Comment, client: Client) -> None:
    answer = client.get(f"/comments/{changed.pk}/history/")
    page = answer.content.decode()
    assert "<ins> at last</ins>" in page
    assert "First written" in page
    assert "secretly" not in page
    assert page.count('class="revision"') == 2
    assert answer["Cache-Control"] == "public, max-age=60"


def test_its_author_and_moderators_see_it_all(changed: Comment, member: User) -> None:
    for person in (member, people.moderator()):
        page = client_of(person).get(f"/comments/{changed.pk}/history/").content.decode()
        assert "<del>secretly</del>" in page or "secretly" in page
        assert page.count('class="revision"') == 3
        assert page.count("readers did not see this") == 1


@pytest.mark.parametrize("review", ["pending", "rejected", "removed"])
def test_what_is_hidden_hides_its_history(
    changed: Comment, client: Client, member: User, review: str
) -> None:
    Comment.objects.filter(pk=changed.pk).update(review=review)
    address = f"/comments/{changed.pk}/history/"
    assert client.get(address).status_code == 404
    assert client_of(people.reader()).get(address).status_code == 404
    assert client_of(member).get(address).status_code == 200
    assert client_of(people.moderator()).get(address).status_code == 200


def test_what_was_withdrawn_has_none(changed: Comment, member: User) -> None:
    Comment.objects.filter(pk=changed.pk).update(withdrawn_at=changed.posted_at)
    for person in (member, people.moderator()):
        answer = client_of(person).get(f"/comments/{changed.pk}/history/")
        assert answer.status_code == 404


def test_a_captured_comment_has_one_version(client: Client, article: Article) -> None:
    captured = builders.captured_comment(article)
    page = client.get(f"/comments/{captured.pk}/history/").content.decode()
    assert "As it was captured" in page
    assert page.count('class="revision"') == 1


def test_it_takes_as_many_queries_however_often_it_changed(
    changed: Comment, client: Client, django_assert_num_queries: object
) -> None:
    address = f"/comments/{changed.pk}/history/"
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get(address)
    for number in range(30):
        changed.revisions.create(
            body=f"Version {number}.",
            body_html="",
            render_version=1,
            was_public=True,
            written_at=changed.posted_at,
            replaced_at=changed.posted_at,
        )
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get(address)


def test_it_compares_all_its_versions_with_one_effort(
    changed: Comment, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for body in ("What I said, too.", "? " * 300):
        changed.revisions.create(
            body=body,
            body_html="",
            render_version=1,
            was_public=True,
            written_at=changed.posted_at,
            replaced_at=changed.posted_at,
        )
    address = f"/comments/{changed.pk}/history/"
    small, whole = "<ins>, too</ins>", "<ins>What I said, too.</ins>"
    assert small in client.get(address).content.decode()
    monkeypatch.setattr("archive.text.diff.STEPS_OF_A_PAGE", 100)  # the newest versions take it all
    assert whole in client.get(address).content.decode()
